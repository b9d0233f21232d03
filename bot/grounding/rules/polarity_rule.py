"""Object to a sentence that says the opposite of the abstract."""

from __future__ import annotations

from collections.abc import Sequence

from bot.grounding.rules.finding import Finding, Kind
from bot.grounding.rules.opposites import AMOUNT, WORTH
from bot.grounding.rules.polarity import Clash, clashes
from retrieval.text.sentences import Span

_LEAST = 0.12  # strength below which a clash is no more than a hint
_DIRECTION = frozenset((AMOUNT, WORTH, "speed"))


def polarity_objections(
    text: str, spans: Sequence[Span], near: Sequence[int]
) -> tuple[list[Finding], float]:
    """Return an objection for the strongest clash of each kind, and how many words agree."""
    found, agreeing = clashes(text, spans, near)
    kept: dict[Kind, Finding] = {}
    for clash in found:
        kind = _kind(clash)
        if clash.strength < _LEAST or kind in kept:
            continue
        kept[kind] = Finding(
            kind,
            _reason(clash),
            contradicts=True,
            weight=round(min(0.95, clash.strength), 3),
            span=spans[clash.span],
        )
    return list(kept.values()), agreeing


def _kind(clash: Clash) -> Kind:
    if clash.scale[0] == "=" or clash.scale == "related":
        return "negation"
    return "direction" if clash.scale in _DIRECTION else "antonym"


def _reason(clash: Clash) -> str:
    if clash.by_denial:
        return f"the abstract says the opposite of “{clash.word}”"
    return f"the abstract says “{clash.theirs}”, not “{clash.word}”"
