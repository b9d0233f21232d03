"""Beyond a budget answers are quotes, and say so; what models use is counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.language_model import Fallback, Usage
from bot.limits.budgets import Budgets
from bot.settings import Settings
from discord_playground.message_contents import buttons_of, text_of
from tests.cli.samples import ANSWER, COMPARISON, SUMMARY
from tests.discord_bot.conftest import DiscordEnv

QUESTION = "How well does LaSO do?"
USED = {"mode": "model", "model": "gpt-4o-mini", "usage": Usage(900, 100, 0.000195)}


@pytest.fixture
def budgets(discord_env: DiscordEnv) -> Budgets:
    """Let a model write, of which each answer takes 1,000 tokens, and give the budgets."""
    application = discord_env.application
    application.settings = Settings(
        cache_answers=False,
        data_dir=application.settings.data_dir,
        openai_base_url="http://127.0.0.1:9/v1",
        show_cost=True,
    )
    application.ask.script = (replace(ANSWER, **USED),)
    application.summarize.outcome = replace(SUMMARY, **USED)
    application.compare.outcome = replace(COMPARISON, **USED)
    found = discord_env.bot.services.guard.budgets
    assert found is not None
    return found


async def test_a_channel_is_not_told_where_the_model_is(
    discord_env: DiscordEnv, budgets: Budgets
) -> None:
    """That it gave nothing, in the language of who reads; why is for who runs the bot."""
    why = "No connection to 10.0.0.7:8000. Check that it runs. These are quotes from the abstracts."
    notice = f"Searched without the quotes. {why}"
    fallen = replace(ANSWER, notice=notice, fallback=Fallback("failed", why))
    discord_env.application.ask.script = (fallen,)
    discord_env.application.summarize.outcome = replace(
        SUMMARY, notice=why, fallback=fallen.fallback
    )
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question=QUESTION)
    answer = text_of(await done.message_when(lambda m: "65.3" in text_of(m)))
    done = await mara.run(mara.channel("papers"), "summarize", paper="laso")
    summary = text_of(await done.message_when(lambda m: buttons_of(m)))
    partly = replace(COMPARISON, **USED, notice=why, fallback=fallen.fallback)
    discord_env.application.compare.outcome = partly
    done = await mara.run(mara.channel("papers"), "compare", paper1="laso", paper2="uniap")
    comparison = text_of(await done.message_when(lambda m: buttons_of(m)))

    assert "Where the abstracts did not support" in comparison
    assert "10.0.0.7" not in comparison
    assert "Searched without the quotes. The language model did not answer" in answer
    assert discord_env.application.counts.failures == ["model"] * 3
    for text in (answer, summary):
        assert "The language model did not answer, so here are quotes" in text
        assert "10.0.0.7" not in text
