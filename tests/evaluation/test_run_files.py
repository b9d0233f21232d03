"""Evaluation runs in the data directory, and a short summary of the last one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.evaluation.run import Run
from bot.evaluation.run_files import (
    EvaluationSummary,
    UnreadableRun,
    find_last_run,
    load_last_summary,
    read_run,
    run_path,
    serialize_run,
    summarize_run,
    to_json,
)
from tests.evaluation.runs import FAR, GOOD, REFUSED, run


def _keep(data_dir: Path, kept: Run) -> Path:
    path = run_path(data_dir, kept.name, kept.model)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(serialize_run(kept)), encoding="utf-8")
    return path


def test_a_run_is_read_as_it_was(tmp_path: Path):
    """Nothing is lost on the way."""
    kept = run(GOOD, FAR, name="../odd name", model="maker/model:7b")

    path = _keep(tmp_path, kept)

    assert read_run(path) == kept
    assert path.parent == tmp_path / "evaluation" / "answers"
    assert find_last_run(tmp_path, "../odd name", "maker/model:7b") == kept


def test_each_file_and_model_has_its_own(tmp_path: Path):
    """The last of all is what was made last."""
    first, second = run(GOOD, day=2), run(GOOD, model="other", day=1)
    _keep(tmp_path, first)
    _keep(tmp_path, second)

    assert find_last_run(tmp_path, "natural", "other") == second
    assert find_last_run(tmp_path, "other", "natural") is None
    assert load_last_summary(tmp_path) == summarize_run(first)


def test_no_run(tmp_path: Path):
    """Without a run there is no last one, nor with one that is broken."""
    assert load_last_summary(tmp_path) is None

    path = _keep(tmp_path, run(GOOD))
    path.write_text("{", encoding="utf-8")

    assert load_last_summary(tmp_path) is None


@pytest.mark.parametrize(
    "change",
    [{"form": 0}, {"made_at": "2026-01-01T00:00:00"}, {"outcomes": [{"question": "?"}]}, "no run"],
    ids=["form", "moment", "outcomes", "no object"],
)
def test_what_is_no_run(tmp_path: Path, change):
    """It is said to be none."""
    document = {**to_json(run(GOOD)), **change} if isinstance(change, dict) else change
    path = tmp_path / "run.json"
    path.write_text(json.dumps(document), encoding="utf-8")

    with pytest.raises(UnreadableRun):
        read_run(path)


def test_shares():
    """Citations and facts are counted one by one, refusals by question."""
    vague = replace(GOOD, citations=6, precise_citations=4, facts=3, facts_stated=1)
    made = run(GOOD, vague, REFUSED, FAR, replace(FAR, declined=False))

    assert summarize_run(made) == EvaluationSummary(
        made.made_at,
        "extractive",
        5,
        facts=2 / 5,
        precise=6 / 8,
        refused=1 / 3,
        answered=1 / 2,
    )
