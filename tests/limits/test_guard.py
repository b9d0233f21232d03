"""The guard refuses who asks too fast and what is flagged, and charges what models use."""

from __future__ import annotations

from typing import Any

from bot.limits.guard import RateLimited, RateLimits

MARA, JONAS, PAPERS, BOTS, GROUP = 1, 2, 10, 11, 100


async def take(limits: RateLimits, *who: Any) -> str | None:
    """Take a place; return whose bucket is full."""
    try:
        await limits.acquire(*who)
    except RateLimited as error:
        return error.scope
    return None


async def test_of_a_person() -> None:
    """Wherever; of another person they know nothing."""
    held = RateLimits(user=2)
    taken = [await take(held, MARA, PAPERS, GROUP), await take(held, MARA, BOTS, None)]

    assert [*taken, await take(held, MARA, PAPERS, GROUP)] == [None, None, "user"]
    assert await take(held, JONAS, PAPERS, GROUP) is None


async def test_of_a_channel_and_of_a_server() -> None:
    """Direct messages are of no server."""
    held = RateLimits(channel=1, server=2)
    taken = [await take(held, person, PAPERS, GROUP) for person in (MARA, JONAS)]

    assert taken == [None, "channel"]
    assert await take(held, JONAS, BOTS, GROUP) is None
    assert await take(held, JONAS, 12, GROUP) == "server"
    assert await take(held, JONAS, 13, None) is None


async def test_what_is_refused_takes_no_place() -> None:
    """Asking too fast in one channel does not use up what may be asked elsewhere."""
    held = RateLimits(user=2, channel=1)
    for _ in range(5):
        await take(held, MARA, PAPERS, GROUP)

    assert await take(held, MARA, BOTS, GROUP) is None
