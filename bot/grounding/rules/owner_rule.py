"""Object to figures that the abstract gives to something else than the sentence does."""

from __future__ import annotations

from collections.abc import Sequence

from bot.grounding.rules.binding import Bound, bind_numbers
from bot.grounding.rules.finding import Finding
from bot.grounding.rules.number_match import same_unit, same_value
from bot.grounding.rules.own_method import OWN, own_names
from bot.grounding.rules.quantities import Quantity, quantities
from bot.grounding.rules.stems import stem
from retrieval.text.sentences import Span

# Said of any figure, so that they do not tell whose it is.
_ANYONES = frozenset(
    stem(w)
    for w in """reach achieve obtain attain yield show report give have accuracy error score rate
    performance result value average mean percent point gain improvement relative absolute
    increase decrease reduce improve rise fall drop higher lower more less only overall time cost
    test model method dataset data respectively top respective variant version one compare
    contrast memory size ms gb mb hz raise lift""".split()
)
_MOST = 60  # figures of a sentence that are looked at
_SURE, _LIKELY = 0.95, 0.6


def owner_objections(text: str, spans: Sequence[Span], title: str) -> list[Finding]:
    """Return an objection for each figure of `text` that the abstract binds to another owner."""
    if not quantities(text):
        return []
    own = own_names(title, tuple(s.text for s in spans))
    known = [(i, b) for i, s in enumerate(spans) for b in bind_numbers(s.text, own)[:_MOST]]
    ours = bind_numbers(text, own)[:_MOST]
    found = [_objection(mine, ours, known, spans) for mine in ours]
    return [o for o in found if o is not None]


def _objection(
    mine: Bound,
    ours: Sequence[Bound],
    known: Sequence[tuple[int, Bound]],
    spans: Sequence[Span],
) -> Finding | None:
    """Return what speaks against every place at which the abstract has this figure."""
    first: Finding | None = None
    for i, at in known:
        if not _equal(mine.quantity, at.quantity):
            continue
        beside = [b for place, b in known if place == i]
        found = _against(mine, at, ours, beside, spans[i])
        if found is None:
            return None
        first = first or found
    return first


def _against(
    mine: Bound, at: Bound, ours: Sequence[Bound], beside: Sequence[Bound], span: Span
) -> Finding | None:
    """Return what speaks against `mine` being the figure `at`, with others `beside` it."""
    written = mine.quantity.written
    if mine.part and at.part and mine.part != at.part:
        reason = f"the abstract has {written} at the other end"
        return Finding("direction", reason, contradicts=True, weight=1.0, span=span)
    if mine.range and at.range and not _equal(mine.range, at.range):
        reason = f"the abstract has another range than {written}"
        return Finding("figure", reason, contradicts=True, weight=1.0, span=span)
    for other in beside:
        if _equal(other.quantity, mine.quantity) or other.quantity.is_year:
            continue
        weight = _crossed(mine, at, other)
        if not weight:
            continue
        named_too = [b for b in ours if _equal(b.quantity, other.quantity)]
        if named_too and not any(_crossed(b, other, at) for b in named_too):
            continue  # the sentence has both figures, and the other one where it belongs
        reason = f"the abstract gives {written} to something else"
        return Finding("owner", reason, contradicts=True, weight=weight, span=span)
    return None


def _crossed(mine: Bound, at: Bound, other: Bound) -> float:
    """Return how surely `mine` has the owner of `other` rather than that of `at`, 0 for no."""
    named = (mine.names & other.names) - at.words
    if named and (at.names - mine.words) and not (mine.names & at.names & {OWN}):
        return _SURE
    ours = (mine.words & at.words) - other.words - _ANYONES
    if OWN not in mine.names:
        ours -= {OWN}
    crossed = (mine.words & other.words) - at.words - _ANYONES - {OWN}
    if named - mine.against and len(named) == len(crossed):
        return _LIKELY  # a name that stands by the other figure alone
    if len(crossed) <= len(ours) or not (at.words - mine.words):
        return 0.0
    return _SURE if not ours and other.quantity.unit == at.quantity.unit else _LIKELY


def _equal(a: Quantity, b: Quantity) -> bool:
    return same_value(a, b) and same_unit(a, b)
