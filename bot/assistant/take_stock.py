"""Say what a library holds: how many papers, of which years, categories and sources."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from retrieval.paper import Paper

_FRESH = 60.0  # seconds; counting 75,000 papers takes some
_BATCH = 2_000


class CountedPapers(Protocol):
    """The papers of record, as far as they are counted; every call blocks."""

    def iterate(self, batch_size: int = ...) -> Iterator[list[Paper]]:
        """Yield every paper, in batches."""

    def count(self) -> int:
        """Return how many papers there are."""

    def pending_count(self) -> int:
        """Return how many wait to be indexed."""


@dataclass(frozen=True, slots=True)
class Stock:
    """The counts, each kind's greatest first but for the years, which are the newest first.

    `abstracts` is how many papers have one, `undated` how many no year is known of.
    """

    papers: int = 0
    waiting: int = 0
    abstracts: int = 0
    undated: int = 0
    years: Sequence[tuple[int, int]] = ()
    categories: Sequence[tuple[str, int]] = ()
    sources: Sequence[tuple[str, int]] = ()


class TakeStock:
    """Counts a library; one count serves who asks within the minute, unless papers came or went."""

    def __init__(self, papers: CountedPapers, clock: Callable[[], float]) -> None:
        self._papers = papers
        self._clock = clock
        self._counting = asyncio.Lock()
        self._last: tuple[float, Stock] | None = None

    async def __call__(self) -> Stock:
        """Return the counts."""
        async with self._counting:
            papers, waiting = await asyncio.to_thread(self._now)
            if self._last is not None:
                at, stock = self._last
                fresh = self._clock() - at < _FRESH
                if fresh and (stock.papers, stock.waiting) == (papers, waiting):
                    return stock
            stock = await asyncio.to_thread(_count, self._papers, waiting)
            self._last = self._clock(), stock
            return stock

    def _now(self) -> tuple[int, int]:
        return self._papers.count(), self._papers.pending_count()


def _count(papers: CountedPapers, waiting: int) -> Stock:
    years: Counter[int] = Counter()
    categories: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    total = abstracts = 0
    for batch in papers.iterate(_BATCH):
        total += len(batch)
        abstracts += sum(bool(paper.abstract.strip()) for paper in batch)
        years.update(paper.year for paper in batch if paper.year is not None)
        categories.update(c for paper in batch for c in dict.fromkeys(paper.categories))
        sources.update(paper.source for paper in batch if paper.source)
    return Stock(
        total,
        waiting,
        abstracts,
        total - years.total(),
        sorted(years.items(), reverse=True),
        _greatest(categories),
        _greatest(sources),
    )


def _greatest(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
