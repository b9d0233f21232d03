"""Know which words mean nearly the same: groups of scientific English, written by hand.

Each line of synonyms.txt is a group, of words or of phrases of two ("slow-down"). A word may stand
in several groups, in each by another of its senses; that two words share one says that the one may
stand for the other, not that it does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise, product
from pathlib import Path

from bot.grounding.content_words import Word, stem

_GROUPS = Path(__file__).with_name("synonyms.txt")
_NONE: frozenset[int] = frozenset()


def groups() -> list[tuple[str, ...]]:
    """Return the groups, in the order of the file; the words of a phrase are joined by hyphens."""
    lines = _GROUPS.read_text(encoding="utf-8").splitlines()
    return [tuple(line.split()) for line in lines if line and not line.startswith("#")]


def senses(words: Sequence[Word]) -> list[frozenset[int]]:
    """Return for each of the telling words of a text the groups it is in, itself or as a phrase."""
    known = _by_stem()
    found = [known.get((word.stem,), _NONE) for word in words]
    for i, (word, following) in enumerate(pairwise(words)):
        if both := known.get((word.stem, following.stem)):
            found[i] |= both
            found[i + 1] |= both
    return found


@cache
def _by_stem() -> Mapping[tuple[str, ...], frozenset[int]]:
    found: dict[tuple[str, ...], frozenset[int]] = {}
    for number, group in enumerate(groups()):
        for word in group:
            for stems in product(*(_stems(part) for part in word.split("-"))):
                found[stems] = found.get(stems, _NONE) | {number}
    return found


def _stems(word: str) -> frozenset[str]:
    """Return the stems of a word and its forms, which need not be one: employ, employed."""
    bare = word[:-1] if word[-1] in "ey" else word
    forms = (word, *(bare + ending for ending in ("ed", "ing", "s", "es", "ies", "ied")))
    return frozenset(map(stem, (*forms, word + "ed", word + "ing", word + "s")))
