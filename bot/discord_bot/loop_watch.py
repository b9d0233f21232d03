"""Watch the event loop: log when and where it stalls, and sum up at the end.

A task on the loop asks to be woken every few milliseconds; how late it is woken is how long
nothing else could run, be it for one long callback or for other threads that hold the
interpreter. While the loop is late, a watcher thread samples the stack of the loop's thread.
"""

from __future__ import annotations

import asyncio
import sys
import threading
import time
import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.discord_bot.log import log

CHECK_SECONDS = 0.005
"""Seconds between two looks: a stall is measured short by no more than this."""

MAX_STALL_SECONDS = 0.050
"""Seconds that the loop may stall without a warning."""

_MAX_FRAMES = 6  # of the stack, the innermost


@dataclass(slots=True)
class LoopStats:
    """How the loop did: times it was looked at and held up too long, and the worst, in seconds."""

    looks: int = 0
    stalls: int = 0
    worst: float = 0.0
    late: float = 0.0


@asynccontextmanager
async def watch_loop(
    *,
    every: float = CHECK_SECONDS,
    longest: float = MAX_STALL_SECONDS,
    clock: Callable[[], float] = time.perf_counter,
) -> AsyncIterator[LoopStats]:
    """Watch the running loop; log a warning a stall, and at the end how it did in all."""
    watch = _LoopWatch(every, longest, clock)
    lookout = threading.Thread(target=watch.record_stalls, name="loop watch", daemon=True)
    task = asyncio.create_task(watch.tick(), name="loop watch")
    lookout.start()
    try:
        yield watch.watched
    finally:
        watch.over.set()
        task.cancel()
        await asyncio.wait({task})
        await asyncio.to_thread(lookout.join)
        watched = watch.watched
        log().info(
            "event loop watched",
            looks=watched.looks,
            stalls=watched.stalls,
            worst_ms=_milliseconds(watched.worst),
            mean_late_ms=_milliseconds(watched.late / max(watched.looks, 1)),
        )


class _LoopWatch:
    def __init__(self, every: float, longest: float, clock: Callable[[], float]) -> None:
        self.watched = LoopStats()
        self.over = threading.Event()
        self._every = every
        self._longest = longest
        self._clock = clock
        self._thread = threading.get_ident()
        self._due = clock() + every
        self._stack = ""

    async def tick(self) -> None:
        """Note how late the loop is, again and again."""
        watched = self.watched
        while True:
            self._due = self._clock() + self._every
            cpu = time.process_time()
            await asyncio.sleep(self._every)
            late = max(self._clock() - self._due, 0.0)
            where, self._stack = self._stack, ""
            watched.looks += 1
            watched.late += late
            watched.worst = max(watched.worst, late)
            if late > self._longest:
                watched.stalls += 1
                # Far less than it took: the machine was busy with other programs.
                cpu = time.process_time() - cpu
                log().warning(
                    "event loop stood still",
                    ms=_milliseconds(late),
                    cpu_ms=_milliseconds(cpu),
                    where=where,
                )

    def record_stalls(self) -> None:
        """Record, in a watcher thread, the stack of the loop's thread while it is late."""
        while not self.over.wait(self._every):
            if self._clock() - self._due > self._longest / 2 and not self._stack:
                frame = sys._current_frames().get(self._thread)
                stack = traceback.extract_stack(frame)[-_MAX_FRAMES:] if frame else []
                self._stack = " > ".join(f"{f.filename}:{f.lineno} {f.name}" for f in stack)


def _milliseconds(seconds: float) -> float:
    return round(1e3 * seconds, 1)
