"""Print times: median, 95th and 99th of a hundred, and the most."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

_NAME = 46


def heading(title: str, unit: str) -> None:
    """Print what the columns are."""
    columns = "".join(f"{name:>9}" for name in ("number", "median", "95th", "99th", "most"))
    print(f"{title:{_NAME}}{columns}  {unit}", flush=True)


def show(name: str, values: Sequence[float], *, places: int = 1) -> float:
    """Print a line of figures, and return the worst of them."""
    if not values:
        print(f"{name:{_NAME}}{0:9}", flush=True)
        return 0.0
    ordered = sorted(values)
    at = [ordered[min(int(part * len(ordered)), len(ordered) - 1)] for part in (0.95, 0.99)]
    figures = [statistics.median(ordered), *at, ordered[-1]]
    shown = "".join(f"{figure:9.{places}f}" for figure in figures)
    print(f"{name:{_NAME}}{len(ordered):9}{shown}", flush=True)
    return ordered[-1]
