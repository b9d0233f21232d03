"""Measure where a search puts the papers that are known to answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence


def recall(ranked: Sequence[str], known: Collection[str], within: int) -> float:
    """Return the share of the known ids that are among the first `within`; there must be some."""
    return len(set(ranked[:within]) & set(known)) / len(set(known))


def reciprocal_rank(ranked: Sequence[str], known: Collection[str]) -> float:
    """Return 1 / the rank of the first known id, 0 where none is there.

    Its mean over questions is the mean reciprocal rank (Voorhees, TREC-8, 1999).
    """
    wanted = set(known)
    return next((1 / rank for rank, found in enumerate(ranked, 1) if found in wanted), 0.0)
