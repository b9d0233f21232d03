"""Killed at any step, and at any two: the issue is sent once, and so is the next."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.records.schedule import Schedule
from bot.storage.stores import Stores, open_stores
from tests.digest.world import Life, World, inline, subscription
from tests.fakes.memory import memory_community

START = datetime(2026, 3, 28, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

Scene = Callable[[World], None]


def as_usual(world: World) -> None:
    """Change nothing."""


def a_broken_channel(world: World) -> None:
    """Have the channel be gone."""
    world.discord.broken[10] = "channel gone"


def nothing_new(world: World) -> None:
    """Have no paper come."""
    world.arrived = 0


@contextmanager
def stores(kind: str) -> Iterator[Stores]:
    """Give an empty community with a subscription."""
    with TemporaryDirectory() as folder:
        if kind == "memory":
            community = memory_community()
            community.subscriptions.add(subscription(next_due=START))
            yield community
        else:
            with open_stores(Path(folder) / "state.db") as community:
                community.subscriptions.add(subscription(next_due=START))
                yield community


async def lived(world: World, community: Stores, *deaths: int, minutes: int) -> list[Life]:
    """Have senders live one after the other, each but the last dying at a step of its own."""
    lives = [Life(world, community, dies_at=step, alone=True) for step in (*deaths, None)]
    end = world.now + minutes * MINUTE
    for life in lives:
        while world.now < end and await life.tick():
            world.now += MINUTE
    return lives


async def steps_of(scene: Scene) -> list[str]:
    """Return the steps of a life in which one issue is due."""
    world = World(START, arrived=7)
    scene(world)
    with stores("memory") as community:
        (life,) = await lived(world, community, minutes=1)
    return life.steps


@pytest.mark.parametrize("scene", [as_usual, a_broken_channel, nothing_new])
@pytest.mark.parametrize("kind", ["memory", "sqlite"])
async def test_killed_at_any_step(scene: Scene, kind: str) -> None:
    """After a crash at any step, one message and its full thread exist, or none is sent."""
    with inline():
        steps = await steps_of(scene)
        for step in range(len(steps)):
            world = World(START, arrived=7)
            scene(world)
            with stores(kind) as community:
                await lived(world, community, step, minutes=5)
                (entry,) = community.ledger.history("s1", 9)
                kept = community.subscriptions.get("s1")
            assert kept is not None
            sent = len(world.discord.messages)
            if scene is as_usual:
                assert (sent, entry.outcome, kept.seen) == (1, "done", 7), steps[step]
                assert list(world.discord.threads) == [1]
            elif scene is nothing_new:
                assert (sent, entry.outcome, kept.seen) == (0, "empty", 0), steps[step]
            else:
                assert (sent, entry.outcome, kept.seen) == (0, "given up", 0), steps[step]
                assert kept.paused == "channel gone"
                # Killed as it was telling, it cannot know whether it did, and tells again.
                twice = steps[step] in {"told", "before end"}
                assert len(world.discord.told) == (2 if twice else 1), steps[step]
            assert kept.paused or kept.next_due == START + timedelta(days=1)

    assert len(steps) > 15


async def test_killed_at_any_two_steps() -> None:
    """Who goes on after a crash may be killed too."""
    with inline():
        count = len(await steps_of(as_usual)) + 6  # looking for the message takes more
        for first in range(0, count, 1 if os.environ.get("FOOTNOTE_LONG_TESTS") else 2):
            for second in range(count):
                world = World(START, arrived=7)
                with stores("memory") as community:
                    await lived(world, community, first, second, minutes=5)
                    (entry,) = community.ledger.history("s1", 9)
                assert len(world.discord.messages) == 1, (first, second)
                assert entry.outcome == "done", (first, second)


async def test_two_at_once() -> None:
    """Two senders that tick at one moment send each issue once, and both papers and thread."""
    with inline():
        for seed in range(20):
            world = World(START, arrived=7)
            world.random.seed(seed)
            with stores("sqlite") as community:
                for n in range(8):
                    schedule = Schedule(zone="Europe/Berlin")
                    community.subscriptions.add(
                        subscription(f"t{n}", channel_id=n, next_due=START, schedule=schedule)
                    )
                lives = [Life(world, community), Life(world, community)]
                await asyncio.gather(*(life.tick() for life in lives))
            sent = [message.subscription_id for message in world.discord.messages]
            assert sorted(sent) == sorted({"s1", *(f"t{n}" for n in range(8))})
            assert len(world.discord.threads) == 9
