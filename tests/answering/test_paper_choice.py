"""Which papers a question is about."""

from __future__ import annotations

import pytest

from bot.answering.paper_choice import find_compared, names_paper
from retrieval.paper import Paper
from retrieval.search.results import Hit

BEES = Paper("p1", "BeeNet: counting bees at the entrance of a hive", "")
WASPS = Paper("p2", "WaspNet: a recurrent network that hears wasps", "")
FLOODS = Paper("p3", "Forecasting floods from river gauges", "")


def _find(text: str) -> list[Hit]:
    """Return all papers, those first that share a word of their titles with the text."""
    words = set(text.lower().split())
    papers = sorted((BEES, WASPS, FLOODS), key=lambda p: not words & set(p.title.lower().split()))
    return [Hit(paper, score=1.0, lexical=1.0, dense=0.5) for paper in papers]


@pytest.mark.parametrize(
    ("phrase", "paper", "named"),
    [
        ("BeeNet", BEES, True),
        ("beenet", BEES, True),
        ("the paper on forecasting floods", FLOODS, True),
        ("BeeNet", WASPS, False),
        ("trains", FLOODS, False),
    ],
)
def test_a_phrase_names_a_paper(phrase: str, paper: Paper, named: bool):
    """By the name in its title, or by most of its words."""
    assert names_paper(phrase, paper) is named


def test_the_two_that_are_named_are_compared():
    """And nothing else."""
    assert find_compared("BeeNet vs WaspNet", _find) == [BEES, WASPS]


def test_what_is_compared_with_the_paper_in_question():
    """Where the question names but one, the paper in question is the other."""
    assert find_compared("compared with BeeNet?", _find, before=[FLOODS]) == [FLOODS, BEES]


def test_two_names_of_one_paper_are_one():
    """There is nothing to compare then."""
    chosen = find_compared("BeeNet vs the bee counting at a hive entrance", _find)

    assert chosen[0] == BEES
    assert len(chosen) == len({paper.paper_id for paper in chosen})
