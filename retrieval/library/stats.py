"""Count a library's papers, by year, category and source."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog

_BATCH_PAPERS = 2_000


@dataclass(frozen=True, slots=True)
class LibraryStats:
    """The counts, largest first; years newest first.

    `abstracts` counts papers with an abstract, `undated` those without a year.
    """

    papers: int = 0
    waiting: int = 0
    abstracts: int = 0
    undated: int = 0
    years: Sequence[tuple[int, int]] = ()
    categories: Sequence[tuple[str, int]] = ()
    sources: Sequence[tuple[str, int]] = ()


class CountLibrary:
    """Counts a library, and caches the counts until the papers change."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._counting = asyncio.Lock()
        self._last: tuple[tuple[int, int], LibraryStats] | None = None

    async def __call__(self) -> LibraryStats:
        """Return the counts."""
        async with self._counting:
            now = await asyncio.to_thread(self._read_state)
            if self._last is None or self._last[0] != now:
                _, waiting = now
                self._last = now, await asyncio.to_thread(_count, self._catalog, waiting)
            return self._last[1]

    def _read_state(self) -> tuple[int, int]:
        return self._catalog.revision(), self._catalog.count_pending()


def _count(catalog: Catalog, waiting: int) -> LibraryStats:
    years: Counter[int] = Counter()
    categories: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    total = abstracts = 0
    for batch in catalog.iterate(_BATCH_PAPERS):
        total += len(batch)
        abstracts += sum(bool(paper.abstract.strip()) for paper in batch)
        years.update(paper.year for paper in batch if paper.year is not None)
        categories.update(c for paper in batch for c in dict.fromkeys(paper.categories))
        sources.update(paper.source for paper in batch if paper.source)
    return LibraryStats(
        total,
        waiting,
        abstracts,
        total - years.total(),
        sorted(years.items(), reverse=True),
        _sort_by_count(categories),
        _sort_by_count(sources),
    )


def _sort_by_count(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
