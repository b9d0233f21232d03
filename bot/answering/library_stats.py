"""Say what a library holds: how many papers, of which years, categories and sources."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from retrieval.paper import Paper

_BATCH = 2_000


class CountedPapers(Protocol):
    """The papers of record, as far as they are counted; every call blocks."""

    def iterate(self, batch_size: int = ...) -> Iterator[list[Paper]]:
        """Yield every paper, in batches."""

    def revision(self) -> int:
        """Return a number that every change of the papers increases."""

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
    """Counts a library; one count serves until the papers change."""

    def __init__(self, papers: CountedPapers) -> None:
        self._papers = papers
        self._counting = asyncio.Lock()
        self._last: tuple[tuple[int, int], Stock] | None = None

    async def __call__(self) -> Stock:
        """Return the counts."""
        async with self._counting:
            now = await asyncio.to_thread(self._now)
            if self._last is None or self._last[0] != now:
                _, waiting = now
                self._last = now, await asyncio.to_thread(_count, self._papers, waiting)
            return self._last[1]

    def _now(self) -> tuple[int, int]:
        return self._papers.revision(), self._papers.pending_count()


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
