"""Object to figures that the abstract does not state, or states of something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.assistant.support.rules.objection import Objection
from bot.assistant.support.rules.quantities import Quantity, quantities
from bot.assistant.support.rules.reading import read
from retrieval.sentences import Span

_CLOSE_FREE = 0.011  # relative error of a rounded figure that is not said to be "about"
_CLOSE_ABOUT = 0.08
_SAME = 0.6  # share of a sentence's words that the one it was taken from has
_OVER_MOST = 1.35  # "over 1,000" may be said of up to 1,350
_LIST = re.compile(
    r"(?:[\w@+.-]+(?: [\w@+.-]+){0,3}, )+(?:[\w@+.-]+(?: [\w@+.-]+){0,3},? )?(?:and|or|&) "
)
_COUPLE = re.compile(r"\b(?:both|either|between|two|first|second|not only)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stated:
    """A quantity of the abstract and where it stands: the place among the spans, -1 the title."""

    quantity: Quantity
    place: int


def stated(spans: Sequence[Span], title: str) -> list[Stated]:
    """Return the quantities of the abstract and its title."""
    found = [Stated(q, -1) for q in quantities(title)]
    return found + [Stated(q, i) for i, s in enumerate(spans) for q in quantities(s.text)]


def figure_objections(text: str, spans: Sequence[Span], title: str) -> list[Objection]:
    """Return an objection for each figure of `text` that the abstract does not state."""
    asked = quantities(text)
    if not asked and not _VAGUE.search(text):
        return []
    known = stated(spans, title)
    nearest = _nearest(text, spans)
    found = [_objection(q, known, spans, nearest) for q in asked]
    return [o for o in (*found, _vague(text, spans, known)) if o is not None]


def unmatched_share(text: str, spans: Sequence[Span], title: str) -> float:
    """Return the share of the figures of `text` to which there is an objection, 0 to 1."""
    asked = [q for q in quantities(text) if not _slight(q)]
    return len(figure_objections(text, spans, title)) / len(asked) if asked else 0.0


def _objection(
    q: Quantity, known: Sequence[Stated], spans: Sequence[Span], nearest: int
) -> Objection | None:
    same = [s for s in known if same_value(q, s.quantity)]
    fitting = [s for s in same if same_unit(q, s.quantity)]
    rivals = [s for s in known if _rivals(q, s.quantity)]
    here = [s for s in rivals if s.place == nearest]
    if any(_same_thing(q, s.quantity, sure=bool(rivals)) for s in fitting) and (
        not here or any(s.place == nearest for s in fitting)
    ):
        return None
    if fitting:
        # The figure is there, of another thing, and this thing has another figure.
        if rivals and q.nouns and not _slight(q):
            return Objection(
                "owner",
                f"the abstract has the figure {q.written} of something else",
                contradicts=True,
                weight=0.9,
                span=_span(rivals[0], spans),
            )
        return None
    if q.spelled:
        return _spelled(q, same, rivals, spans)
    if same:
        return Objection(
            "figure",
            f"the abstract has the figure {q.written} in another unit",
            contradicts=False,
            weight=0.6 if {q.unit, same[0].quantity.unit} == {"%", "points"} else 1.0,
            span=_span(same[0], spans),
        )
    return Objection(
        "figure",
        f"the abstract does not have the figure {_shown(q)}",
        contradicts=bool(rivals),
        weight=1.0,
        span=_span(rivals[0], spans) if rivals else None,
    )


def _spelled(
    q: Quantity, same: Sequence[Stated], rivals: Sequence[Stated], spans: Sequence[Span]
) -> Objection | None:
    """Judge a figure in words: where nothing speaks against it, it may be a manner of speaking."""
    if q.nouns[:1] == ("dimens",) and any(f"{q.value:.0f}D" in s.text for s in spans):
        return None
    if rivals:
        if q.value == 1 and q.written.lower() == "one":
            return None
        return Objection(
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
    if not q.unit and q.value > 2 and any(_listed(s.text) == q.value for s in spans):
        return None  # it counts what the abstract lists
    slight = q.value == 2 and not q.unit
    return Objection(
        "figure",
        f"the abstract does not say {q.written}",
        contradicts=False,
        weight=0.4 if slight else 1.0,
    )


_VAGUE = re.compile(
    r"\b(dozens|hundreds|thousands|millions|billions|trillions)\b"
    r"(?! of (?:thousand|million|billion))",
    re.IGNORECASE,
)
_SIZES = {
    "dozens": (12, 1e2), "hundreds": (1e2, 1e3), "thousands": (1e3, 1e6), "millions": (1e6, 1e9),
    "billions": (1e9, 1e12), "trillions": (1e12, 1e15),
}  # fmt: skip


def _vague(text: str, spans: Sequence[Span], known: Sequence[Stated]) -> Objection | None:
    """Return an objection to "millions" where the abstract has neither the word nor so many."""
    for match in _VAGUE.finditer(text):
        word = match.group(1).lower()
        least, most = _SIZES[word]
        if any(least <= s.quantity.value < most for s in known):
            continue
        if any(re.search(rf"\b{word[:-1]}s?\b", s.text, re.IGNORECASE) for s in spans):
            continue
        other = next((s for s in spans if _VAGUE.search(s.text)), None)
        reason = f"the abstract does not say {word}"
        return Objection("figure", reason, contradicts=other is not None, weight=1.0, span=other)
    return None


_WORD_HALF = re.compile(r"\b(?:half|halv|majority)", re.IGNORECASE)


def _listed(text: str) -> int:
    """Return how many things the longest list of a sentence has, 0 where it has none."""
    lists = [
        m.group().count(",") + 2 - (m.group().rstrip().endswith((", and", ", or")))
        for m in _LIST.finditer(text)
    ]
    return max(lists, default=0)


def _slight(q: Quantity) -> bool:
    """Tell whether a figure in words says little: "one", "a single", "zero-shot"."""
    return q.spelled and not q.unit and q.value <= 1


def same_value(q: Quantity, a: Quantity) -> bool:
    """Tell whether the sentence's `q` may be said where the abstract has `a`."""
    ours = [q.value] if q.also is None else [q.value, q.also]
    theirs = [a.value] if a.also is None else [a.value, a.also]
    if _fraction(q) != _fraction(a):  # 84 % and 0.84, half and 50 %
        ours = [_as_part(q, v) for v in ours]
        theirs = [_as_part(a, v) for v in theirs]
    return any(_close(q, a, mine, their) for mine in ours for their in theirs)


