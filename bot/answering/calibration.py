"""Fit the confidence and its cutoff to a library, and store the result with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.answering.options import DEFAULT_CUTOFF
from retrieval.library.calibration import (
    StoredCalibration,
    forget_calibration,
    load_calibration,
    save_calibration,
)
from retrieval.library.library import Library
from retrieval.search.calibration.calibrate import CalibrationReport, GivenQuestions, calibrate
from retrieval.search.calibration.fit import Fit
from retrieval.search.confidence import Confidence


class CalibrationService:
    """The calibration of one library, its collection and its embedder. Every call blocks."""

    def __init__(self, library: Library, collection: str) -> None:
        self._library = library
        self._collection = collection

    @property
    def stored(self) -> StoredCalibration | None:
        """The stored calibration, used from the next start on; None for the defaults."""
        return load_calibration(
            self._library.catalog, self._collection, self._library.embedder.embedder_id
        )

    def run(
        self, questions: GivenQuestions, *, on_progress: Callable[[int], None] = lambda asked: None
    ) -> CalibrationReport:
        """Return a calibration without storing it; raise `RetrievalError`s."""
        library = self._library
        default = Fit(cutoff=DEFAULT_CUTOFF)
        return calibrate(library.search, library.catalog.iterate, default, questions, on_progress)

    def save(self, found: CalibrationReport, now: datetime) -> None:
        """Store a calibration with the library."""
        save_calibration(
            self._library.catalog,
            self._collection,
            self._library.embedder.embedder_id,
            StoredCalibration(
                found.fit,
                now,
                found.papers,
                found.errors.refused.value,
                found.errors.answered.value,
            ),
        )

    def forget(self) -> None:
        """Go back to the defaults."""
        forget_calibration(
            self._library.catalog, self._collection, self._library.embedder.embedder_id
        )


def confidence_and_cutoff(
    found: StoredCalibration | None, cutoff: float | None
) -> tuple[Confidence, float]:
    """Return the confidence and cutoff to use; the operator's `cutoff` takes precedence."""
    fit = found.fit if found else Fit(cutoff=DEFAULT_CUTOFF)
    least = fit.cutoff if cutoff is None else cutoff
    return Confidence(slope=fit.slope, shift=fit.shift), least
