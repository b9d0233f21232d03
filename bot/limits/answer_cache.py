"""Remember which turn answered a question, while library and settings stay the same.

The key includes the catalog's revision, so withdrawals and new versions count as changes. The
answer itself is stored with its turn: once that is deleted, the cache no longer has it either.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.answering.answer import Answer
from bot.answering.options import AnswerOptions
from retrieval.paper import Paper
from retrieval.search.query import Filters

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog

_MAX_QUESTIONS: Final = 1_000
_MAX_AGE: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CachedAnswer:
    """An answer and when its question was asked."""

    answer: Answer
    asked_at: datetime


Load = Callable[[str], CachedAnswer | None]
"""Returns the answer of a turn, None if it is no longer stored; blocks."""


class AnswerCache:
    """Finds the turn that answered the same question. For use in one event loop."""

    def __init__(self, catalog: Catalog, load: Load) -> None:
        self._catalog = catalog
        self._load = load
        self._turns: OrderedDict[str, str] = OrderedDict()
        self._in_flight: dict[str, asyncio.Event] = {}

    @asynccontextmanager
    async def lookup(
        self,
        question: str,
        filters: Filters,
        options: AnswerOptions,
        *,
        scope: tuple[int | None, ...],
        turn_id: str,
        now: datetime,
    ) -> AsyncIterator[CachedAnswer | None]:
        """Yield the cached answer of a question, or None, after which the block must make it.

        Meanwhile others with the same question wait for the block's end; its turn is remembered
        unless it raised. Case, spaces and a final question mark do not matter. `scope` limits who
        may learn that the question was asked, for example to the channel.
        """
        key = await asyncio.to_thread(self._key, question, filters, options, scope)
        while True:
            while (done := self._in_flight.get(key)) is not None:
                await done.wait()
            known = self._turns.get(key)
            if known is None:
                break
            if (cached := await asyncio.to_thread(self._find, known, now)) is not None:
                yield cached
                return
            self._turns.pop(key, None)
        done = self._in_flight[key] = asyncio.Event()
        try:
            yield None
            self._turns[key] = turn_id
            while len(self._turns) > _MAX_QUESTIONS:
                self._turns.popitem(last=False)
        finally:
            del self._in_flight[key]
            done.set()

    def _key(
        self,
        question: str,
        filters: Filters,
        options: AnswerOptions,
        scope: tuple[int | None, ...],
    ) -> str:
        parts = (
            scope,
            " ".join(question.casefold().split()).rstrip("?？ "),
            astuple(filters),
            astuple(options),
            self._catalog.revision(),
            # Papers and passages that are not indexed yet cannot be found.
            self._catalog.count_pending(),
            self._catalog.count_pending(passages=True),
        )
        return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()

    def _find(self, turn_id: str, now: datetime) -> CachedAnswer | None:
        """Return the answer of a turn; None if it is gone, too old, or outdated.

        Quotes that replaced a model's text are not reused: the model may succeed next time.
        """
        cached = self._load(turn_id)
        if cached is None or now - cached.asked_at > _MAX_AGE or cached.answer.fallback:
            return None
        return cached if self._is_current(cached.answer) else None

    def _is_current(self, answer: Answer) -> bool:
        cited = [citation.paper for citation in answer.citations]
        known = self._catalog.get_many([paper.paper_id for paper in cited])
        return all(
            (now := known.get(paper.paper_id)) is not None
            and not now.withdrawn
            and _cited_fields(now.for_reading()) == _cited_fields(paper)
            for paper in cited
        )


def _cited_fields(paper: Paper) -> tuple[str, ...]:
    return paper.paper_id, paper.title, paper.abstract, paper.link
