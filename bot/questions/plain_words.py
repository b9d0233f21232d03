"""Say a topic in the terms of its field: “making things up” is hallucination in abstracts.

`plain_words.jsonl` has everyday phrases with the terms that abstracts of computer science use for
them. A large language model wrote it; no person checked it.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib import resources

_WORD = re.compile(r"[\w'’]+(?:-[\w'’]+)*")
_SKIPPED = frozenset("a an the their its his her my our your some any".split())
_ENDINGS = ("ing", "ed", "es", "s", "e")
_MIN_LETTERS = 3  # that are left of a word without its ending
_MAX_WORDS = 5


def to_field_terms(topic: str) -> str:
    """Return a topic with its everyday phrases replaced by terms; the same if it has none.

    The longest phrase counts, in any form of its words.
    """
    words = [m for m in _WORD.finditer(topic) if m.group().lower() not in _SKIPPED]
    folded = [_fold(m.group()) for m in words]
    parts: list[str] = []
    end = place = 0
    while place < len(words):
        size = next((n for n in range(_MAX_WORDS, 0, -1) if _get(folded[place : place + n], n)), 0)
        if size:
            found = _get(folded[place : place + size], size)
            parts += [topic[end : words[place].start()], ", ".join(found)]
            end = words[place + size - 1].end()
        place += size or 1
    return "".join([*parts, topic[end:]])


def _get(folded: list[str], size: int) -> list[str]:
    return _load().get(" ".join(folded), []) if len(folded) == size else []


@lru_cache(1)
def _load() -> dict[str, list[str]]:
    """Return the terms by the folded words of each phrase."""
    text = resources.files(__package__).joinpath("plain_words.jsonl").read_text(encoding="utf-8")
    rows = map(json.loads, text.splitlines())
    return {" ".join(_fold_all(row["says"])): row["means"] for row in rows}


def _fold_all(phrase: str) -> list[str]:
    words = (m.group() for m in _WORD.finditer(phrase))
    return [_fold(word) for word in words if word.lower() not in _SKIPPED]


def _fold(word: str) -> str:
    """Return a word in small letters without its ending."""
    word = word.lower().replace("’", "'")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _MIN_LETTERS:
            return word.removesuffix(ending)
    return word
