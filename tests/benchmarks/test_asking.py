"""In which order several systems are asked."""

from __future__ import annotations

from benchmarks.at_size.asking import WARM, by_rounds, interleaved

QUESTIONS = [f"question {number}" for number in range(WARM + 5)]
SYSTEMS = ["one", "other"]


def test_by_rounds_a_system_answers_all_before_the_next() -> None:
    """In each round, a system is asked some that do not count, then all of them."""
    asked = list(by_rounds(SYSTEMS, QUESTIONS, 2))

    turn = [(q, False) for q in QUESTIONS[:WARM]] + [(q, True) for q in QUESTIONS]
    expected = [(system, *question) for system in SYSTEMS * 2 for question in turn]
    assert expected == asked


def test_interleaved_each_question_goes_to_all() -> None:
    """Neighbours are the same question to another system."""
    asked = list(interleaved(SYSTEMS, QUESTIONS, 2))

    assert SYSTEMS * (len(asked) // 2) == [system for system, _, _ in asked]
    assert all(a[1:] == b[1:] for a, b in zip(asked[::2], asked[1::2], strict=True))


def test_each_way_counts_the_same() -> None:
    """Every system is counted for every question, once a round, whatever the order."""
    ways = (by_rounds, interleaved)
    counted = [
        sorted((s, q) for s, q, counts in way(SYSTEMS, QUESTIONS, 3) if counts) for way in ways
    ]

    assert sorted((s, q) for s in SYSTEMS for q in QUESTIONS * 3) == counted[0] == counted[1]
