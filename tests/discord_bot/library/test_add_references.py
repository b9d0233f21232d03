"""Add papers by link, id or DOI: what is fetched, and what is said of the rest."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from discord_playground.message_contents import selects_of, text_of
from discord_playground.server import Playground
from retrieval.errors import SourceDown
from retrieval.paper import Paper
from tests.discord_bot.actions import Message, is_ephemeral, wait_for_answer, wait_for_text
from tests.discord_bot.conftest import DiscordEnv, discord_env_in
from tests.fakes.discord_bot import FakeFetch

ATTENTION = Paper("1706.03762", "Attention is all you need", "Nothing but attention.")
CATS = Paper("10.1000/xyz", "Cats that sleep", "Cats sleep.", doi="10.1000/xyz")


@pytest.fixture
def fetch() -> FakeFetch:
    """Give a source that knows two papers."""
    return FakeFetch({"1706.03762": ATTENTION, "10.1000/xyz": CATS})


@pytest.fixture
async def discord_env(
    playground: Playground, tmp_path: Path, fetch: FakeFetch
) -> AsyncIterator[DiscordEnv]:
    """Give a local Discord with a bot that can fetch papers."""
    async with discord_env_in(playground, tmp_path, fetch=fetch) as discord_env:
        yield discord_env


def plainly(message: Message) -> str:
    """Return a message's text without the backslashes that keep it from being Markdown."""
    return text_of(message).replace("\\", "")


async def test_papers_are_fetched(discord_env: DiscordEnv, fetch: FakeFetch) -> None:
    """By link and DOI; those that nobody knows are named with the reason."""
    mara = await discord_env.playground.person("mara")
    done = await mara.run(
        mara.channel("papers"),
        "library add",
        papers="https://arxiv.org/abs/1706.03762v5, 10.1000/xyz and 2401.00001",
    )
    message = await wait_for_text(done, "2 papers added")

    assert fetch.asked == [("1706.03762", "10.1000/xyz", "2401.00001")]
    assert "Attention is all you need" in plainly(message)
    assert "1 could not be fetched" in plainly(message)
    assert "Nobody knows 2401.00001." in plainly(message)
    assert len(selects_of(message)[0]["options"]) == 2


async def test_services_that_are_down_are_told_to_who_asked(
    discord_env: DiscordEnv, fetch: FakeFetch
) -> None:
    """With what to do; nothing is added."""
    fetch.error = SourceDown("arXiv does not answer. Try again later.")
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "library add", papers="1706.03762")
    message = await wait_for_answer(done, is_ephemeral)

    assert "arXiv does not answer" in plainly(message)
    assert not discord_env.application.ingested
