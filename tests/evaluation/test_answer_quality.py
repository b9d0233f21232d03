"""Stated facts, and citation recall and precision as ALCE defines them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.evaluation.answer_quality import CitationQuality, Statement, measure_citations, states_fact
from retrieval.paper import Paper


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("84.25", "It reaches 84.25%."),
        ("82.9%", "It has 82.9 % less."),
        ("few-shot", "A few shot setting"),
        ("MS COCO", "tested on MS‑COCO, too"),
        ("0.11-0.18", "by 0.11–0.18 dB"),
        ("1000", "over 1,000 papers"),
        ("mlp", "an MLP decoder"),
    ],
)
def test_stated(fact: str, text: str):
    """Case, hyphens, dashes and commas make no difference."""
    assert states_fact([fact], text)


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("84.2", "It reaches 84.25%."),
        ("4", "a score of 4.39"),
        ("39", "a score of 4.39"),
        ("LOL", "a lollipop"),
        ("0.11-0.18", "from 0.11 on, 0.18 at most"),
        ("half", ""),
    ],
)
def test_not_stated(fact: str, text: str):
    """A part of a figure or of a word is another figure, another word."""
    assert not states_fact([fact], text)


A, B, C = (Paper(key, key, "") for key in "abc")


def _supports(*sufficient: str):
    """Return a check for which a statement is supported by any superset of these sets of ids."""

    def supports(text: str, papers: Sequence[Paper]) -> bool:
        given = {paper.paper_id for paper in papers}
        return any(set(enough) <= given for enough in sufficient)

    return supports


def _quality(cited: tuple[Paper, ...], *sufficient: str) -> CitationQuality:
    return measure_citations([Statement("It is so.", cited)], _supports(*sufficient))


@pytest.mark.parametrize(
    ("cited", "sufficient", "expected"),
    [
        pytest.param((A,), ["a"], (1, 1, 1, 1), id="one that supports"),
        pytest.param((A,), ["b"], (1, 0, 1, 0), id="one that does not"),
        pytest.param((), ["a"], (1, 0, 0, 0), id="no citation"),
        pytest.param((A, B), ["a"], (1, 1, 2, 1), id="one of two is irrelevant"),
        pytest.param((A, B), ["a", "b"], (1, 1, 2, 2), id="each alone is enough"),
        pytest.param((A, B), ["ab"], (1, 1, 2, 2), id="only both together"),
        pytest.param((A, B, C), ["ab"], (1, 1, 3, 2), id="both together, and one too many"),
        pytest.param((A, B), ["c"], (1, 0, 2, 0), id="two that do not"),
    ],
)
def test_a_statement(cited, sufficient, expected):
    """Counted are statements, those supported, citations, and those that are precise."""
    assert _quality(cited, *sufficient) == CitationQuality(*expected)


def test_an_answer():
    """Recall is over statements, precision over citations."""
    statements = [Statement("One.", (A, B)), Statement("Two.", (C,)), Statement("Three.", ())]

    found = measure_citations(statements, _supports("a"))

    assert found == CitationQuality(statements=3, supported=1, citations=3, precise=1)
