"""The figures that a text states, in one spelling, so that two texts can be compared."""

from __future__ import annotations

import re

# 1,234.5 · .5 · 84.25 · 3 — but neither the 2 of "GPT-2" and "F1" nor a part of "2.1.3"
_FIGURE = re.compile(
    r"(?<![\w.])(?<![A-Za-z]-)"
    r"(\d{1,3}(?:[, \u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"(?=\D|$)(?!\.\d)"
)
_WORDS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
    "twice": "2", "double": "2", "doubles": "2", "triple": "3", "half": "0.5",
}  # fmt: skip
_WORD = re.compile(r"[A-Za-z]+")


def figures(text: str) -> list[str]:
    """Return the figures written in digits, without thousands separators and trailing zeros.

    Words for numbers are not figures here (`two` is often no more than a manner of speaking);
    `spelled` has them.
    """
    return list(dict.fromkeys(_plain(found) for found in _FIGURE.findall(text)))


def spelled(text: str) -> list[str]:
    """Return the figures written in words, as digits."""
    found = (_WORDS.get(word.lower()) for word in _WORD.findall(text))
    return list(dict.fromkeys(value for value in found if value is not None))


def _plain(found: str) -> str:
    digits = re.sub(r"[, \u202f]", "", found)
    whole, point, part = digits.partition(".")
    part = part.rstrip("0")
    return f"{whole.lstrip('0') or '0'}{point if part else ''}{part}"
