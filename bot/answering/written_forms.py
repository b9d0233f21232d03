"""Read the forms in which a model answers: what abstains, a yes or no, marks of Markdown."""

from __future__ import annotations

from typing import Literal

from bot.prompt_injection.normalize import normalize_text
from retrieval.text import patterns as re

Verdict = Literal["yes", "no"]

_ABSTENTION = re.compile(r"cannot answer from (?:these|the) excerpts")
_VERDICT = re.compile(
    r"[*_\"“]{0,3}(?:(?P<yes>yes)|(?P<no>no)|not[ -]stated)[*_\"”]{0,3}"
    r"(?:\s*[.,;:!–—-]+[*_]{0,3}\s*|$)",
    re.IGNORECASE,
)
_ABSENCE = re.compile(
    r"\b(?:do|does|did|is|are|was|were) not(?: \w+ly)? (?:stat|say|said|report|giv|mention|nam|"
    r"specif|describ|discuss|provid|list|contain)\w*|\b(?:states?|says?|reports?|gives?|mentions?|"
    r"names?|specif(?:y|ies)|describes?|provides?|lists?|contains?) (?:no|nothing|neither|none)\b|"
    r"\bleaves? (?:\w+ )?open\b",
    re.IGNORECASE,
)
_FURTHER_CLAUSE = re.compile(r"[;:]|, (?:and|but|so|yet|while|which|who|as|though|although)\b")
_EMPHASIS = tuple(
    re.compile(rf"(?<!\w){sign}{{1,3}}([^\s{sign}](?:[^{sign}]*[^\s{sign}])?){sign}{{1,3}}(?!\w)")
    for sign in (r"\*", "_", "`")
)
_MIN_CHARS = 3


def is_abstention(text: str) -> bool:
    """Tell whether a sentence says `CANNOT_ANSWER`."""
    return _ABSTENTION.search(normalize_text(text)) is not None


def is_absence(text: str) -> bool:
    """Tell whether a sentence, in English, says no more than that a text does not state something.

    Such a sentence no text can support.
    """
    return bool(_ABSENCE.search(text)) and not _FURTHER_CLAUSE.search(text)


def split_verdict(text: str) -> tuple[Verdict | None, str]:
    """Return the verdict that a sentence begins with, and what follows, as a sentence or empty.

    "Not stated" is cut off and is none. "No paper does this." and "Yes and no." have none.
    """
    found = _VERDICT.match(text)
    if found is None:
        return None, text
    rest = text[found.end() :].strip()
    verdict: Verdict | None = "yes" if found["yes"] else "no" if found["no"] else None
    if len(rest) < _MIN_CHARS:
        return verdict, ""
    is_word = rest.split()[0].strip(",;:").isalpha()  # unlike “vcovBS()”
    return verdict, rest[:1].upper() + rest[1:] if is_word else rest


def strip_markup(text: str) -> str:
    """Return a sentence without Markdown's marks of emphasis and code; those of formulas stay."""
    for pattern in _EMPHASIS:
        text = pattern.sub(r"\1", text)
    return text
