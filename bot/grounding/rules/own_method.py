"""Know what the paper calls its own: the names that stand for "our method"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.grounding.rules.stems import stem

OWN = "@own"
"""The stem that stands for the paper's own method, whatever it is called."""

OTHERS = "@others"
"""The stem that stands for what went before it."""

_PRIOR = frozenset(
    stem(w)
    for w in """previous prior earlier existing other others baseline baselines competing competitor
    conventional traditional classical alternative alternatives counterpart counterparts rival
    former past state art sota published""".split()
)
_GENERIC = frozenset(
    stem(w)
    for w in """we our ours us it this proposed method approach framework system technique algorithm
    model architecture pipeline author authors paper work they their its""".split()
)
# Possessive, so that no long title is tried twice.
_NAME = r"(?=[a-z]*+[A-Z0-9])[\w+@*]++(?:-[\w+@*]++)*+"
_TITLE = re.compile(rf"^(?P<name>{_NAME}(?: {_NAME}){{0,2}}): ")
_MADE = re.compile(
    r"\b(?:propos|introduce|present|develop|design|describe|release|build|create|call|"
    r"name|dub|term|"
    r"denote|named|called|dubbed|termed|introducing|coined)\w*+,? (?:(?:as|it|"
    r"this|the|a|an) )*"
    rf"(?:[a-z][\w-]* ){{0,6}}?[\"“(]?(?P<name>{_NAME})\b"
)


@lru_cache(maxsize=1_024)
def own_names(title: str, texts: tuple[str, ...]) -> frozenset[str]:
    """Return the stems of the names that the abstract gives to its own method."""
    found: set[str] = set()
    if named := _TITLE.match(title):
        found |= _parts(named["name"])
    for text in texts:
        for match in _MADE.finditer(text):
            name = match["name"]
            if (
                any(c.isupper() for c in name[1:])
                or any(c.isdigit() for c in name)
                or len(found) == 0
            ):
                found |= _parts(name)
    return frozenset(found)


def mark_own_method(stems: Sequence[str], own: frozenset[str]) -> frozenset[str]:
    """Return `stems` as a set, with `OWN` in place of the words for the paper's own method.

    What went before it ("previous methods", "the baselines") is `OTHERS`, and then the generic
    words mean nothing.
    """
    kept = {s for s in stems if s not in own and s not in _GENERIC and s not in _PRIOR}
    if any(s in _PRIOR for s in stems):
        kept.add(OTHERS)
    if any(s in own for s in stems) or (OTHERS not in kept and any(s in _GENERIC for s in stems)):
        kept.add(OWN)
    return frozenset(kept)


def _parts(name: str) -> set[str]:
    words = re.findall(r"[a-z]+|\d+", name.lower())
    return {stem(w) for w in words if len(w) > 1}
