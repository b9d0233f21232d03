"""Look at each inflow in turn, take in what is new, and try again later what fails."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.auto_ingest.feed import Feed
from bot.auto_ingest.ports import Notes, Online, Take
from bot.auto_ingest.state import FeedState, read_standings, write_standings
from bot.auto_ingest.window import look
from retrieval.errors import RetrievalError
from retrieval.sources.records import Checkpoint, Harvested

_TICK = 60.0  # seconds
_OTHERS_TURN = 5.0  # seconds until it is asked again whose turn it is
_BATCH = 50  # papers: under two seconds of embedding, after which others have their turn
_FIRST_PAUSE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Time:
    """Where time comes from: `clock` is monotonic, in seconds, and `sleep` takes seconds."""

    now: Callable[[], datetime]
    clock: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]


class AutoIngest:
    """Brings new papers in.

    One inflow after the other, in batches: what people add comes in between, and after each batch
    the processor is left alone for as long as the batch took. `report` logs an error and returns
    its incident's id. `turn` is asked before each round, where several processes share a library:
    one of them grows it, and another goes on where that one ends; it blocks.
    """

    def __init__(
        self,
        inflows: Sequence[Feed],
        online: Online,
        take: Take,
        notes: Notes,
        time: Time,
        *,
        every: timedelta,
        report: Callable[[BaseException, str], str],
        turn: Callable[[], bool] = lambda: True,
    ) -> None:
        self.inflows = tuple(inflows)
        self.every = every
        self._turn = turn
        self._online = online
        self._take = take
        self._notes = notes
        self._time = time
        self._report = report
        self._standings: dict[str, FeedState] | None = None

    async def run(self) -> None:
        """Grow until cancelled; no error ends it, and other `inflows` and `every` are taken."""
        while True:
            pause = _TICK
            try:
                if not await self.round():
                    pause = _OTHERS_TURN
            except Exception as error:
                self._report(error, "growing")
            await self._time.sleep(pause)

    async def round(self) -> bool:
        """Look at every inflow that is due, the one that waited longest first.

        Return whether it is this process's turn; nothing is done where it is not.
        """
        if not await asyncio.to_thread(self._turn):
            self._standings = None  # they are another's to change
            return False
        if self._standings is None:
            self._standings = await asyncio.to_thread(read_standings, self._notes)
        standings = self._standings
        for inflow in sorted(self.inflows, key=lambda inflow: self._waiting_since(inflow.name)):
            standing = standings.get(inflow.name, FeedState())
            if not self._is_due(standing):
                continue
            standings[inflow.name] = await self._looked(inflow, standing)
            named = {each.name for each in self.inflows}
            kept = {name: stands for name, stands in standings.items() if name in named}
            await asyncio.to_thread(write_standings, self._notes, kept)
        return True

    def _waiting_since(self, name: str) -> float:
        standing = (self._standings or {}).get(name)
        return standing.tried.timestamp() if standing and standing.tried else 0.0

    def _is_due(self, standing: FeedState) -> bool:
        """Tell whether an inflow is to be asked; a clock that was set back makes it due."""
        if standing.tried is None or standing.due is None:
            return True
        now = self._time.now()
        return now < standing.tried or now >= min(standing.due, standing.tried + self.every)

    async def _looked(self, inflow: Feed, before: FeedState) -> FeedState:
        """Ask an inflow and take in what it gives; return how it stands then."""
        wanted = look(inflow, before.through, self._time.now())
        try:
            added = await self._brought(inflow, wanted.ask)
        except Exception as error:
            return self._failed(inflow, before, error)
        now = self._time.now()
        behind = now - wanted.through >= self.every
        return FeedState(
            through=wanted.through,
            tried=now,
            due=now if behind else now + self.every,
            grown=now,
            added=added,
        )

    def _failed(self, inflow: Feed, before: FeedState, error: Exception) -> FeedState:
        now = self._time.now()
        incident = self._report(error, f"growing by {inflow.name}")
        return replace(
            before,
            tried=now,
            due=now + min(self.every, _FIRST_PAUSE * 2 ** min(before.failures, 10)),
            failures=before.failures + 1,
            problem=str(error) if isinstance(error, RetrievalError) else "",
            incident=incident,
        )

    async def _brought(self, inflow: Feed, ask: Callable[[Online], Iterator[Harvested]]) -> int:
        """Take in what there is, batch by batch; return how many papers were new."""
        added = 0
        records = ask(self._online)
        while True:
            batch, error = await asyncio.to_thread(_next, records)
            if batch:
                started = self._time.clock()
                added += (await self._take(batch)).added
                await self._time.sleep(self._time.clock() - started)
            if error is not None:
                raise error
            if not batch:
                return added


def _next(records: Iterator[Harvested]) -> tuple[list[Harvested], Exception | None]:
    """Return the next records, and what went wrong after them.

    How far a harvest has come is not kept: one that broke off is asked for again from `through`.
    """
    batch: list[Harvested] = []
    try:
        while len(batch) < _BATCH:
            record = next(records)
            if not isinstance(record, Checkpoint):
                batch.append(record)
    except StopIteration:
        pass
    except Exception as error:
        return batch, error
    return batch, None
