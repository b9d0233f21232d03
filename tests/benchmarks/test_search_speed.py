"""The order in which the compared systems are asked."""

from __future__ import annotations

from benchmarks.measure.search_speed import WARM_UP, by_rounds

QUESTIONS = [f"question {number}" for number in range(WARM_UP + 5)]
SYSTEMS = ["one", "other"]


def test_by_rounds_a_system_answers_all_before_the_next() -> None:
    """In each round, a system is asked some that do not count, then all of them."""
    asked = list(by_rounds(SYSTEMS, QUESTIONS, 2))

    turn = [(q, False) for q in QUESTIONS[:WARM_UP]] + [(q, True) for q in QUESTIONS]
    expected = [(system, *question) for system in SYSTEMS * 2 for question in turn]
    assert expected == asked
