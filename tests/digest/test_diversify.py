"""The best papers of several kinds, without near-duplicates."""

from __future__ import annotations

import numpy as np
import pytest

from bot.digest.diversify import drop_repeats, pick_diverse
from bot.digest.ranking import RankedPaper
from tests.digest.papers import paper


def ranked(*scores: float) -> list[RankedPaper]:
    """Return papers with these scores, in the order of their rows."""
    return [RankedPaper(paper(n), n, score, 0) for n, score in enumerate(scores)]


def rows(picked: list[RankedPaper]) -> list[int]:
    """Return which were picked."""
    return [r.row for r in picked]


def test_a_paper_much_like_the_one_before_waits():
    """Until the next best is worse than the likeness costs."""
    vectors = np.array([(1, 0), (1, 0), (0, 1), (0, 1)], np.float32)

    assert rows(pick_diverse(ranked(0.9, 0.85, 0.8, 0.3), vectors, 4)) == [0, 2, 1, 3]


def test_diversity_is_no_reason_for_a_poor_paper():
    """The like one is shown before it."""
    vectors = np.array([(1, 0), (1, 0), (0, 1)], np.float32)

    assert rows(pick_diverse(ranked(0.9, 0.85, 0.4), vectors, 3)) == [0, 1, 2]


def on(*topics: int) -> list[RankedPaper]:
    """Return papers on these topics, the best first; -1 is none."""
    return [RankedPaper(paper(n), n, 1 - n / 10, topic) for n, topic in enumerate(topics)]


@pytest.mark.parametrize(
    ("topics", "limit", "expected"),
    [
        ((0, 0, 0, 1, 1), 4, [0, 1, 3, 4]),
        ((0, 0, 0, 0, 1), 3, [0, 1, 4]),
        ((0, 0, 0, 0, 1), 4, [0, 1, 4, 2]),
        ((0, -1, -1, 1), 3, [0, 1, 2]),
        ((0, 0, 0), 2, [0, 1]),
    ],
)
def test_topics_share_the_places(topics: tuple[int, ...], limit: int, expected: list[int]):
    """Each has its share of them as long as it has papers; papers on none keep their rank."""
    assert rows(pick_diverse(on(*topics), np.eye(5, dtype=np.float32), limit)) == expected


NONE = np.zeros((0, 2), np.float32)


def at(*cosines: float) -> np.ndarray:
    """Return unit vectors with these cosines to the first axis."""
    return np.array([(c, np.sqrt(1 - c * c)) for c in cosines], np.float32)


@pytest.mark.parametrize(
    ("title", "cosine", "repeated"),
    [
        ("Deep nets for whales", 0.85, True),
        ("Deep nets for whales", 0.7, False),
        ("DEEP NETS for Whales!", 0.9, True),
        ("Deep nets for whales, extended version", 0.97, True),
        ("Deep nets for whales, extended version", 0.93, False),
        ("Sonar and its enemies", 0.97, False),
        ("Sonar and its enemies", 0.995, True),
    ],
)
def test_the_second_of_two_records_of_a_work_is_a_repeat(title: str, cosine: float, repeated: bool):
    """By how near the abstracts are, and how alike the titles."""
    papers = [paper(1, "Deep nets for whales"), paper(2, title)]
    found = [RankedPaper(each, row, 1 - row, 0) for row, each in enumerate(papers)]

    kept = drop_repeats(found, at(1.0, cosine), [], NONE)

    assert rows(kept) == ([0] if repeated else [0, 1])


def test_what_repeats_a_paper_given_before_is_a_repeat():
    """The given one need not be among the new."""
    papers = [paper(1, "Deep nets for whales (v2)"), paper(2)]
    found = [RankedPaper(each, row, 1 - row, 0) for row, each in enumerate(papers)]
    given = [paper(9, "Deep nets for whales (v1)")]

    assert rows(drop_repeats(found, at(0.98, 0.1), given, at(1.0))) == [1]
