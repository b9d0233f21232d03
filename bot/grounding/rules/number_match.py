"""Tell whether a figure may be said where an abstract has another: rounded, in other words."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.grounding.rules.quantities import Quantity

_CLOSE_FREE = 0.011  # relative error of a rounded figure that is not said to be "about"
_CLOSE_ABOUT = 0.05
_CLOSE_PART = 0.08  # "nearly two-thirds" of 62 %
_OVER_MOST = 1.35  # "over 1,000" may be said of up to 1,350


# Units of one kind, each with how many of the smallest it holds.
_KINDS = (
    {"ns": 1e-9, "µs": 1e-6, "ms": 1e-3, "s": 1.0, "min": 60.0, "h": 3_600.0},
    {"h": 1.0, "days": 24.0, "weeks": 168.0},
    {"months": 1.0, "years": 12.0},
    {"nm": 1e-9, "µm": 1e-6, "mm": 1e-3, "cm": 1e-2, "m": 1.0, "km": 1e3},
    {"mg": 1e-3, "g": 1.0, "kg": 1e3},
    {"KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12},
    {"mW": 1e-3, "W": 1.0, "kW": 1e3},
    {"Hz": 1.0, "kHz": 1e3, "MHz": 1e6, "GHz": 1e9},
)


def converted(q: Quantity, a: Quantity) -> Quantity | None:
    """Return `q` in the unit of `a`, None where it has the same or another kind of unit."""
    if q.unit == a.unit:
        return None
    for kind in _KINDS:
        if q.unit in kind and a.unit in kind:
            factor = kind[q.unit] / kind[a.unit]
            also = None if q.also is None else q.also * factor
            return replace(q, value=q.value * factor, step=q.step * factor, unit=a.unit, also=also)
    return None


def same_value(q: Quantity, a: Quantity) -> bool:
    """Tell whether the sentence's `q` may be said where the abstract has `a`."""
    q = converted(q, a) or q
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
        most = _CLOSE_PART if q.unit == "part" else _CLOSE_ABOUT
        return error <= most and _is_rounder(q, a)
    # 84 for 84.25: rounded to the last place that is written
    scale = abs(mine / q.value) if q.value else 1.0
    step = q.step * scale
    return error <= _CLOSE_FREE and abs(mine - their) <= step * 0.5000001 and a.step < q.step


def _is_rounder(q: Quantity, a: Quantity) -> bool:
    """Tell whether `q` has fewer telling digits than `a`: 1,000 and 1,024, half and 62 %."""
    return q.spelled or _telling(q) < _telling(a)


def _telling(q: Quantity) -> int:
    return len(re.sub(r"\D", "", q.written).strip("0"))


def same_unit(q: Quantity, a: Quantity) -> bool:
    """Tell whether two quantities may be of one unit; one without a unit fits most."""
    if q.unit == a.unit or converted(q, a):
        return True
    pair = {q.unit, a.unit}
    if "ordinal" in pair:
        return False
    if pair <= {"%", "part", ""} or pair == {"x", "part"}:
        return True
    if "" in pair:
        if not q.unit and not q.nouns:
            return True  # "aged 16 to 24", where the abstract adds "years"
        other = q if q.unit else a
        bare = a if q.unit else q
        return other.unit in ("%", "points", "x") and not bare.spelled and not _countable(bare)
    return False


def _countable(q: Quantity) -> bool:
    return bool(q.nouns) and q.value == int(q.value) and q.value > 1
