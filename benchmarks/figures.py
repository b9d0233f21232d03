"""Print times as a table, and score rankings."""

from __future__ import annotations

import math
import os
import statistics
from collections.abc import Iterable, Sequence

_NAME_CHARS = 46


def print_machine() -> None:
    """Print what else a reader of the times must know."""
    cores = len(os.sched_getaffinity(0))
    print(f"{cores} cores, load before the start {os.getloadavg()[0]:.2f}", flush=True)


def heading(title: str, unit: str) -> None:
    """Print the names of the columns."""
    columns = "".join(f"{name:>9}" for name in ("number", "median", "95th", "99th", "most"))
    print(f"{title:{_NAME_CHARS}}{columns}  {unit}", flush=True)


def show(name: str, values: Sequence[float], *, places: int = 1) -> None:
    """Print a row of the table."""
    if not values:
        print(f"{name:{_NAME_CHARS}}{0:9}", flush=True)
        return
    row = [statistics.median(values), *(percentile(values, p) for p in (0.95, 0.99)), max(values)]
    shown = "".join(f"{figure:9.{places}f}" for figure in row)
    print(f"{name:{_NAME_CHARS}}{len(values):9}{shown}", flush=True)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the least value that `share` of all values do not exceed."""
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]


def ndcg(ranked: Sequence[float], judged: Iterable[float], depth: int = 10) -> float:
    """Return nDCG at `depth`, linear gains (Järvelin and Kekäläinen, 2002); 0 if nothing counts.

    `ranked` are the gains in the order of the ranking, `judged` all gains there are.
    """
    ideal = _discounted(sorted(judged, reverse=True)[:depth])
    return _discounted(ranked[:depth]) / ideal if ideal else 0.0


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(rank + 2) for rank, gain in enumerate(gains))
