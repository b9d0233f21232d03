"""Compare what stands around two words, and know sentences that state an aim, not a finding."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from bot.grounding.rules.reading import read

_REACH = 7  # words that bear meaning, on each side
_FARTHEST = 30  # words of any kind
_FADE = 0.3  # how much weight a word loses at each step away
_ACROSS = 0.6  # weight kept across the end of a clause
_NOTHING: dict[str, float] = {}

# Said in any abstract: two that share no more than these are not about the same thing.
FAINT = frozenset(
    """model method approach result show paper work data perform task propos us use base new stud
    find demonstr achiev experiment can system framework problem provid compar learn effec signific
    our we patient group analys associ evid""".split()
)


@lru_cache(maxsize=16_384)
def context(text: str, place: int) -> Mapping[str, float]:
    """Return the stems around the word at `place` of a sentence, each with its weight, 0 to 1."""
    words = read(text).words
    found: dict[str, float] = {}
    for step in (-1, 1):
        weight, taken, at = 1.0, 0, place + step
        while 0 <= at < len(words) and taken < _REACH and abs(at - place) < _FARTHEST:
            word = words[at]
            if word.is_sign:
                weight *= _ACROSS
            elif word.bears_meaning and not word.low.isdigit():
                part = weight * (0.4 if word.stem in FAINT else 1.0)
                found[word.stem] = max(found.get(word.stem, 0.0), part)
                weight /= 1 + _FADE
                taken += 1
            at += step
    return found


def likeness(ours: Mapping[str, float], theirs: Mapping[str, float]) -> float:
    """Return how much of `ours` stands in `theirs` too, 0 to 1."""
    whole = sum(ours.values())
    if not whole:
        return 0.0
    return sum(min(part, theirs.get(word, 0.0)) for word, part in ours.items()) / whole


_HEADED = re.compile(r"^(?:OBJECTIVES?|AIMS?|PURPOSE|CONTEXT|BACKGROUND|DESIGN|METHODS?)\b")
_ASKED = re.compile(
    r"\bwhether\b|\?$|\b(?:aim|objective|purpose|goal)s? (?:of|was|is|were|are)\b|"
    r"^to (?:determine|assess|evaluate|investigate|examine|explore|test)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4_096)
def states_aim(text: str) -> bool:
    """Return whether a sentence of an abstract names an aim, a question or a background."""
    return bool(_HEADED.search(text) or _ASKED.search(text))
