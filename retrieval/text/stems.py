"""Reduce words to stems."""

from __future__ import annotations

from functools import cache

_ENDINGS = (
    "isations", "izations", "isation", "ization", "fulness", "iveness", "ations", "ements",
    "ingly", "ation", "ement", "ments", "ances", "ences", "ically", "ment", "ness", "ance",
    "ence", "ised", "ized", "ises", "izes", "ising", "izing", "ise", "ize", "ions", "ings",
    "ical", "ably", "able", "ion", "ity", "ies", "ied", "ing", "ers", "ors", "ive", "ous",
    "ed", "er", "or", "es", "ly", "al", "ic", "s", "e", "y",
)  # fmt: skip
_MIN_STEM_LETTERS = 4


@cache
def stem(word: str) -> str:
    """Return a folded word without its ending, at least four letters, in American spelling.

    Rough, as stems are only compared with one another: "generalise", "generalization" and
    "generalizing" are the same.
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _MIN_STEM_LETTERS:
            word = word[: -len(ending)]
            break
    word = word.replace("our", "or") if len(word) > _MIN_STEM_LETTERS else word
    if len(word) > _MIN_STEM_LETTERS and word[-1] == word[-2]:
        word = word[:-1]
    return word
