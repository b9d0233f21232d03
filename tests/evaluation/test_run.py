"""Figures of a run, and what changed since another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.evaluation.run import build_figures, compare_runs
from tests.evaluation.runs import FAR, GOOD, REFUSED, run

HALF = replace(GOOD, unsupported=1, citations=4, precise_citations=1, known_citations=2)


def _values(*outcomes):
    return {f.metric.name: f.value for f in build_figures(run(*outcomes).outcomes, seed=1)}


def test_citations_are_means_over_answers():
    """As in ALCE's programs; sentences without support are a share of all sentences."""
    longer = replace(GOOD, statements=6, citations=6, precise_citations=6, known_citations=6)

    found = _values(HALF, longer, REFUSED)

    assert found["citation_recall"] == pytest.approx((0.5 + 1) / 2)
    assert found["citation_precision"] == pytest.approx((0.25 + 1) / 2)
    assert found["citations_of_known"] == pytest.approx((0.5 + 1) / 2)
    assert found["unsupported"] == pytest.approx(1 / 8)


def test_refusal_errors_by_group():
    """Of the answerable those refused, of each group of the others those answered."""
    told = replace(FAR, group="detail", answered=True, statements=1, citations=1)

    found = _values(GOOD, REFUSED, GOOD, FAR, told, replace(FAR, group="detail"))

    assert found["refused"] == pytest.approx(1 / 3)
    assert found["answered_far"] == 0
    assert found["answered_detail"] == 0.5


def test_facts_of_a_refused_question_are_not_stated():
    """Who refuses states nothing."""
    assert _values(GOOD, REFUSED)["facts"] == 0.5


def test_what_is_not_known_is_no_figure():
    """The cost of a part of the questions is none; a known paper is needed for retrieval."""
    found = _values(replace(FAR, cost=None), FAR)

    assert "cost" not in found
    assert "recall_at_3" not in found


def test_calls_are_of_models_only():
    """Where a model was asked, it is told whether refusals did without, and who answered."""
    by_model = replace(GOOD, called=True, replaced=True, prompt_tokens=90, completion_tokens=10)

    found = _values(by_model, FAR)

    assert (found["refused_without_call"], found["replaced"], found["tokens"]) == (1, 1, 50)
    assert "replaced" not in _values(GOOD, FAR)


def test_a_change_that_is_more_than_noise():
    """All facts lost on thirty questions: worse, and no chance."""
    lost = replace(GOOD, facts_stated=0)

    found = compare_runs(run(*[GOOD] * 30), run(*[lost] * 30), seed=1)
    changes = {change.metric.name: change for change in found.changes}

    assert found.shared == 30
    assert (changes["facts"].before, changes["facts"].after) == (1, 0)
    assert changes["facts"].is_significant
    assert not changes["facts"].is_improvement
    assert not changes["mrr"].is_significant


def test_fewer_refusals_are_better():
    """What is best low gets better as it falls."""
    found = compare_runs(run(*[REFUSED] * 30), run(*[GOOD] * 30), seed=1)
    (refused,) = (change for change in found.changes if change.metric.name == "refused")

    assert refused.is_significant
    assert refused.is_improvement


def test_only_questions_of_both_are_compared():
    """A question that one run alone has changes nothing."""
    found = compare_runs(run(GOOD), run(GOOD, REFUSED), seed=1)

    assert found.shared == 1
    assert [change for change in found.changes if change.before != change.after] == []
