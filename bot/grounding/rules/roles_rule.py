"""Object where two things have changed places: each is said to be what the other is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from bot.grounding.rules.contexts import FAINT
from bot.grounding.rules.finding import Finding
from bot.grounding.rules.reading import Word, read
from retrieval.text.sentences import Span

_BREAKS = frozenset(", ; : ( ) — – and or while whereas but".split())
_LEAST = 0.4  # share of the sentence's words that the abstract's has
_MOST = 12  # clauses of a sentence
_WEIGHT = 0.8


def role_objections(text: str, spans: Sequence[Span], near: Sequence[int]) -> list[Finding]:
    """Return an objection where clauses of `text` mix what a sentence keeps apart.

    "A reads images and B reads labels" is no ground for "A reads labels and B reads images".
    """
    ours = clauses(text)
    if len(ours) < 2:
        return []
    whole = read(text).stems
    shares = {i: len(whole & read(spans[i].text).stems) / len(whole) for i in near}
    for i in near:
        if shares[i] < _LEAST or shares[i] < max(shares.values()):
            continue
        theirs = clauses(spans[i].text)
        for a, b in combinations(theirs, 2):
            only_a, only_b = a - b, b - a
            both = only_a | only_b
            mixed = [
                c
                for c in ours
                if c & only_a and c & only_b and not any(c & both <= t for t in theirs)
            ]
            if len(mixed) < 2:
                continue
            if any(_exchanged(c, d, only_a, only_b) for c, d in combinations(mixed, 2)):
                return [
                    Finding(
                        "owner",
                        "the abstract has these the other way about",
                        contradicts=True,
                        weight=_WEIGHT,
                        span=spans[i],
                    )
                ]
    return []


def _exchanged(
    c: frozenset[str], d: frozenset[str], only_a: frozenset[str], only_b: frozenset[str]
) -> bool:
    """Tell whether each of two clauses has words of both sides, and none the same."""
    return not (c & d & (only_a | only_b))


@lru_cache(maxsize=4_096)
def clauses(text: str) -> tuple[frozenset[str], ...]:
    """Return the stems of each clause of a sentence; names in a row stay together."""
    words = read(text).words
    found: list[set[str]] = [set()]
    for i, word in enumerate(words):
        if word.low in _BREAKS and not _joins(words, i):
            found.append(set())
        elif word.bears_meaning and word.stem not in FAINT:
            found[-1].add(word.stem)
    return tuple(frozenset(c) for c in found if len(c) > 1)[:_MOST]


def _joins(words: Sequence[Word], i: int) -> bool:
    """Tell whether the sign or word at `i` stands between two names: "ViT and DeIT", "A, B"."""
    if not 0 < i < len(words) - 1:
        return False
    return words[i - 1].raw[0].isupper() and words[i + 1].raw[0].isupper()
