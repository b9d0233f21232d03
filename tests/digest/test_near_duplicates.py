"""The same work twice, and what only looks like it."""

from __future__ import annotations

import numpy as np
import pytest

from bot.digest.diversify import find_repeats
from tests.digest.papers import paper

NONE = np.zeros((0, 2), np.float32)


def at(*cosines: float) -> np.ndarray:
    """Return unit vectors with these cosines to the first axis."""
    return np.array([(c, np.sqrt(1 - c * c)) for c in cosines], np.float32)


@pytest.mark.parametrize(
    ("title", "cosine", "repeated"),
    [
        ("Deep nets for whales", 0.7, True),
        ("Deep nets for whales", 0.4, False),
        ("DEEP NETS for Whales!", 0.9, True),
        ("Deep nets for whales, extended version", 0.95, True),
        ("Deep nets for whales, extended version", 0.85, False),
        ("Sonar and its enemies", 0.95, False),
        ("Sonar and its enemies", 0.98, True),
    ],
)
def test_the_second_of_two_records_of_a_work_is_a_repeat(title: str, cosine: float, repeated: bool):
    """By how near the abstracts are, and how alike the titles."""
    papers = [paper(1, "Deep nets for whales"), paper(2, title)]

    assert find_repeats(papers, at(1.0, cosine), [], NONE) == [False, repeated]


def test_what_repeats_a_paper_given_before_is_a_repeat():
    """The given one need not be among the new."""
    given = [paper(9, "Deep nets for whales (v1)")]

    found = find_repeats(
        [paper(1, "Deep nets for whales (v2)"), paper(2)], at(0.98, 0.1), given, at(1.0)
    )

    assert found == [True, False]


def test_nothing_repeats_what_is_itself_left_out():
    """Only what is shown counts."""
    papers = [paper(1, "a b c"), paper(2, "a b c d"), paper(3, "a c d e f")]

    assert find_repeats(papers, at(1.0, 0.96, 0.78), [], NONE) == [False, True, False]


def test_no_papers_are_no_repeats():
    """Nor is there anything to compare."""
    assert find_repeats([], NONE, [], NONE) == []
