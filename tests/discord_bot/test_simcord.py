"""Footnote in simcord and in the playground: people see the same in both."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import discord
import pytest

from bot.discord_bot.bot import FootnoteBot
from playground.tests.clients.in_playground import in_playground
from playground.tests.clients.in_simcord import in_simcord
from playground.tests.clients.shown import Shown
from playground.tests.clients.stages import Stage
from tests.discord_bot.conftest import new_bot
from tests.fakes.discord_bot import Ticking, fake_application
from tests.fakes.memory import Memory, memory_community

Scenario = Callable[[Stage], Awaitable[object]]
QUESTION = "How well does LaSO do?"
PAPER, OTHER = "1902.09811", "2308.09953"


async def _asks(stage: Stage) -> None:
    await stage.run("ask", question=QUESTION)
    await stage.press_on(1, "Evidence")
    await stage.choose_on(1, "More…", 1)
    await stage.choose_on(1, "More…", 2)
    await stage.press_on(1, "👍")


async def _asks_again(stage: Stage) -> None:
    await stage.run("ask", question=QUESTION)
    await stage.choose_on(1, "More…", 3)


async def _follows_up(stage: Stage) -> list[str]:
    await stage.run("ask", question=QUESTION)
    done = await stage.press_on(1, "Follow up")
    return await stage.form(done)


async def _is_mentioned(stage: Stage) -> None:
    await stage.say(QUESTION, to_bot=True)


async def _searches(stage: Stage) -> None:
    await stage.run("search", query="few-shot", year_from=2019)
    await stage.choose_on(1, "Choose papers…", 2)


async def _reads(stage: Stage) -> list[str]:
    suggested = await stage.complete("paper", "paper", "lab")
    await stage.run("paper", paper=PAPER)
    await stage.press_on(1, "Summarize")
    await stage.run("summarize", paper=PAPER)
    await stage.run("related", paper=PAPER)
    return suggested


async def _compares(stage: Stage) -> None:
    await stage.run("compare", paper1=PAPER, paper2=OTHER)


async def _keeps(stage: Stage) -> None:
    await stage.run("shelf add", paper=PAPER)
    await stage.run("shelf show")
    await stage.run("shelf export")


async def _tends(stage: Stage) -> None:
    await stage.run("library stats")
    await stage.run("library list")
    await stage.run("trending")
    await stage.run("help")


async def _explains(stage: Stage) -> None:
    await stage.say(f"Have you read arxiv.org/abs/{PAPER}?")
    await stage.use_menu(f"Have you read arxiv.org/abs/{PAPER}?", "Key points of this paper")


async def _is_forgotten(stage: Stage) -> None:
    await stage.run("ask", question=QUESTION)
    await stage.run("forget-me")


async def _goes_wrong(stage: Stage) -> None:
    # What is refused after a public deferral is not tried: it is taken away and said to one
    # person, which Discord allows and simcord answers with 10008.
    await stage.run("shelf add", paper="no such paper")


# `/settings` is left out: simcord does not say that the server installed the bot, without which
# it refuses.
SCENARIOS: dict[str, Scenario] = {
    "a question and its buttons": _asks,
    "a question asked again": _asks_again,
    "a follow-up": _follows_up,
    "a mention": _is_mentioned,
    "a search, and papers chosen": _searches,
    "one paper": _reads,
    "papers compared": _compares,
    "a shelf": _keeps,
    "the library": _tends,
    "a message's menu": _explains,
    "being forgotten": _is_forgotten,
    "a paper that is not there": _goes_wrong,
}


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS.keys())
async def test_both_show_the_same(
    scenario: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a person does with Footnote, the same messages are there in the end."""
    # simcord leaves its webhook adapter in the context that it ran in
    with monkeypatch.context() as patch:
        # It does not say whose installation an interaction is of; in its servers it is theirs.
        in_guild = property(lambda self: lambda: self.guild_id is not None)
        patch.setattr(discord.Interaction, "is_guild_integration", in_guild)
        noted, to_mara, to_jonas = await asyncio.create_task(_second_opinion(scenario, tmp_path))

    async with in_playground(_footnote(tmp_path), monkeypatch) as stage:
        assert await scenario(stage) == noted
        assert await stage.until("mara", to_mara) == to_mara
        assert await stage.until("jonas", to_jonas) == to_jonas


async def _second_opinion(
    scenario: Scenario, data_dir: Path
) -> tuple[object, list[Shown], list[Shown]]:
    async with in_simcord(_footnote(data_dir), refusing=True) as stage:
        noted = await scenario(stage)
        return noted, stage.seen("mara"), stage.seen("jonas")


def _footnote(data_dir: Path) -> FootnoteBot:
    ticking = Ticking(datetime.now(UTC))
    return new_bot(fake_application(data_dir), memory_community(Memory()), ticking)
