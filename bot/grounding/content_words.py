"""The words of a text that bear meaning, with their stems and how much each tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from retrieval.search.query import STOP_WORDS, fold_words

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_WEIGHTS = Path(__file__).with_name("word_weights.txt")
_UNKNOWN = 1.0
_ENDINGS = (
    "isations", "izations", "isation", "ization", "fulness", "iveness", "ations", "ements",
    "ingly", "ation", "ement", "ments", "ances", "ences", "ically", "ment", "ness", "ance",
    "ence", "ised", "ized", "ises", "izes", "ising", "izing", "ise", "ize", "ions", "ings",
    "ical", "ably", "able", "ion", "ity", "ies", "ied", "ing", "ers", "ors", "ive", "ous",
    "ed", "er", "or", "es", "ly", "al", "ic", "s", "e", "y",
)  # fmt: skip
_SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its stem, its place (characters), and from 0 to 1 how much it tells."""

    stem: str
    start: int
    end: int
    weight: float


def telling_words(text: str) -> list[Word]:
    """Return the words of `text` that bear meaning, in order; stop words are left out.

    Figures are among them. A hyphened word is as many as it has parts.
    """
    found = []
    for match in _WORD.finditer(text):
        word = "".join(fold_words(match.group().partition("'")[0].partition("’")[0]))
        if word and word not in STOP_WORDS:
            root = stem(word)
            found.append(Word(root, match.start(), match.end(), _weights().get(root, _UNKNOWN)))
    return found


@cache
def stem(word: str) -> str:
    """Return a folded word without its ending, at least four letters; British as American.

    Rough, as words are only compared with one another: "generalise", "generalization" and
    "generalizing" are the same.
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word[: -len(ending)]
            break
    word = word.replace("our", "or") if len(word) > _SHORTEST_STEM else word
    if len(word) > _SHORTEST_STEM and word[-1] == word[-2]:
        word = word[:-1]
    return word


@cache
def _weights() -> dict[str, float]:
    """Read word_weights.txt: on each line a weight, and the stems of common words that have it."""
    weights = {}
    for line in _WEIGHTS.read_text(encoding="utf-8").splitlines():
        weight, _, stems = line.partition(" ")
        weights.update(dict.fromkeys(stems.split(), float(weight)))
    return weights
