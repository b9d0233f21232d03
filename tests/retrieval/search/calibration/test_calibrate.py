"""A fit follows plenty of questions, stays near the defaults with few, and is kept by its key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from retrieval.library.calibration import (
    StoredCalibration,
    forget_calibration,
    load_calibration,
    save_calibration,
)
from retrieval.paper import Paper
from retrieval.search.calibration.calibrate import (
    GivenQuestions,
    calibrate,
    find_covered_fields,
)
from retrieval.search.calibration.fit import Fit, fit, to_confidence
from retrieval.search.fusion import Scores
from retrieval.search.query import parse_query
from retrieval.search.results import CandidateSet

DEFAULT = Fit()


def spread(middle: float, width: float, count: int) -> list[float]:
    """Return logits spread evenly about a middle."""
    return [middle + width * (2 * n / (count - 1) - 1) for n in range(count)]


def refused(logits: Sequence[float], found: Fit) -> float:
    """Return which part of the logits is refused."""
    return sum(to_confidence(z, found) < found.cutoff for z in logits) / len(logits)


@pytest.mark.parametrize("shift", [-3.0, 0.0, 3.0])
def test_the_cutoff_goes_where_the_questions_part(shift: float):
    """Wherever that is."""
    yes, no = spread(3 + shift, 2.5, 200), spread(-3 + shift, 2.5, 200)

    found = fit(yes, no, DEFAULT)

    assert refused(yes, found) <= 0.02
    assert refused(no, found) >= 0.98


def test_a_calibration_is_kept_for_its_embedder_and_collection():
    """Another finds nothing; what is unreadable is nothing."""
    state = FakeState()
    found = StoredCalibration(Fit(1.1, -0.2, 0.4), datetime(2026, 5, 1, tzinfo=UTC), 67, 0.01, 0.02)

    save_calibration(state, "papers", "minilm", found)

    assert load_calibration(state, "papers", "minilm") == found
    assert (
        load_calibration(state, "papers", "other")
        is load_calibration(state, "others", "minilm")
        is None
    )
    forget_calibration(state, "papers", "minilm")
    assert load_calibration(state, "papers", "minilm") is None


def test_a_field_that_the_library_covers_is_told():
    """A library about health answers questions about health."""
    fields = {"health": [5.0, 6.0, 7.0], "law": [-5.0, -4.0], "sport": [-6.0, -5.0]}

    assert find_covered_fields(fields, [6.0, 8.0]) == ("health",)
    assert find_covered_fields(fields, []) == ()


def test_a_library_is_calibrated_from_itself():
    """Its own questions are answered, and far ones refused."""
    told: list[int] = []
    papers = [paper(n) for n in range(20)]

    found = calibrate(
        FakeSearching(), lambda: iter([papers]), DEFAULT, GivenQuestions(), told.append
    )

    assert (found.answerable, found.papers) == (40, 20)
    assert found.errors.refused.value == found.errors.answered.value == 0.0
    assert found.skipped_fields == ()
    assert told[-1] == found.answerable + found.unanswerable


def test_given_questions_take_the_place_of_made_ones():
    """Of one sort, or of both."""
    given = GivenQuestions(("distant cultures",), ("How do I boil an egg?", "Why?"))

    found = calibrate(FakeSearching(), lambda: iter([[paper(1)]]), DEFAULT, given)

    assert (found.answerable, found.unanswerable) == (1, 2)


def paper(n: int) -> Paper:
    """Return one of many papers."""
    abstract = "Colour words shape memory across many distant cultures, surveys suggest repeatedly."
    return Paper(f"t-{n}", f"Paper {n}", abstract)


class FakeState:
    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def get_state(self, key: str) -> str | None:
        return self.values.get(key)

    def set_state(self, key: str, value: str) -> None:
        self.values[key] = value


class FakeSearching:
    """Finds papers for words of `paper`, and nothing that fits for others."""

    def collect_candidates(self, raw: str) -> CandidateSet:
        known = set(raw.split()) <= set(paper(0).abstract.strip(".").replace(",", "").split())
        best, rest = (0.9, 0.1) if known else (0.1, 0.1)
        every = dict.fromkeys((f"t-{n}" for n in range(20)), best)
        scores = Scores({}, every | {"t-else": rest}, 1.0, 0.0, 20, every | {"t-else": rest})
        return CandidateSet(parse_query(raw), scores, None, {}, (), {})
