"""Keep a calibration in the catalogue, under the embedder and the collection that it is for.

Another embedder or another collection finds nothing there and has the defaults; the first one
coming back finds its own again.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from retrieval.search.calibration.fitting import Fit


class State(Protocol):
    """Small values beside the papers."""

    def get_state(self, key: str) -> str | None:
        """Return the JSON kept under a key, or None."""

    def set_state(self, key: str, value: str) -> None:
        """Keep a JSON text under a key."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A fit, when it was made, of how many papers, and its two errors (0 to 1)."""

    fit: Fit
    made: datetime
    papers: int
    refused: float
    answered: float


def keep(state: State, collection: str, embedder_id: str, kept: Kept) -> None:
    """Keep a calibration instead of what was kept before."""
    document = {
        "slope": kept.fit.slope,
        "shift": kept.fit.shift,
        "cutoff": kept.fit.cutoff,
        "made": kept.made.isoformat(),
        "papers": kept.papers,
        "refused": kept.refused,
        "answered": kept.answered,
    }
    state.set_state(_key(collection, embedder_id), json.dumps(document))


def forget(state: State, collection: str, embedder_id: str) -> None:
    """Go back to the defaults."""
    state.set_state(_key(collection, embedder_id), "null")


def kept(state: State, collection: str, embedder_id: str) -> Kept | None:
    """Return what is kept for an embedder and a collection; None for nothing, or unreadable."""
    written = state.get_state(_key(collection, embedder_id))
    try:
        document = json.loads(written or "null")
        figures = [float(document[k]) for k in ("slope", "shift", "cutoff", "refused", "answered")]
        made, papers = datetime.fromisoformat(document["made"]), int(document["papers"])
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError):
        return None
    slope, shift, cutoff, refused, answered = figures
    if not all(map(math.isfinite, figures)) or slope <= 0 or not 0 <= cutoff <= 1:
        return None
    return Kept(Fit(slope, shift, cutoff), made, papers, refused, answered)


def _key(collection: str, embedder_id: str) -> str:
    return f"calibration/{collection}/{embedder_id}"
