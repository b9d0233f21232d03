"""The last evaluation in a few figures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.evaluation.run_files import (
    EvaluationSummary,
    load_last_summary,
    run_path,
    serialize_run,
    summarize_run,
)
from tests.evaluation.runs import FAR, GOOD, REFUSED, run


def test_shares():
    """Citations and facts are counted one by one, refusals by question."""
    vague = replace(GOOD, citations=6, precise_citations=4, facts=3, facts_stated=1)
    made = run(GOOD, vague, REFUSED, FAR, replace(FAR, answered=True))

    assert summarize_run(made) == EvaluationSummary(
        made.made_at,
        "extractive",
        5,
        facts=2 / 5,
        precise=6 / 8,
        refused=1 / 3,
        answered=1 / 2,
    )


def test_what_no_question_asks_for():
    """A run of far questions says nothing of facts."""
    found = summarize_run(run(FAR))

    assert (found.facts, found.precise, found.refused, found.answered) == (None, None, None, 0)


def test_the_last_that_is_kept(tmp_path: Path):
    """Read from the data directory; without a run there is none."""
    assert load_last_summary(tmp_path) is None

    made = run(GOOD)
    path = run_path(tmp_path, made.name, made.model)
    path.parent.mkdir(parents=True)
    path.write_text("".join(serialize_run(made)), encoding="utf-8")

    assert load_last_summary(tmp_path) == summarize_run(made)
