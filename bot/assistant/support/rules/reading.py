"""Read a sentence as the rules need it: its words, what is denied in it, and its clauses."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bot.assistant.support.rules.negation import denied
from bot.assistant.support.rules.stems import stem
from retrieval.query import STOP_WORDS

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][a-z]{1,3}\b)?|[,;:()—–.?!]|%")
_SIGNS = frozenset(",;:()—–.?!%")


@dataclass(frozen=True, slots=True)
class Word:
    """A word: as written, folded, its stem, where it begins, and how much it is denied, 0 to 1."""

    raw: str
    low: str
    stem: str
    at: int
    denied: float

    @property
    def is_sign(self) -> bool:
        """Whether it is punctuation."""
        return self.low in _SIGNS

    @property
    def bears_meaning(self) -> bool:
        """Whether it says something of the subject."""
        return len(self.low) > 1 and self.low not in STOP_WORDS and not self.is_sign


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence, read."""

    text: str
    words: tuple[Word, ...]

    @property
    def stems(self) -> frozenset[str]:
        """The stems of the words that bear meaning."""
        return frozenset(w.stem for w in self.words if w.bears_meaning)


@lru_cache(maxsize=4_096)  # an abstract's sentences are read once for an answer
def read(text: str) -> Reading:
    """Read one sentence."""
    text = unicodedata.normalize("NFKC", text)
    found = [(m.group(), m.start()) for m in _TOKEN.finditer(text)]
    lows = [_folded(raw) for raw, _ in found]
    scopes = denied(lows)
    return Reading(
        text,
        tuple(
            Word(raw, low, stem(low), at, part)
            for (raw, at), low, part in zip(found, lows, scopes, strict=True)
        ),
    )


def _folded(raw: str) -> str:
    if raw.isascii():
        return raw.lower()
    plain = unicodedata.normalize("NFKD", raw).lower().replace("’", "'")
    return "".join(c for c in plain if not unicodedata.combining(c))
