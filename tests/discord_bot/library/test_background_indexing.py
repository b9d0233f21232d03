"""Papers that wait to be indexed are indexed while the bot runs."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.bootstrap.background import REINDEX_SECONDS, reindex_queued, run_in_background
from retrieval.errors import VectorStoreDown
from tests.discord_bot.conftest import DiscordEnv
from tests.waiting import eventually


@dataclass
class Pauses:
    """Sleeps for no time, and lets only so many sleeps end."""

    left: int
    slept: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)
        if len(self.slept) > self.left:
            await asyncio.Event().wait()


def waiting(discord_env: DiscordEnv, papers: int, *errors: Exception) -> list[int]:
    """Have papers wait, and indexing fail with errors before it succeeds; return its tries."""
    tries: list[int] = []
    failures = list(errors)

    def drain_index_queue(*, wait: bool = True) -> None:
        assert not wait, "people would wait for another process to index"
        tries.append(papers)
        if failures:
            raise failures.pop(0)
        discord_env.application.catalog.waiting = 0

    discord_env.application.catalog.waiting = papers
    discord_env.application.drain_index_queue = drain_index_queue  # type: ignore[method-assign]
    return tries


async def test_what_waits_is_indexed_once_that_can_be(discord_env: DiscordEnv) -> None:
    """Chroma is down at first: it is tried again, each time after longer; the log tells once."""
    tries = waiting(discord_env, 3, *[VectorStoreDown("Chroma is down.") for _ in range(6)])
    pauses = Pauses(9)
    async with run_in_background(reindex_queued(discord_env.services, pauses), "indexing"):
        await eventually(lambda: len(pauses.slept) == 10)

    assert len(tries) == 7
    assert pauses.slept == [
        60,
        120,
        240,
        480,
        960,
        1800,
        1800,
        REINDEX_SECONDS,
        REINDEX_SECONDS,
        REINDEX_SECONDS,
    ]
    assert discord_env.application.counts.failures == ["indexing what waits"]


async def test_nothing_is_done_without_need(discord_env: DiscordEnv) -> None:
    """Nor where so many wait that people would."""
    for papers in (0, 1_001):
        tries = waiting(discord_env, papers)
        pauses = Pauses(3)
        async with run_in_background(reindex_queued(discord_env.services, pauses), "indexing"):
            await eventually(lambda pauses=pauses: len(pauses.slept) == 4)
        assert tries == []
