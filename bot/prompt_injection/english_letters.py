"""Tell whether words are English by their letters, against any other language at once.

The probability of each letter after the two before it, counted in English abstracts by
`benchmarks/fit/directives.py`. Names count for nothing: only words in small letters do.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from retrieval.text import patterns as re

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEIGHTS: Final = Path(__file__).with_name("english_letters.npz")
"""`log_probabilities` (28, 28, 28): of space, a to z and any other letter, after two of them."""

MIN_LIKELIHOOD: Final = -3.1
"""Mean log probability of a letter; that of English sentences is about -1.9, of others -3.2 to -5.
"""

SYMBOLS: Final = 28
_MIN_WORDS, _MIN_LETTERS = 4, 20
_OTHER = SYMBOLS - 1
_WORD = re.compile(r"[^\W\d_]+")


def is_unlike_english(text: str) -> bool:
    """Tell whether the words of a text without addresses are surely not English."""
    words = [word for word in _WORD.findall(text) if word.islower()]
    letters = to_symbols(words)
    if len(words) < _MIN_WORDS or len(letters) < _MIN_LETTERS:
        return False
    return bool(_load()[letters[:-2], letters[1:-1], letters[2:]].mean() < MIN_LIKELIHOOD)


def to_symbols(words: list[str]) -> NDArray[np.intp]:
    """Return the letters of words in small letters as numbers, 0 for the spaces around them."""
    return np.array([_to_symbol(letter) for letter in f" {' '.join(words)} "], np.intp)


def _to_symbol(letter: str) -> int:
    if letter == " ":
        return 0
    return ord(letter) - ord("a") + 1 if "a" <= letter <= "z" else _OTHER


@cache
def _load() -> NDArray[np.float32]:
    with np.load(WEIGHTS) as stored:
        return np.asarray(stored["log_probabilities"], np.float32)
