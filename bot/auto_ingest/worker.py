"""Fetch each feed in turn, ingest what is new, and retry later what fails."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.auto_ingest.feed import Feed, find_start, plan_fetch
from bot.auto_ingest.state import FeedState, load_feed_states, save_feed_states
from retrieval.errors import RetrievalError
from retrieval.library.writer import AddedPapers
from retrieval.sources.records import Checkpoint, Harvested
from retrieval.sources.services import PaperServices

if TYPE_CHECKING:
    from bot.storage.component_state import NoteStore

_TICK_SECONDS = 60.0
_RETRY_TURN_SECONDS = 5.0  # until checking again
_BATCH_PAPERS = 50  # under two seconds of embedding, after which others have their turn
_FIRST_RETRY = timedelta(minutes=10)


Ingest = Callable[[Sequence[Harvested]], Awaitable[AddedPapers]]
"""Adds papers to the library and its indexes; raises `RetrievalError`."""


@dataclass
class AutoIngest:
    """Ingests new papers.

    It fetches one feed after another in batches, and pauses after each for as long as it took, so
    that papers added by people are not delayed. `clock` is monotonic, in seconds, and `sleep` takes
    seconds. `report` logs an error and returns the incident's id. If several processes share a
    library, `is_our_turn`, which blocks, decides before each round: one process ingests, and
    another takes over when it ends.
    """

    feeds: Sequence[Feed]
    services: PaperServices
    ingest: Ingest
    notes: NoteStore
    every: timedelta
    report: Callable[[BaseException, str], str]
    now: Callable[[], datetime]
    clock: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]
    is_our_turn: Callable[[], bool] = lambda: True
    _states: dict[str, FeedState] | None = field(default=None, init=False)

    async def run(self) -> None:
        """Ingest until cancelled; no error ends it."""
        while True:
            pause = _TICK_SECONDS
            try:
                if not await self.run_round():
                    pause = _RETRY_TURN_SECONDS
            except Exception as error:
                self.report(error, "growing")
            await self.sleep(pause)

    async def run_round(self) -> bool:
        """Fetch every feed that is due, the one that waited longest first.

        Return whether it was this process's turn; if not, do nothing.
        """
        if not await asyncio.to_thread(self.is_our_turn):
            self._states = None  # another process changes them
            return False
        if self._states is None:
            self._states = await asyncio.to_thread(load_feed_states, self.notes)
        known = self._states
        states = {feed: known.get(feed.name, FeedState()) for feed in self.feeds}
        never = datetime.min.replace(tzinfo=UTC)
        for feed, state in sorted(states.items(), key=lambda each: each[1].tried or never):
            if not self._is_due(state):
                continue
            now = self.now()
            through = state.through or find_start(feed, now)
            if state.through is None:
                # Saved at once: by the time that a failed or killed fetch is repeated, the feed may
                # list other papers.
                states[feed] = state = replace(state, through=through)
                await self._save(states)
            states[feed] = await self._fetch(feed, state, through, now)
            await self._save(states)
        return True

    async def _save(self, states: Mapping[Feed, FeedState]) -> None:
        self._states = {feed.name: state for feed, state in states.items()}
        await asyncio.to_thread(save_feed_states, self.notes, self._states)

    def _is_due(self, state: FeedState) -> bool:
        """Return whether a feed is due; it is if the clock was set back."""
        if state.tried is None or state.due is None:
            return True
        now = self.now()
        return now < state.tried or now >= min(state.due, state.tried + self.every)

    async def _fetch(
        self, feed: Feed, before: FeedState, through: datetime, now: datetime
    ) -> FeedState:
        try:
            records, through = plan_fetch(self.services, feed, through, now)
            added = await self._ingest_all(records)
        except Exception as error:
            return self._note_failure(feed, before, error)
        now = self.now()
        behind = now - through >= self.every
        return FeedState(
            through=through,
            tried=now,
            due=now if behind else now + self.every,
            grown=now,
            added=added,
        )

    def _note_failure(self, feed: Feed, before: FeedState, error: Exception) -> FeedState:
        now = self.now()
        incident = self.report(error, f"growing by {feed.name}")
        return replace(
            before,
            tried=now,
            due=now + min(self.every, _FIRST_RETRY * 2 ** min(before.failures, 10)),
            failures=before.failures + 1,
            problem=str(error) if isinstance(error, RetrievalError) else "",
            incident=incident,
        )

    async def _ingest_all(self, records: Iterator[Harvested]) -> int:
        """Ingest the records batch by batch; return how many papers were new."""
        added = 0
        while True:
            batch, error = await asyncio.to_thread(_next_batch, records)
            if batch:
                started = self.clock()
                added += (await self.ingest(batch)).added
                await self.sleep(self.clock() - started)
            if error is not None:
                raise error
            if not batch:
                return added


def _next_batch(records: Iterator[Harvested]) -> tuple[list[Harvested], Exception | None]:
    """Return the next records, and the error after them.

    Checkpoints are not stored: an interrupted harvest is repeated from `through`.
    """
    batch: list[Harvested] = []
    try:
        while len(batch) < _BATCH_PAPERS:
            record = next(records)
            if not isinstance(record, Checkpoint):
                batch.append(record)
    except StopIteration:
        pass
    except Exception as error:
        return batch, error
    return batch, None
