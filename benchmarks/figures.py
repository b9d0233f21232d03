"""Print times as a table, and score rankings."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

_NAME_CHARS = 46


def print_machine() -> None:
    """Print the cores and the load, which a reader of the times must know."""
    cores = len(os.sched_getaffinity(0))
    print(f"{cores} cores, load before the start {os.getloadavg()[0]:.2f}", flush=True)


def heading(title: str, unit: str) -> None:
    """Print the names of the columns."""
    columns = "".join(f"{name:>9}" for name in ("number", "median", "95th", "99th", "max"))
    print(f"{title:{_NAME_CHARS}}{columns}  {unit}", flush=True)


def show(name: str, values: Sequence[float], *, places: int = 1) -> None:
    """Print a row of the table."""
    if not values:
        print(f"{name:{_NAME_CHARS}}{0:9}", flush=True)
        return
    row = [float(np.median(values)), *(percentile(values, p) for p in (0.95, 0.99)), max(values)]
    shown = "".join(f"{figure:9.{places}f}" for figure in row)
    print(f"{name:{_NAME_CHARS}}{len(values):9}{shown}", flush=True)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest of the values that at least `share` of them do not exceed."""
    return float(np.quantile(values, share, method="inverted_cdf"))


def ndcg(ranked: Sequence[float], judged: Iterable[float], depth: int = 10) -> float:
    """Return nDCG at `depth` with linear gains (Järvelin and Kekäläinen, 2002).

    `ranked` are the gains in the order of the ranking, `judged` all gains. 0 if all gains are 0.
    """
    ideal = _discounted(sorted(judged, reverse=True)[:depth])
    return _discounted(ranked[:depth]) / ideal if ideal else 0.0


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(rank + 2) for rank, gain in enumerate(gains))


def measure_area(scores: NDArray[Any], true: NDArray[np.bool_]) -> float:
    """Return how often a true one has a higher score than a wrong one; ties count half."""
    wrong = np.sort(scores[~true])
    below = np.searchsorted(wrong, scores[true], "left")
    ties_too = np.searchsorted(wrong, scores[true], "right")
    above = (below + ties_too).sum() / 2
    return float(above / max(1, true.sum() * (~true).sum()))
