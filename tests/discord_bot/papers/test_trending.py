"""Trending papers, and how they are ordered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from discord_playground.message_contents import selects_of, text_of
from tests.cli.samples import LASO, UNIAP
from tests.discord_bot.actions import wait_for_answer
from tests.discord_bot.conftest import DiscordEnv


async def test_papers_with_votes_lead(discord_env: DiscordEnv) -> None:
    """They are ordered by votes, and the message says so."""
    today = datetime.now(UTC).date()
    discord_env.application.catalog.papers = [
        replace(LASO, published=today, extra={"upvotes": 3}),
        replace(UNIAP, published=today, extra={"upvotes": 30}),
    ]
    mara = await discord_env.playground.person("mara")
    shown = await wait_for_answer(await mara.run(mara.channel("papers"), "trending", period="day"))
    text = text_of(shown)

    assert "30 votes" in text
    assert text.index("UniAP") < text.index("LaSO")
    assert len(selects_of(shown)[0]["options"]) == 2


async def test_without_votes_it_is_said_that_these_are_the_newest(discord_env: DiscordEnv) -> None:
    """The message does not claim popularity."""
    today = datetime.now(UTC).date()
    discord_env.application.catalog.papers = [replace(LASO, published=today)]
    mara = await discord_env.playground.person("mara")
    shown = await wait_for_answer(await mara.run(mara.channel("papers"), "trending"))

    assert "have no votes" in text_of(shown)
    assert "this week" in text_of(shown)


async def test_without_papers_of_the_period_the_last_added_are_shown(
    discord_env: DiscordEnv,
) -> None:
    """The message says so, in the person's language in a direct message."""
    jonas = await discord_env.playground.person("jonas")
    shown = await wait_for_answer(await jonas.run(jonas.dm(), "trending", period="day"))

    assert "Zuletzt zur Bibliothek hinzugefügt" in text_of(shown)
