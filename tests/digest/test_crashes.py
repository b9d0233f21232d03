"""Killed at any step, and at any two: the issue is sent once, and so is the next."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.records.schedule import Schedule
from bot.storage.stores import Stores
from tests.digest.world import Life, World, inline, subscription
from tests.temporary_stores import TemporaryStores

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


def one_due(kept: TemporaryStores) -> Stores:
    """Leave nothing in the stores but a subscription."""
    kept.clear()
    kept.stores.subscriptions.add(subscription(next_due=START))
    return kept.stores


async def lived(world: World, community: Stores, *deaths: int, minutes: int) -> list[Life]:
    """Have senders live one after the other, each but the last dying at a step of its own."""
    lives = [Life(world, community, dies_at=step, alone=True) for step in (*deaths, None)]
    end = world.now + minutes * MINUTE
    for life in lives:
        while world.now < end and await life.tick():
            world.now += MINUTE
    return lives


async def steps_of(kept: TemporaryStores, scene: Scene) -> list[str]:
    """Return the steps of a life in which one issue is due."""
    world = World(START, arrived=7)
    scene(world)
    (life,) = await lived(world, one_due(kept), minutes=1)
    return life.steps


@pytest.mark.parametrize("scene", [as_usual, a_broken_channel, nothing_new])
async def test_killed_at_any_step(kept: TemporaryStores, scene: Scene) -> None:
    """After a crash at any step, one message and its full thread exist, or none is sent."""
    with inline():
        steps = await steps_of(kept, scene)
        for step in range(len(steps)):
            world = World(START, arrived=7)
            scene(world)
            community = one_due(kept)
            await lived(world, community, step, minutes=5)
            (entry,) = community.ledger.history("s1", 9)
            left = community.subscriptions.get("s1")
            assert left is not None
            sent = len(world.discord.messages)
            if scene is as_usual:
                assert (sent, entry.outcome, left.seen) == (1, "done", 7), steps[step]
                assert list(world.discord.threads) == [1]
            elif scene is nothing_new:
                assert (sent, entry.outcome, left.seen) == (0, "empty", 0), steps[step]
            else:
                assert (sent, entry.outcome, left.seen) == (0, "given up", 0), steps[step]
                assert left.paused == "channel gone"
                # Killed as it was telling, it cannot know whether it did, and tells again.
                twice = steps[step] in {"told", "before end"}
                assert len(world.discord.told) == (2 if twice else 1), steps[step]
            assert left.paused or left.next_due == START + timedelta(days=1)

    assert len(steps) > 15


@pytest.mark.parametrize("every", [6, pytest.param(1, marks=pytest.mark.nightly)])
async def test_killed_at_any_two_steps(kept: TemporaryStores, every: int) -> None:
    """Who goes on after a crash may be killed too."""
    with inline():
        count = len(await steps_of(kept, as_usual)) + 6  # looking for the message takes more
        for first in range(0, count, every):
            for second in range(0, count, every):
                world = World(START, arrived=7)
                community = one_due(kept)
                await lived(world, community, first, second, minutes=5)
                (entry,) = community.ledger.history("s1", 9)
                assert len(world.discord.messages) == 1, (first, second)
                assert entry.outcome == "done", (first, second)


@pytest.mark.parametrize("seeds", [5, pytest.param(20, marks=pytest.mark.nightly)])
async def test_two_at_once(kept: TemporaryStores, seeds: int) -> None:
    """Two senders that tick at one moment send each issue once, and both papers and thread."""
    with inline():
        for seed in range(seeds):
            world = World(START, arrived=7)
            world.random.seed(seed)
            community = one_due(kept)
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
