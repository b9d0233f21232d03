"""The watch over the event loop: it tells of what holds the loop up, and of nothing else."""

from __future__ import annotations

import asyncio
import threading
import time

from structlog.testing import capture_logs

from bot.discord_bot.loop_watch import watch_loop


def hold_up(seconds: float) -> None:
    """Do something for long without letting the loop go on."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


async def test_a_stall_is_told_with_its_place() -> None:
    """What holds the loop up is logged, with how long it took and where it was."""
    with capture_logs() as events:
        async with watch_loop() as watched:
            await asyncio.sleep(0.05)
            for _ in range(20):  # a busy machine may not let the look-out look in time
                hold_up(0.3)
                await asyncio.sleep(0.05)
                if stalls := [e for e in events if "hold_up" in e.get("where", "")]:
                    break

    assert stalls
    assert stalls[-1]["ms"] >= 280
    assert stalls[-1]["cpu_ms"] > 0
    assert watched.stalls >= 1
    assert watched.worst >= 0.28


async def test_a_sleep_that_blocks_takes_no_processor_time() -> None:
    """Waiting instead of working shows in the processor time."""
    with capture_logs() as events:
        async with watch_loop():
            await asyncio.sleep(0.02)
            time.sleep(0.3)  # noqa: ASYNC251 - it is what must be seen
            await asyncio.sleep(0.02)

    stall = max((e for e in events if e["log_level"] == "warning"), key=lambda e: e["ms"])
    assert stall["cpu_ms"] < 0.8 * stall["ms"]


async def test_short_work_is_no_stall() -> None:
    """Callbacks that give way in time are not told of, and the end sums up."""
    with capture_logs() as events:
        async with watch_loop(longest=30.0) as watched:
            for _ in range(10):
                hold_up(0.01)
                await asyncio.sleep(0)

    assert [e["event"] for e in events] == ["event loop watched"]
    assert events[0]["stalls"] == watched.stalls == 0
    assert events[0]["looks"] == watched.looks


async def test_nothing_is_left_behind() -> None:
    """Neither the task nor the thread outlives the watch, though the block fails."""
    try:
        async with watch_loop():
            raise KeyError("in the block")
    except KeyError:
        pass

    assert not [t for t in threading.enumerate() if t.name == "loop watch"]
    assert not [t for t in asyncio.all_tasks() if t.get_name() == "loop watch"]
