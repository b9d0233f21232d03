"""A fit follows plenty of questions, stays near the defaults with few, and is kept by its key."""

from __future__ import annotations

import random
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
    Calibrate,
    GivenQuestions,
    Share,
    error_curve,
    find_covered_fields,
    measure_errors,
)
from retrieval.search.calibration.fit import Fit, fit, to_confidence
from retrieval.search.calibration.questions import (
    MAX_SAMPLED_PAPERS,
    load_far_questions,
    make_own_questions,
)
from retrieval.search.confidence import Confidence, Signals
from retrieval.search.fusion import Scores
from retrieval.search.query import parse_query
from retrieval.search.results import CandidateSet, Hit

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


@pytest.mark.parametrize("trust", [0.1, 1.0])
def test_an_embedder_of_quite_another_range_is_brought_into_it(trust: float):
    """Though the defaults would answer everything."""
    yes, no = spread(23, 0.8, 100), spread(20, 0.8, 100)

    found = fit(yes, no, DEFAULT, trust=trust)

    assert refused(yes, found) <= 0.02
    assert refused(no, found) >= 0.98


def test_few_questions_move_the_cutoff_little():
    """Three that are odd do not turn the library around."""
    found = fit([0.5, 1.0, 9.0], [-0.2, 2.0, -9.0], DEFAULT)

    moved = [to_confidence(z, found) - to_confidence(z, DEFAULT) for z in (-2.0, 0.0, 2.0)]
    assert max(map(abs, moved)) < 0.12
    assert abs(found.cutoff - DEFAULT.cutoff) < 0.15


def test_with_one_sort_of_question_nothing_is_fitted():
    """There is nothing to weigh."""
    assert fit([], [-3.0], DEFAULT) == fit([2.0], [], DEFAULT) == DEFAULT


def test_a_share_has_wilsons_interval():
    """Known from his paper's formula; nothing is known of none."""
    assert Share.from_counts(0, 0) == Share(0.0, 0.0, 1.0, 0)
    share = Share.from_counts(5, 100)
    assert (round(share.low, 3), round(share.high, 3)) == (0.022, 0.112)


def test_a_curve_rises_and_falls():
    """The higher the cut-off, the more is refused, and the less answered."""
    points = error_curve([0.2, 0.6, 0.9], [0.1, 0.3, 0.7])

    assert [p.refused.value for p in points] == sorted(p.refused.value for p in points)
    answered = [p.answered.value for p in points]
    assert answered == sorted(answered, reverse=True)
    assert measure_errors(0.5, [0.2, 0.6, 0.9], [0.1, 0.3, 0.7]).refused.value == pytest.approx(
        1 / 3
    )


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


@pytest.mark.parametrize("written", ["{}", "[1]", "no JSON", '{"slope": "x"}', "null"])
def test_what_is_unreadable_is_as_nothing(written: str):
    """The library opens all the same."""
    state = FakeState()
    state.set_state("calibration/papers/minilm", written)

    assert load_calibration(state, "papers", "minilm") is None


def test_slope_and_shift_bring_the_confidence_onto_a_library():
    """As the fit says, and as it was without one."""
    signals = Signals(alignment=0.5, cosine=0.4, coverage=0.6)
    logit = Confidence().logit(signals)

    assert Confidence()(signals) == pytest.approx(to_confidence(logit, Fit()))
    shifted = Confidence(slope=2.0, shift=1.0)(signals)
    assert shifted == pytest.approx(to_confidence(logit, Fit(2.0, 1.0)))


def test_there_are_far_questions_of_many_fields():
    """At least 200, each once."""
    fields = load_far_questions()

    asked = [question for questions in fields.values() for question in questions]
    assert len(fields) >= 12
    assert len(asked) == len(set(asked)) >= 200


def test_a_field_that_the_library_covers_is_told():
    """A library about health answers questions about health."""
    fields = {"health": [5.0, 6.0, 7.0], "law": [-5.0, -4.0], "sport": [-6.0, -5.0]}

    assert find_covered_fields(fields, [6.0, 8.0]) == ("health",)
    assert find_covered_fields(fields, []) == ()


def test_own_questions_are_drawn_alike_and_by_chance_alone():
    """The same chance, the same questions; a large library gives no more than it must."""
    papers = [paper(n) for n in range(2 * MAX_SAMPLED_PAPERS)]

    made = make_own_questions([papers[:50], papers[50:]], random.Random(1))

    assert made == make_own_questions([papers], random.Random(1))
    assert len({one.paper_id for one in made}) == MAX_SAMPLED_PAPERS
    assert all(len(one.question.split()) in {3, 5} for one in made)


def test_a_library_is_calibrated_from_itself():
    """Its own questions are answered, far ones refused, and hidden papers are looked at."""
    told: list[int] = []
    calibrate = Calibrate(FakeSearching(), lambda: iter([[paper(n) for n in range(20)]]), DEFAULT)

    found = calibrate(GivenQuestions(), on_progress=told.append)

    assert (found.answerable, found.papers) == (40, 20)
    assert found.errors.refused.value == found.errors.answered.value == 0.0
    assert found.hidden_refused == Share.from_counts(40, 40)
    assert found.skipped_fields == ()
    assert told[-1] == found.answerable + found.unanswerable


def test_given_questions_take_the_place_of_made_ones():
    """Of one sort, or of both."""
    calibrate = Calibrate(FakeSearching(), lambda: iter([[paper(1)]]), DEFAULT)

    found = calibrate(GivenQuestions(("distant cultures",), ("How do I boil an egg?", "Why?")))

    assert (found.answerable, found.unanswerable, found.hidden_refused) == (1, 2, None)


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
    """Finds a paper and its twin for words of `paper`, and nothing that fits for others."""

    def collect_candidates(self, raw: str) -> CandidateSet:
        known = set(raw.split()) <= set(paper(0).abstract.strip(".").replace(",", "").split())
        best, rest = (0.9, 0.1) if known else (0.1, 0.1)
        every = dict.fromkeys((f"t-{n}" for n in range(20)), best)
        scores = Scores({}, every | {"t-else": rest}, 1.0, 0.0, 20, every | {"t-else": rest})
        return CandidateSet(parse_query(raw), scores, None, {}, (), {})

    def related(self, paper_id: str, *, limit: int) -> tuple[Hit, ...]:
        return tuple(Hit(paper(n), 0.97, 0.0, 0.97) for n in range(20))
