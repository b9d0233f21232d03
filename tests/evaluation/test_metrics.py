"""Figures of outcomes, over all and of each kind."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from bot.evaluation.metrics import ALL_KINDS, build_figures
from tests.evaluation.outcomes import FAR, GOOD, REFUSED

HALF = replace(GOOD, unsupported=1, citations=4, precise_citations=1)
LIST = replace(GOOD, kind="list", facts=0, papers=4, named_papers=3, right_papers=2)
YES_NO = replace(GOOD, kind="yes_no", facts=0, verdict="yes")


def _values(*outcomes, kind=ALL_KINDS):
    figures = build_figures(outcomes)
    return {figure.metric.name: figure.value for figure in figures[kind]}


def test_citation_precision_is_a_mean_over_answers():
    """As in ALCE's programs; sentences without support are a share of all sentences."""
    longer = replace(GOOD, statements=6, citations=6, precise_citations=6)

    found = _values(HALF, longer, REFUSED)

    assert found["citation_precision"] == pytest.approx((0.25 + 1) / 2)
    assert found["unsupported"] == pytest.approx(1 / 8)


def test_errors_of_refusal():
    """Of the answerable those refused, of those to be refused those answered."""
    told = replace(FAR, kind="detail", answered=True, declined=False)
    either = replace(FAR, refuse=False)
    outcomes = (GOOD, REFUSED, GOOD, FAR, told, replace(FAR, kind="detail"), either)

    assert _values(*outcomes)["refused"] == pytest.approx(1 / 3)
    assert _values(*outcomes)["wrongly_answered"] == pytest.approx(1 / 3)
    assert _values(*outcomes, kind="far")["wrongly_answered"] == 0
    assert _values(*outcomes, kind="detail")["wrongly_answered"] == 0.5


def test_papers_of_lists():
    """A mean over lists; one that names nothing has no precision, but a recall of 0."""
    found = _values(LIST, replace(LIST, named_papers=0, right_papers=0))

    assert found["paper_recall"] == pytest.approx((2 / 4 + 0) / 2)
    assert found["paper_precision"] == pytest.approx(2 / 3)


def test_verdicts_are_right_wrong_or_missing():
    """Of the questions with a verdict alone."""
    wrong = replace(YES_NO, given_verdict="no")

    found = _values(replace(YES_NO, given_verdict="yes"), wrong, wrong, YES_NO, GOOD)

    names = ("verdict_right", "verdict_wrong", "verdict_missing")
    assert [found[name] for name in names] == [0.25, 0.5, 0.25]


def test_what_is_not_known_is_no_figure():
    """The cost of a part of the questions is none; a known paper is needed for retrieval."""
    found = _values(replace(FAR, cost=None), FAR)

    assert "cost" not in found
    assert "retrieved" not in found
    assert all(map(math.isfinite, found.values()))


def test_figures_by_kind():
    """Each kind has figures of its own questions; a question without a kind is in none."""
    figures = build_figures([GOOD, FAR, replace(GOOD, kind="")])

    assert list(figures) == [ALL_KINDS, "fact", "far"]
    assert {figure.metric.name for figure in figures["far"]} >= {"wrongly_answered"}
    assert {figure.count for figure in figures["fact"]} == {1}
