"""Object to figures that the abstract does not state, or states of something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.grounding.rules.finding import Finding
from bot.grounding.rules.number_match import same_unit, same_value
from bot.grounding.rules.quantities import Quantity, quantities
from bot.grounding.rules.reading import read
from bot.grounding.rules.unbound_numbers import VAGUE, in_a_name, in_a_row, listed, vague_objection
from retrieval.text.sentences import Span

_MOST = 60  # figures of a sentence; more are a table
_MOST_STATED = 2_000
_ALMOST = 0.7  # the same, of a sentence that is nearly the same
_MOVED = 0.9
_SAME = 0.6  # share of a sentence's words that the one it was taken from has
_COUPLE = re.compile(r"\b(?:both|either|between|two|first|second|not only)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stated:
    """A quantity of the abstract and where it stands: the place among the spans, -1 the title."""

    quantity: Quantity
    place: int


def stated(spans: Sequence[Span], title: str) -> list[Stated]:
    """Return the quantities of the abstract and its title."""
    found = [Stated(q, -1) for q in quantities(title)]
    found += [Stated(q, i) for i, s in enumerate(spans) for q in quantities(s.text)]
    return found[:_MOST_STATED]


def figure_objections(text: str, spans: Sequence[Span], title: str) -> list[Finding]:
    """Return an objection for each figure of `text` that the abstract does not state."""
    asked = quantities(text)
    if not asked and not VAGUE.search(text):
        return []
    if len(asked) > _MOST and not any(text in s.text for s in spans):
        reason = "it has more figures than can be checked"
        return [Finding("figure", reason, contradicts=False, weight=1.0)]
    known = stated(spans, title)
    nearest = _nearest(text, spans)
    found = [
        _objection(q, known, spans, nearest, text) or _moved(q, asked, known, spans, nearest)
        for q in asked
    ]
    return [
        o
        for o in (
            *found,
            vague_objection(text, spans, [s.quantity.value for s in known], nearest[0]),
        )
        if o is not None
    ]


def _moved(
    q: Quantity,
    asked: Sequence[Quantity],
    known: Sequence[Stated],
    spans: Sequence[Span],
    nearest: tuple[int, float],
) -> Finding | None:
    """Return an objection where the sentence that is nearly the same has another such figure."""
    place, share = nearest
    if share < _ALMOST or _slight(q) or (q.spelled and not q.unit):
        return None
    here = [s.quantity for s in known if s.place == place and same_unit(q, s.quantity)]
    spare = [a for a in here if not any(same_value(other, a) for other in asked)]
    if not spare or any(same_value(q, a) for a in here):
        return None
    return Finding(
        "owner",
        f"the abstract gives {spare[0].written} there, not {q.written}",
        contradicts=True,
        weight=_MOVED,
        span=spans[place],
    )


def _objection(
    q: Quantity,
    known: Sequence[Stated],
    spans: Sequence[Span],
    nearest: tuple[int, float],
    text: str,
) -> Finding | None:
    same = [s for s in known if same_value(q, s.quantity)]
    fitting = [s for s in same if same_unit(q, s.quantity)]
    rivals = [s for s in known if _rivals(q, s.quantity)]
    here = [s for s in rivals if s.place == nearest[0]]
    if any(_same_thing(q, s.quantity, sure=bool(rivals)) for s in fitting) and (
        not here or any(s.place == nearest[0] for s in fitting)
    ):
        return None
    if fitting:
        # The figure is there, of another thing, and this thing has another figure.
        if rivals and q.nouns and not _slight(q):
            return Finding(
                "owner",
                f"the abstract has the figure {q.written} of something else",
                contradicts=True,
                weight=0.9,
                span=_span(rivals[0], spans),
            )
        return None
    if (q.unit == "ordinal" and in_a_row(q, spans)) or in_a_name(q, text, spans):
        return None
    if q.spelled:
        return _spelled(q, same, rivals, spans)
    if same:
        return Finding(
            "figure",
            f"the abstract has the figure {q.written} in another unit",
            contradicts=False,
            weight=0.6 if {q.unit, same[0].quantity.unit} == {"%", "points"} else 1.0,
            span=_span(same[0], spans),
        )
    return Finding(
        "figure",
        f"the abstract does not have the figure {_shown(q)}",
        contradicts=bool(rivals),
        weight=1.0,
        span=_span(rivals[0], spans) if rivals else None,
    )


def _spelled(
    q: Quantity, same: Sequence[Stated], rivals: Sequence[Stated], spans: Sequence[Span]
) -> Finding | None:
    """Judge a figure in words: where nothing speaks against it, it may be a manner of speaking."""
    if q.nouns[:1] == ("dimens",) and any(f"{q.value:.0f}D" in s.text for s in spans):
        return None
    if rivals:
        if q.value == 1 and q.written.lower() == "one":
            return None
        return Finding(
            "figure",
            f"the abstract gives {rivals[0].quantity.written}, not {q.written}",
            contradicts=True,
            weight=1.0,
            span=_span(rivals[0], spans),
        )
    if (
        q.unit == "part"
        and q.value == 0.5
        and not same
        and any(_WORD_HALF.search(s.text) for s in spans)
    ):
        return None
    if _slight(q) or (q.value == 2 and not q.unit and any(_COUPLE.search(s.text) for s in spans)):
        return None
    if not q.unit and q.value > 2 and any(listed(s.text) == q.value for s in spans):
        return None  # it counts what the abstract lists
    slight = (q.value == 2 and not q.unit) or (q.value == 1 and q.unit == "ordinal")
    return Finding(
        "figure",
        f"the abstract does not say {q.written}",
        contradicts=False,
        weight=0.4 if slight else 1.0,
    )


_WORD_HALF = re.compile(r"\b(?:half|halv|majority)", re.IGNORECASE)


def _slight(q: Quantity) -> bool:
    """Tell whether a figure in words says little: "one", "a single", "zero-shot"."""
    return q.spelled and not q.unit and q.value <= 1


def _same_thing(q: Quantity, a: Quantity, *, sure: bool) -> bool:
    """Tell whether two equal figures are of one thing, as far as their nouns can tell.

    Without nouns they may be, unless it is to be `sure`.
    """
    if q.unit or a.unit or not q.nouns or not _is_count(q):
        return True
    if not a.nouns:
        return not sure
    return bool(set(q.nouns) & set(a.nouns))


def _is_count(q: Quantity) -> bool:
    """Tell whether a figure counts things: a whole number, not 7B and not 46.8."""
    return q.spelled or (q.value < 1e6 and "." not in q.written and q.step >= 1)


def _rivals(q: Quantity, a: Quantity) -> bool:
    """Tell whether the abstract's `a` says another number of the same thing."""
    if same_value(q, a) or q.unit != a.unit or not q.nouns or not a.nouns:
        return False
    if q.unit or not _is_count(q) or not _is_count(a):
        return False
    return q.nouns[-1] == a.nouns[-1] or q.nouns[0] == a.nouns[0]


def _span(s: Stated, spans: Sequence[Span]) -> Span | None:
    return spans[s.place] if s.place >= 0 else None


def _nearest(text: str, spans: Sequence[Span]) -> tuple[int, float]:
    """Return the place of the sentence that has most of the words of `text`, and their share.

    Where it has too few to be what `text` was taken from, the place is -2.
    """
    ours = read(text).stems
    shared = [len(ours & read(s.text).stems) for s in spans]
    best = max(shared, default=0)
    share = best / len(ours) if ours else 0.0
    return shared.index(best) if best and share >= _SAME else -2, share


def _shown(q: Quantity) -> str:
    unit = {"x": "×", "%": " %"}.get(q.unit, "")
    return f"{q.written}{unit}" if not q.spelled else q.written
