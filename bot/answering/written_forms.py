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
    r"\b(?:do|does|did|is|are|was|were) not (?:\w+ )?(?:state|say|said|report|give|mention|specif|"
    r"describe|provide|contain|list|name|disclose|indicate)|\bnot (?:stated|reported|given|"
    r"mentioned|specified)\b|\bno (?:information|mention)\b|\bleaves? .{0,40}\bopen\b",
    re.IGNORECASE,
)
_ABSENCE_ELSEWHERE = re.compile(
    r"nicht (?:angegeben|genannt|erwähnt|gesagt)|keine Angabe|(?:nennt|gibt|erwähnt|sagt|steht) "
    r"(?:.{0,60} )?(?:nicht|kein)|(?:précise|mentionne|donne|indique|dit|fournit)(?:nt)? pas|"
    r"(?:pas|non) (?:précisé|mentionné|indiqué|donné)|aucune mention|"
    r"(?:未|没有|沒有)(?:提及|提到|说明|给出|报告|指出)|(?:記載|言及|記述|明記)(?:が|は|も|され)?"
    r"(?:な[いく]|ていない|ていません|ありません)|(?:述べ|示さ)(?:られ|れ)て(?:いない|いません)"
)
"""What says that a text does not say something, in the languages that the program speaks."""
_EMPHASIS = tuple(
    re.compile(rf"(?<!\w){sign}{{1,3}}([^\s{sign}](?:[^{sign}]*[^\s{sign}])?){sign}{{1,3}}(?!\w)")
    for sign in (r"\*", "_", "`")
)
_MIN_CHARS = 3


def is_abstention(text: str) -> bool:
    """Tell whether a sentence says `CANNOT_ANSWER`."""
    return _ABSTENTION.search(normalize_text(text)) is not None


def states_absence(text: str) -> bool:
    """Tell whether a sentence says that papers do not state something; it may be wrong."""
    return any(one.search(text) for one in (_ABSENCE, _ABSENCE_ELSEWHERE))


def split_verdict(text: str) -> tuple[Verdict | None, str]:
    """Return the verdict that a sentence begins with, and what follows, as a sentence or empty.

    "Not stated" is cut off and is none. "No paper does this." and "Yes and no." have none.
    """
    found = _VERDICT.match(text)
    if found is None:
        return None, text
    rest = text[found.end() :].strip()
    verdict: Verdict | None = "yes" if found["yes"] else "no" if found["no"] else None
    return verdict, rest[:1].upper() + rest[1:] if len(rest) >= _MIN_CHARS else ""


def strip_markup(text: str) -> str:
    """Return a sentence without Markdown's marks of emphasis and code; those of formulas stay."""
    for pattern in _EMPHASIS:
        text = pattern.sub(r"\1", text)
    return text
