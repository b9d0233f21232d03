"""Everybody in turn."""

from __future__ import annotations

import asyncio
import random

import pytest

from bot.limits.fair_queue import FairQueue
from tests.waiting import eventually


async def _pass(queue: FairQueue, person: int, order: list[int], pause: float = 0) -> None:
    async with queue.slot(person):
        order.append(person)
        await asyncio.sleep(pause)


async def test_one_of_each_person_before_a_second_of_anyone() -> None:
    """Who asks ten at once does not keep others waiting."""
    queue, order = FairQueue(1), []
    await asyncio.gather(*(_pass(queue, person, order) for person in (1, 1, 1, 1, 2, 3)))

    assert order[:4] == [1, 1, 2, 3]


@pytest.mark.parametrize("seed", range(5))
async def test_who_gives_up_leaves_no_gap(seed: int) -> None:
    """After any cancellations, as many as before get through."""
    random.seed(seed)
    queue, order = FairQueue(2), []
    tasks = [asyncio.create_task(_pass(queue, i % 5, order, 0.002)) for i in range(40)]
    for task in random.sample(tasks, 20):
        await asyncio.sleep(random.choice([0, 0.001]))
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    async with asyncio.timeout(60):
        await asyncio.gather(*(_pass(queue, 9, order) for _ in range(4)))

    assert order[-4:] == [9, 9, 9, 9]
    assert queue.length == 0


async def test_who_gives_up_is_counted_no_more() -> None:
    """Others of the same person's are."""
    queue = FairQueue(1)
    async with queue.slot(0):
        leaves, stays = (asyncio.create_task(_pass(queue, 1, [])) for _ in range(2))
        await asyncio.sleep(0)
        leaves.cancel()
        await asyncio.wait([leaves])
        assert queue.length == 1
    await stays


@pytest.mark.parametrize("seed", range(5))
async def test_the_place_told_is_the_place_had(seed: int) -> None:
    """Where nobody else comes, as many have their turn before one as was said."""
    drawn = random.Random(seed)
    queue, order = FairQueue(1, first_notice=0.0, notice_interval=60.0), []
    told: dict[int, int] = {}
    go = asyncio.Event()

    async def hold() -> None:
        async with queue.slot(0):
            await go.wait()

    async def ask(nth: int, person: int) -> None:
        async with queue.slot(person, lambda before: told.setdefault(nth, before)):
            order.append(nth)

    holding = asyncio.create_task(hold())
    await asyncio.sleep(0)
    asking = [asyncio.create_task(ask(n, drawn.randrange(5))) for n in range(15)]
    await eventually(lambda: len(told) == 15)
    go.set()
    await asyncio.gather(holding, *asking)

    assert [told[nth] for nth in order] == list(range(15))
