"""Read the forms in which a model answers: a verdict, a title, a contrast, marks of Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from retrieval.paper import Paper
from retrieval.search.query import fold_words
from retrieval.text import patterns as re

Verdict = Literal["yes", "no"]

_VERDICT = re.compile(
    r"[*_\"“]{0,3}(?:(?P<yes>yes)|(?P<no>no)|not[ -]stated)[*_\"”]{0,3}"
    r"(?:\s*[.,;:!–—-]+[*_]{0,3}\s*|$)",
    re.IGNORECASE,
)
_CONTRAST = re.compile(r"[,;]? (?:while|whereas) |[,;] (?:but|in contrast,?|however,) ")
_EMPHASIS = tuple(
    re.compile(rf"{sign}{{1,3}}([^\s{sign}](?:[^{sign}]*[^\s{sign}])?){sign}{{1,3}}")
    for sign in (r"\*", "_", "`")
)
_MIN_CHARS = 3
_MIN_PART_WORDS = 4
_MAX_OTHER_WORDS = 3  # beside a title: a number, "paper", "by"


def split_verdict(text: str) -> tuple[Verdict | None, str]:
    """Return the verdict that a sentence begins with, and what follows, as a sentence or empty.

    "Not stated" is cut off and is none. "No paper does this." and "Yes and no." have none.
    """
    found = _VERDICT.match(text)
    if found is None:
        return None, text
    rest = text[found.end() :].strip()
    verdict: Verdict | None = "yes" if found["yes"] else "no" if found["no"] else None
    return verdict, _capitalize(rest) if len(rest) >= _MIN_CHARS else ""


def strip_markup(text: str) -> str:
    """Return a sentence without Markdown's marks of emphasis and code; those of formulas stay."""
    for pattern in _EMPHASIS:
        text = pattern.sub(_strip_mark, text)
    return text


def _strip_mark(found: re.Match) -> str:
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return found[0] if before.isalnum() or after.isalnum() else found[1]


def find_titled(text: str, sources: Mapping[int, Paper]) -> int | None:
    """Return the number of the paper of which a line is only the title; None if it says more."""
    words = fold_words(text)
    for number, paper in sources.items():
        title = fold_words(paper.title)
        if len(title) <= len(words) <= len(title) + _MAX_OTHER_WORDS and any(
            words[i : i + len(title)] == title for i in range(_MAX_OTHER_WORDS + 1)
        ):
            return number
    return None


def split_contrast(text: str) -> list[str]:
    """Return the sides of a sentence that sets two papers against each other, as sentences.

    No one abstract supports both sides.
    """
    sides = _CONTRAST.split(text, maxsplit=1)
    if any(len(side.split()) < _MIN_PART_WORDS for side in sides):
        return [text]
    return [_capitalize(side.rstrip(" .,;") + ".") for side in sides]


def _capitalize(text: str) -> str:
    return text[:1].upper() + text[1:]
