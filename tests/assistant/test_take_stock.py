"""Count a library."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.assistant.take_stock import Stock, TakeStock
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
        self.gone_through = 0

    def iterate(self, batch_size: int = 500) -> Iterator[list[Paper]]:
        self.gone_through += 1
        yield self.papers[:1]
        yield self.papers[1:]

    def count(self) -> int:
        return len(self.papers)

    def pending_count(self) -> int:
        return self.waiting


async def test_everything_is_counted() -> None:
    """Years newest first, the others greatest first; a category once a paper."""
    stock = await TakeStock(Papers(), lambda: 0.0)()

    assert stock == Stock(
        papers=4,
        waiting=2,
        abstracts=3,
        undated=1,
        years=[(2023, 2), (2021, 1)],
        categories=[("cs.CL", 2), ("cs.LG", 1)],
        sources=[("arxiv", 2), ("page", 1)],
    )


async def test_a_count_serves_for_a_minute() -> None:
    """Unless papers came or went."""
    papers, now = Papers(), [0.0]
    take_stock = TakeStock(papers, lambda: now[0])
    await take_stock()
    now[0] = 59.0
    await take_stock()
    assert papers.gone_through == 1
    papers.papers.pop()
    assert (await take_stock()).papers == 3
    now[0] = 200.0
    await take_stock()

    assert papers.gone_through == 3
