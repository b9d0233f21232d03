"""Measure the cells of comparisons against the sentences that were labeled by hand.

Run: python -m benchmarks.measure.comparison_cells [--work DIR] [--wrong]
Compares the papers of bot/evaluation/roles.jsonl, which are of the starter library, by the usual
aspects with quotes. A stated cell is right if all sentences that it rests on are labeled with its
role; “not stated” is right if none is. `--wrong` prints the cells that are not.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from benchmarks.grounding_data import read_lines
from benchmarks.libraries import ROOT, WORK, open_filled_application
from bot.answering.answer import Cell
from bot.answering.compare import Compare
from bot.answering.research_fields import COMPUTING_ASPECTS
from retrieval.paper import Paper
from retrieval.sources import starter
from retrieval.text.labels import split_abstract

ROLES: Mapping[str, str] = {
    "Problem": "problem",
    "Method": "method",
    "Data": "data",
    "Results": "result",
    "Limitations": "limitation",
}
"""The role in the labels of each aspect."""

_MAX_COMPARED = 5


@dataclass(frozen=True, slots=True)
class JudgedCell:
    """A cell of a comparison, and whether it is right."""

    title: str
    aspect: str
    text: str
    stated: bool
    is_right: bool


def main(work: Path = WORK, wrong: bool = False) -> None:
    """Compare, and print."""
    labels = {row["title"]: row for row in read_lines(ROOT / "bot/evaluation/roles.jsonl")}
    with open_filled_application(work / "starter", starter.read()) as application:
        cells = asyncio.run(compare_all(application.compare, labels))
    for cell in cells if wrong else ():
        if not cell.is_right:
            print(f"{cell.aspect:12} {cell.title[:50]:50}  {cell.text}")
    print_table(cells)


async def compare_all(
    compare: Compare, labels: Mapping[str, Mapping[str, Sequence[int]]]
) -> list[JudgedCell]:
    """Compare all labeled papers, at most five at a time, and judge each cell."""
    titles = list(labels)
    tables = -(-len(titles) // _MAX_COMPARED)
    judged = []
    for table in range(tables):
        comparison = await compare(titles[table::tables])
        for aspect in comparison.aspects:
            for paper, cell in zip(comparison.papers, aspect.cells, strict=True):
                right = is_right(cell, paper, labels[paper.title][ROLES[aspect.name]])
                judged.append(JudgedCell(paper.title, aspect.name, cell.text, cell.stated, right))
    return judged


def is_right(cell: Cell, paper: Paper, labeled: Collection[int]) -> bool:
    """Return whether a cell rests on labeled sentences alone, or states nothing if none is."""
    if not cell.stated:
        return not labeled
    sentences = set(find_sentences(cell, paper))
    return bool(sentences) and sentences <= set(labeled)


def find_sentences(cell: Cell, paper: Paper) -> Iterator[int]:
    """Yield the indexes of the abstract's sentences that a cell's evidence touches."""
    for index, sentence in enumerate(split_abstract(paper.abstract)):
        if any(e.start < sentence.end and sentence.start < e.end for e in cell.evidence):
            yield index


def print_table(cells: Sequence[JudgedCell]) -> None:
    """Print, by aspect, how many cells are stated or not, and how many of these are right."""
    print(f"{'aspect':12}{'stated':>8}{'right':>8}{'':8}{'not stated':>12}{'right':>8}")
    for aspect in (*COMPUTING_ASPECTS, "all"):
        some = [cell for cell in cells if aspect in (cell.aspect, "all")]
        stated = [cell.is_right for cell in some if cell.stated]
        blank = [cell.is_right for cell in some if not cell.stated]
        print(
            f"{aspect:12}{len(stated):8}{sum(stated):8}{_share(stated):>8}"
            f"{len(blank):12}{sum(blank):8}{_share(blank):>8}"
        )


def _share(right: Sequence[bool]) -> str:
    return f"{sum(right) / len(right):.0%}" if right else "–"


if __name__ == "__main__":
    typer.run(main)
