"""Find what abbreviations stand for, as texts introduce them: “mixture of experts (MoE)”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_MAX_WORDS, _MAX_BEGINNING, _MAX_CHARS = 8, 2, 80
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_PLURAL = re.compile(r"[A-Z]s$")
_IN_PARENTHESES = re.compile(r" \(([A-Z]\w{1,20})\)")
_OTHER_SIGN = re.compile(r"[^\w -]")


def find_long_forms(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield abbreviations, in lower case and the singular, with the words that they stand for."""
    for found in _IN_PARENTHESES.finditer(text):
        inside = found[1]
        if sum(letter.isupper() for letter in inside) < 2:
            continue
        start = found.start()
        before = _OTHER_SIGN.split(text[max(start - _MAX_CHARS, 0) : start])[-1]
        words = _WORD.findall(before)
        for size in range(1, min(len(words), _MAX_WORDS) + 1):
            long = words[-size:]
            parts = [part for word in long for part in word.lower().split("-")]
            if _abbreviates(to_singular(inside), parts):
                yield to_singular(inside), tuple(long)
                break


def to_singular(word: str) -> str:
    """Return a word in lower case, an abbreviation without the s of its plural."""
    return word[:-1].lower() if _PLURAL.search(word) else word.lower()


def _abbreviates(short: str, parts: Sequence[str]) -> bool:
    """Tell whether an abbreviation consists of the beginnings of words, "ViT" of two."""
    if not parts or not short:
        return not parts and not short
    return any(
        short.startswith(parts[0][:size]) and _abbreviates(short[size:], parts[1:])
        for size in range(1, min(len(parts[0]), _MAX_BEGINNING) + 1)
    )
