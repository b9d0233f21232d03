"""In which order several systems are asked the same questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

WARM = 20  # questions before the clock counts


def by_rounds(
    systems: Sequence[str], questions: Sequence[str], rounds: int
) -> Iterator[tuple[str, str, bool]]:
    """Yield a system, a question, and whether it counts: one system after another, in each round.

    Before a system's turn it is asked some that do not count: what it reads is in memory then, as
    it is where nothing else runs.
    """
    for _ in range(rounds):
        for system in systems:
            yield from ((system, question, False) for question in questions[:WARM])
            yield from ((system, question, True) for question in questions)


def interleaved(
    systems: Sequence[str], questions: Sequence[str], rounds: int
) -> Iterator[tuple[str, str, bool]]:
    """Yield the same, each question to every system in turn: each drives out what others read."""
    yield from ((system, question, False) for question in questions[:WARM] for system in systems)
    for _ in range(rounds):
        yield from ((system, question, True) for question in questions for system in systems)
