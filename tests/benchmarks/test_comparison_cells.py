"""Cells of comparisons are judged by the sentences that they rest on."""

from __future__ import annotations

import pytest

from benchmarks.measure.comparison_cells import (
    ROLES,
    JudgedCell,
    compare_all,
    is_right,
    print_table,
)
from bot.answering.answer import Aspect, Cell, Comparison
from bot.answering.fields import COMPUTING_ASPECTS
from bot.answering.language_model import NOT_STATED
from retrieval.paper import Evidence, Paper

FIRST, SECOND = "Cats sleep 16 hours a day.", "They hunt at dawn."
CATS = Paper("2401.00001", "On cats", f"{FIRST} {SECOND}")
BLANK = Cell("2401.00001", NOT_STATED, stated=False)


def _cell(*quotes: str) -> Cell:
    starts = [CATS.abstract.index(quote) for quote in quotes]
    spans = zip(quotes, starts, strict=True)
    evidence = tuple(Evidence("2401.00001", text, at, at + len(text)) for text, at in spans)
    return Cell("2401.00001", " ".join(quotes), evidence)


@pytest.mark.parametrize(
    ("cell", "labeled", "right"),
    [
        (_cell(FIRST), [0], True),
        (_cell("hunt at dawn"), [1], True),
        (_cell(FIRST, SECOND), [0, 1], True),
        (_cell(FIRST, SECOND), [0], False),
        (_cell(FIRST), [1], False),
        (_cell(FIRST), [], False),
        (Cell("2401.00001", "Cats are lazy."), [0, 1], False),
        (BLANK, [], True),
        (BLANK, [0], False),
    ],
)
def test_a_cell_rests_on_labeled_sentences_alone(cell: Cell, labeled: list[int], right: bool):
    """A blank is right where no sentence is labeled; a text that rests on none never is."""
    assert is_right(cell, CATS, labeled) is right


def test_every_aspect_has_labels():
    """The aspects compared by default are those that the labels have."""
    assert tuple(ROLES) == COMPUTING_ASPECTS


async def test_all_papers_are_compared():
    """In tables of two to five papers, each judged by its own labels."""
    asked: list[int] = []

    async def compare(titles: list[str]) -> Comparison:
        asked.append(len(titles))
        papers = tuple(Paper(title, title, CATS.abstract) for title in titles)
        cells = tuple(_cell(FIRST) for _ in titles)
        return Comparison(papers, (Aspect("Method", cells),), "extractive", "extractive")

    labels = {str(n): {"method": [n % 2]} for n in range(11)}

    judged = await compare_all(compare, labels)

    assert sorted(asked) == [3, 4, 4]
    assert {cell.title: cell.is_right for cell in judged} == {str(n): not n % 2 for n in range(11)}


def test_the_table_counts_stated_and_blank_cells_apart(capsys: pytest.CaptureFixture[str]):
    """Of each aspect, and of all."""
    print_table(
        [
            JudgedCell("A", "Data", "COCO", stated=True, is_right=True),
            JudgedCell("B", "Data", "VOC", stated=True, is_right=False),
            JudgedCell("B", "Method", NOT_STATED, stated=False, is_right=False),
        ]
    )

    rows = {line.split()[0]: line.split()[1:] for line in capsys.readouterr().out.splitlines()[1:]}
    assert rows["Data"] == ["2", "1", "50%", "0", "0", "–"]
    assert rows["Method"] == ["0", "0", "–", "1", "0", "0%"]
    assert rows["all"] == ["2", "1", "50%", "1", "0", "0%"]
