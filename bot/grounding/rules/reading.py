"""Read a sentence as the rules need it: its words, what is denied in it, and its clauses."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bot.grounding.rules.negation import denied
from bot.grounding.rules.stems import stem
from retrieval.search.query import STOP_WORDS

_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*(?:[A-Za-z]{1,2}\b)?|[A-Za-z]+-to-[A-Za-z]+|"
    r"[^\W\d_]+(?:['’][a-z]{1,3}\b)?|[,;:()—–.?!]|%"
)
_SIGNS = frozenset(",;:()—–.?!%")


@dataclass(frozen=True, slots=True)
class Word:
    """A word: as written, folded, its stem, where it begins, and how much it is denied, 0 to 1.

    `is_sign` tells punctuation; `bears_meaning` that it says something of the subject.
    """

    raw: str
    low: str
    stem: str
    at: int
    denied: float
    is_sign: bool
    bears_meaning: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence, read: its words, and the stems of those that bear meaning."""

    text: str
    words: tuple[Word, ...]
    stems: frozenset[str]


@lru_cache(maxsize=4_096)  # an abstract's sentences are read once for an answer
def read(text: str) -> Reading:
    """Read one sentence."""
    text = unicodedata.normalize("NFKC", text)
    found = [(m.group(), m.start()) for m in _TOKEN.finditer(text)]
    lows = [_folded(raw) for raw, _ in found]
    words = tuple(
        _word(raw, low, at, part)
        for (raw, at), low, part in zip(found, lows, denied(lows), strict=True)
    )
    return Reading(text, words, frozenset(w.stem for w in words if w.bears_meaning))


def _word(raw: str, low: str, at: int, part: float) -> Word:
    sign = low in _SIGNS
    means = len(low) > 1 and not sign and low not in STOP_WORDS
    return Word(raw, low, stem(low), at, part, sign, means)


def _folded(raw: str) -> str:
    if raw.isascii():
        return raw.lower()
    plain = unicodedata.normalize("NFKD", raw).lower().replace("’", "'")
    return "".join(c for c in plain if not unicodedata.combining(c))
