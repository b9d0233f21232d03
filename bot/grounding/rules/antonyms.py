"""Object where a word stands in the place of its opposite: "harder" for the abstract's "easier".

Surer than a clash of signs: the abstract has nothing of the sentence's word there, and the sentence
nothing of the abstract's.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.grounding.rules.context import FAINT, context, likeness, states_aim
from bot.grounding.rules.finding import Finding
from bot.grounding.rules.opposites import AMOUNT, faint
from bot.grounding.rules.polarity import Signed, signed, turned_round
from bot.grounding.rules.reading import read
from retrieval.text.sentences import Span

_LEAST = 0.3  # share of the sentence's words that the abstract's has
_NEAR = 0.15  # likeness below which the two words are not said of the same thing
_NEAR_AMOUNT = 0.25  # … of "more" and "less", which any abstract has
_FAINTLY = 0.8
_AIMED = 0.6
_MOST = 40


def exchange_objections(text: str, spans: Sequence[Span], near: Sequence[int]) -> list[Finding]:
    """Return an objection for the surest word that stands where the abstract has its opposite."""
    whole = read(text)
    ours = {w.stem for w in whole.words}
    telling = whole.stems - FAINT
    mine = [s for s in signed(text) if s.scale[0] != "="][:_MOST]
    if not mine or not telling:
        return []
    best: Finding | None = None
    shares = {i: len(telling & read(spans[i].text).stems) / len(telling) for i in near}
    for i, share in shares.items():
        if share < _LEAST:
            continue
        said_elsewhere = {
            stem
            for k, other in shares.items()
            if other > share
            for stem in read(spans[k].text).stems
        }
        words = read(spans[i].text).words
        stems = {w.stem for w in words}
        theirs = [t for t in signed(spans[i].text) if t.scale[0] != "="][:_MOST]
        for s in mine:
            stem = whole.words[s.place].stem
            if stem in said_elsewhere or (stem in stems and s.denied < 0.5):
                continue
            found = _opposite(s, text, theirs, spans[i].text, ours)
            if found is None:
                continue
            t, alike = found
            weight = min(1.0, 0.35 + alike) * min(1.0, 0.3 + share)
            weight *= (_FAINTLY if s.scale in faint() else 1.0) * (
                _AIMED if states_aim(spans[i].text) else 1.0
            )
            if best is None or weight > best.weight:
                said, instead = words[t.place].raw, whole.words[s.place].raw
                best = Finding(
                    "exchange",
                    f"the abstract says “{said}”, not “{instead}”",
                    contradicts=True,
                    weight=round(min(0.95, weight), 3),
                    span=spans[i],
                )
    return [best] if best else []


def _opposite(
    s: Signed, text: str, theirs: Sequence[Signed], other: str, ours: set[str]
) -> tuple[Signed, float] | None:
    """Return the word that `s` stands in the place of, and how alike what is around them is."""
    around = context(text, s.place)
    sign = turned_round(text, s)
    words = read(other).words
    best_with, best, at = 0.0, 0.0, None
    for t in theirs:
        if t.scale != s.scale:
            continue
        alike = likeness(around, context(other, t.place))
        if sign * turned_round(other, t) > 0 or s.sign * t.sign > 0:
            best_with = max(best_with, alike)
        elif words[t.place].stem not in ours and alike > best:
            best, at = alike, t
    least = _NEAR_AMOUNT if s.scale == AMOUNT else _NEAR
    if at is None or best < least or best_with > 0.7 * best:
        return None
    return at, best
