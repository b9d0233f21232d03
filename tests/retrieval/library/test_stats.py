"""Count a library."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from retrieval.library.stats import CountLibrary, LibraryStats
from retrieval.paper import Paper

PAPERS = [
    Paper("1", "A", "x", published=date(2023, 1, 1), categories=("cs.CL", "cs.LG"), source="arxiv"),
    Paper("2", "B", " ", published=date(2023, 5, 1), categories=("cs.CL", "cs.CL"), source="page"),
    Paper("3", "C", "y", updated=date(2021, 5, 1), source="arxiv"),
    Paper("4", "D", "z"),
]


class Papers:
    """Papers in memory; counts how often they were gone through."""

    def __init__(self) -> None:
        self.papers = list(PAPERS)
        self.waiting = 2
        self.revised = 1
        self.gone_through = 0

    def iterate(self, batch_size: int = 500) -> Iterator[list[Paper]]:
        self.gone_through += 1
        yield self.papers[:1]
        yield self.papers[1:]

    def revision(self) -> int:
        return self.revised

    def count_pending(self) -> int:
        return self.waiting


async def test_everything_is_counted() -> None:
    """Years newest first, the others greatest first; a category once a paper."""
    stock = await CountLibrary(Papers())()

    assert stock == LibraryStats(
        papers=4,
        waiting=2,
        abstracts=3,
        undated=1,
        years=[(2023, 2), (2021, 1)],
        categories=[("cs.CL", 2), ("cs.LG", 1)],
        sources=[("arxiv", 2), ("page", 1)],
    )


async def test_a_count_serves_until_papers_change() -> None:
    """A change counts that leaves as many papers as before."""
    papers = Papers()
    take_stock = CountLibrary(papers)
    await take_stock()
    await take_stock()
    assert papers.gone_through == 1
    papers.papers[0] = Paper("1", "A", "")
    papers.revised += 1

    assert (await take_stock()).abstracts == 2
    assert papers.gone_through == 2
