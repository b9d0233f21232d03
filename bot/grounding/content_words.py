"""Find the words of a text that carry meaning, with their stems and weights."""

from __future__ import annotations

from collections.abc import Mapping, Set
from functools import cache, lru_cache
from pathlib import Path

from retrieval.search.query import STOP_WORDS, fold_words
from retrieval.text import patterns as re
from retrieval.text.stems import stem

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_WEIGHTS = Path(__file__).with_name("word_weights.txt")
_DEFAULT_WEIGHT = 1.0


def find_content_words(text: str) -> list[str]:
    """Return the stems of the words of `text` in order, figures included, without stop words.

    The parts of a hyphenated word are words of their own.
    """
    found = []
    for match in _WORD.finditer(text):
        word = "".join(fold_words(match.group().partition("'")[0].partition("’")[0]))
        if word and word not in STOP_WORDS:
            found.append(stem(word))
    return found


def weigh_words(text: str) -> dict[str, float]:
    """Return the stems of a text's content words, with their weights from 0 to 1."""
    return {word: _weights().get(word, _DEFAULT_WEIGHT) for word in find_content_words(text)}


def weigh_shared(weights: Mapping[str, float], stems: Set[str]) -> float:
    """Return the weights of those words that `stems` has, added up."""
    return sum(weight for stem, weight in weights.items() if stem in stems)


def share_words(phrase: str, text: str) -> float:
    """Return the share of a phrase's words, by weight, that are in a text; 0 without any."""
    weights = weigh_words(phrase)
    return weigh_shared(weights, find_stems(text)) / sum(weights.values()) if weights else 0.0


@lru_cache(maxsize=4_096)  # an answer's sources are compared with each of its sentences
def find_stems(text: str) -> frozenset[str]:
    """Return the stems of a text's content words."""
    return frozenset(weigh_words(text))


@cache
def _weights() -> dict[str, float]:
    """Load word_weights.txt: on each line a weight, and the stems of common words that have it."""
    weights = {}
    for line in _WEIGHTS.read_text(encoding="utf-8").splitlines():
        weight, _, stems = line.partition(" ")
        weights.update(dict.fromkeys(stems.split(), float(weight)))
    return weights
