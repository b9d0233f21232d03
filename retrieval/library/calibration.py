"""Store calibrations in the catalog, one per embedder and collection.

Embedders and collections without a calibration use the defaults.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from retrieval.search.calibration.fit import Fit

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog


@dataclass(frozen=True, slots=True)
class StoredCalibration:
    """A fit, its time, the number of papers it was made with, and its two errors (0 to 1)."""

    fit: Fit
    made: datetime
    papers: int
    refused: float
    answered: float


def save_calibration(
    catalog: Catalog, collection: str, embedder_id: str, calibration: StoredCalibration
) -> None:
    """Store a calibration, replacing the previous one."""
    document = {
        **asdict(calibration.fit),
        "made": calibration.made.isoformat(),
        "papers": calibration.papers,
        "refused": calibration.refused,
        "answered": calibration.answered,
    }
    catalog.set_state(_key(collection, embedder_id), json.dumps(document))


def forget_calibration(catalog: Catalog, collection: str, embedder_id: str) -> None:
    """Delete a calibration, so that the defaults apply."""
    catalog.set_state(_key(collection, embedder_id), "null")


def load_calibration(
    catalog: Catalog, collection: str, embedder_id: str
) -> StoredCalibration | None:
    """Return the calibration of an embedder and collection, or None if missing or unreadable."""
    written = catalog.get_state(_key(collection, embedder_id))
    try:
        document = json.loads(written or "null")
        figures = [float(document[k]) for k in ("slope", "shift", "cutoff", "refused", "answered")]
        made, papers = datetime.fromisoformat(document["made"]), int(document["papers"])
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError):
        return None
    slope, shift, cutoff, refused, answered = figures
    if not all(map(math.isfinite, figures)) or slope <= 0 or not 0 <= cutoff <= 1:
        return None
    return StoredCalibration(Fit(slope, shift, cutoff), made, papers, refused, answered)


def _key(collection: str, embedder_id: str) -> str:
    return f"calibration/{collection}/{embedder_id}"
