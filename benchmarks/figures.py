"""Print times as a table, and score rankings."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

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


@dataclass(frozen=True, slots=True)
class Figures:
    """What a set shows: area under the curve, best balanced accuracy and its threshold."""

    pairs: int
    area: float
    balanced: float
    threshold: float


def find_figures(support: NDArray[Any], true: NDArray[np.bool_]) -> Figures:
    """Return the figures of a set by how much each of its pairs is supported."""
    order = np.argsort(-support, kind="stable")
    kept = np.cumsum(true[order]) / max(1, true.sum())
    passed = np.cumsum(~true[order]) / max(1, (~true).sum())
    balanced = (kept + 1 - passed) / 2
    balanced[:-1][support[order][1:] == support[order][:-1]] = 0  # a threshold cannot part ties
    best = int(balanced.argmax())
    positives, negatives = int(true.sum()), int((~true).sum())
    ranks = rankdata(support)[true].sum() - positives * (positives + 1) / 2
    area = float(ranks / max(1, positives * negatives))
    return Figures(len(true), area, float(balanced[best]), float(support[order][best]))
