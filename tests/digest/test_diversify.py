"""The best papers, and not all of one kind."""

from __future__ import annotations

import numpy as np

from bot.digest.diversify import pick_diverse
from bot.digest.ranking import RankedPaper
from tests.digest.papers import paper


def ranked(*scores: float) -> list[RankedPaper]:
    """Return papers with these scores, in the order of their rows."""
    return [RankedPaper(paper(n), n, score, 0) for n, score in enumerate(scores)]


def rows(picked: list[RankedPaper]) -> list[int]:
    """Return which were picked."""
    return [r.row for r in picked]


def test_the_best_come_first():
    """Where they are unlike each other, in their order."""
    assert rows(pick_diverse(ranked(0.9, 0.8, 0.7), np.eye(3, dtype=np.float32), 2)) == [0, 1]


def test_a_paper_much_like_the_one_before_waits():
    """Until the next best is worse than the likeness costs."""
    vectors = np.array([(1, 0), (1, 0), (0, 1), (0, 1)], np.float32)

    assert rows(pick_diverse(ranked(0.9, 0.85, 0.8, 0.3), vectors, 4)) == [0, 2, 1, 3]


def test_diversity_is_no_reason_for_a_poor_paper():
    """The like one is shown before it."""
    vectors = np.array([(1, 0), (1, 0), (0, 1)], np.float32)

    assert rows(pick_diverse(ranked(0.9, 0.85, 0.4), vectors, 3)) == [0, 1, 2]


def test_fewer_papers_than_wanted_are_all_picked():
    """And none of none."""
    vectors = np.eye(2, dtype=np.float32)

    assert rows(pick_diverse(ranked(0.9, 0.8), vectors, 5)) == [0, 1]
    assert pick_diverse([], vectors, 5) == []
