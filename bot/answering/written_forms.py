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
_TEXTS = r"(?:abstract|article|excerpt|paper|passage|section|text)s?(?: read| given| provided)?"
_SAYING = r"(?:describ|discuss|indicat|mention|nam|report|sa[iy]|specif|stat)\w*"
_GIVING = r"(?:contain|giv|list|provid)\w*"
_NOTHING = r"(?:gives?|mentions?|provides?|says?|states?) (?:neither|no|none|nothing)\b"
_ABSENCE = re.compile(
    rf"^(?:\w+,? ){{0,2}}(?:{_TEXTS} (?:(?:do|does|did) not(?: \w+ly)? (?:{_SAYING}|{_GIVING})|"
    rf"{_NOTHING}|leaves? (?:\w+ )?open\b)|authors (?:do|did) not(?: \w+ly)? {_SAYING})|"
    rf"\b(?:is|are|was|were) not(?: \w+ly)? (?:{_SAYING}\W*$|"
    rf"(?:{_SAYING}|{_GIVING}) (?:by|in) (?:\w+ ){{1,2}}{_TEXTS}\b)",
    re.IGNORECASE,
)
"""A text does not state something, unlike a drug “contains no”, or a study “reports no”."""
_FURTHER_CLAUSE = re.compile(
    r"[;:]|,? (?:although|because|beyond|but|despite|except|only|since|though|whereas|while|yet)\b|"
    rf", (?:and|as|so|which|who)\b| and (?:\w+ ){{0,2}}(?:{_SAYING}|{_GIVING})",
    re.IGNORECASE,
)
_EMPHASIS = tuple(
    re.compile(rf"(?<!\w){sign}{{1,3}}([^\s{sign}](?:[^{sign}]*[^\s{sign}])?){sign}{{1,3}}(?!\w)")
    for sign in (r"\*", "_", "`")
)
_OF_CODE = re.compile(r"[A-Z\d_.()]")  # in “vcovBS()” and “mRNA”, unlike “it’s”
_MIN_CHARS = 3


def is_abstention(text: str) -> bool:
    """Tell whether a sentence says `CANNOT_ANSWER`."""
    return _ABSTENTION.search(normalize_text(text)) is not None


def is_absence(text: str) -> bool:
    """Tell whether a sentence, in English, says no more than that a text does not state something.

    No text can support such a sentence.
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
    is_code = _OF_CODE.search(rest.split()[0].strip(".,;:!?"))
    return verdict, rest if is_code else rest[:1].upper() + rest[1:]


def strip_markup(text: str) -> str:
    """Return a sentence without Markdown's marks of emphasis and code; those of formulas stay."""
    for pattern in _EMPHASIS:
        text = pattern.sub(r"\1", text)
    return text
