"""Know which stems may stand for each other, by the groups of synonyms."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from bot.grounding.rules.stems import stem
from bot.grounding.synonyms import groups

_NONE: frozenset[str] = frozenset()


def synonym_stems(root: str) -> frozenset[str]:
    """Return the stems that share a group of synonyms with the stem `root`, itself left out."""
    return _table().get(root, _NONE)


@cache
def _table() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for group in groups():
        stems = frozenset(stem(word) for word in group if "-" not in word)
        for one in stems:
            found[one] = found.get(one, _NONE) | (stems - {one})
    return found
