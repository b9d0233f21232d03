"""Read what is almost a figure: "millions", places in a row, numbers in names, lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.grounding.rules.finding import Finding
from bot.grounding.rules.number_words import ORDINALS
from bot.grounding.rules.quantities import Quantity
from retrieval.text.sentences import Span

_LONGEST = 2_000  # characters of a sentence in which lists are looked for
# Possessive, and what has no end is matched too, so that no list is looked through twice.
_ITEM = r"(?!(?:and|or) )[\w@+.-]++(?: (?!(?:and|or) )[\w@+.-]++){0,3}+"
_LIST = re.compile(rf"(?<![\w@+.-])(?:{_ITEM}, )++(?P<end>(?:{_ITEM},? )?(?:and|or|&) )?")
_WORD_BEFORE = re.compile(r"(?<![\w-])(?:(?![A-Za-z])[\w-])*+([A-Za-z][\w-]*+) $")

VAGUE = re.compile(
    r"\b(dozens|hundreds|thousands|millions|billions|trillions)\b"
    r"(?! of (?:thousand|million|billion))",
    re.IGNORECASE,
)
_SIZES = {
    "dozens": (12, 1e2), "hundreds": (1e2, 1e3), "thousands": (1e3, 1e6), "millions": (1e6, 1e9),
    "billions": (1e9, 1e12), "trillions": (1e12, 1e15),
}  # fmt: skip


def vague_objection(
    text: str, spans: Sequence[Span], values: Sequence[float], nearest: int
) -> Finding | None:
    """Return an objection to "millions" where the abstract has neither the word nor so many."""
    for match in VAGUE.finditer(text):
        word = match.group(1).lower()
        least, most = _SIZES[word]
        there = VAGUE.findall(spans[nearest].text) if nearest >= 0 else []
        if there and not any(word[:-1] in other.lower() for other in there):
            reason = f"the abstract says {there[0]}, not {word}"
            return Finding("figure", reason, contradicts=True, weight=1.0, span=spans[nearest])
        if any(least <= value < most for value in values):
            continue
        if any(re.search(rf"\b{word[:-1]}s?\b", s.text, re.IGNORECASE) for s in spans):
            continue
        other = next((s for s in spans if VAGUE.search(s.text)), None)
        reason = f"the abstract does not say {word}"
        return Finding("figure", reason, contradicts=other is not None, weight=1.0, span=other)
    return None


def listed(text: str) -> int:
    """Return how many things the longest list of a sentence has, 0 where it has none."""
    text = text[:_LONGEST]
    lists = [
        m.group().count(",") + 2 - (m.group().rstrip().endswith((", and", ", or")))
        for m in _LIST.finditer(text)
        if m["end"]
    ]
    return max(lists, default=0)


def in_a_name(q: Quantity, text: str, spans: Sequence[Span]) -> bool:
    """Tell whether a number is part of a name that the abstract writes together: BRCA 1, BRCA1."""
    if q.unit or q.spelled or not q.written.isdigit() or len(q.written) > 2:
        return False
    before = _WORD_BEFORE.search(text[: q.start])
    if not before:
        return False
    joined = re.compile(rf"\b{re.escape(before.group(1))}-?{q.written}(?![\d.,])", re.IGNORECASE)
    return any(joined.search(s.text) for s in spans)


def in_a_row(q: Quantity, spans: Sequence[Span]) -> bool:
    """Tell whether the abstract has an ordinal in words or digits: "2nd", "second-best"."""
    word = next((w for w, value in ORDINALS.items() if value == q.value), "")
    pattern = re.compile(
        rf"\b(?:{q.value:.0f}(?:st|nd|rd|th)|{word or q.written})\b", re.IGNORECASE
    )
    return any(pattern.search(s.text) for s in spans)