def _fraction(q: Quantity) -> str:
    return "%" if q.unit in ("%", "points") else "part" if q.unit == "part" else ""


def _as_part(q: Quantity, value: float) -> float:
    return value / 100 if q.unit == "%" else value


def _close(q: Quantity, a: Quantity, mine: float, their: float) -> bool:
    size = max(abs(mine), abs(their), 1e-12)
    error = abs(mine - their) / size
    if error < 1e-9:
        return True
    if q.sense in ("over", "under") and a.sense in ("exact", "about") and _is_rounder(q, a):
        low, high = (mine, their) if q.sense == "over" else (their, mine)
        return low < high <= low * _OVER_MOST
    if q.is_year or (q.spelled and q.unit != "part"):
        return q.spelled and q.sense == "about" and error <= _CLOSE_ABOUT
    if q.sense == "about" or q.unit == "part":
        return error <= _CLOSE_ABOUT and _is_rounder(q, a)
    # 84 for 84.25: rounded to the last place that is written
    scale = abs(mine / q.value) if q.value else 1.0
    step = q.step * scale
    return (
        error <= _CLOSE_FREE
        and abs(mine - their) <= step / 2 + 1e-9
        and _rounder(mine, their, step)
    )


def _is_rounder(q: Quantity, a: Quantity) -> bool:
    """Tell whether `q` has fewer telling digits than `a`: 1,000 and 1,024, half and 62 %."""
    return q.spelled or _telling(q) < _telling(a)


def _telling(q: Quantity) -> int:
    return len(re.sub(r"\D", "", q.written).strip("0"))


def _rounder(mine: float, their: float, step: float) -> bool:
    """Tell whether `mine` is `their` rounded, and not the other way about."""
    return abs(round(their / step) * step - mine) < step * 1e-6 if step else False


def same_unit(q: Quantity, a: Quantity) -> bool:
    """Tell whether two quantities may be of one unit; one without a unit fits most."""
    if q.unit == a.unit:
        return True
    pair = {q.unit, a.unit}
    if "ordinal" in pair:
        return False
    if pair <= {"%", "part", ""} or pair == {"x", "part"}:
        return True
    if "" in pair:
        other = q if q.unit else a
        bare = a if q.unit else q
        return other.unit in ("%", "points", "x") and not bare.spelled and not _countable(bare)
    return False


def _countable(q: Quantity) -> bool:
    return bool(q.nouns) and q.value == int(q.value) and q.value > 1


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


def _nearest(text: str, spans: Sequence[Span]) -> int:
    """Return the place of the sentence that has most of the words of `text`, -2 for none."""
    ours = read(text).stems
    shared = [len(ours & read(s.text).stems) for s in spans]
    best = max(shared, default=0)
    return shared.index(best) if best >= _SAME * len(ours) and best else -2


def _shown(q: Quantity) -> str:
    unit = {"x": "×", "%": " %"}.get(q.unit, "")
    return f"{q.written}{unit}" if not q.spelled else q.written
