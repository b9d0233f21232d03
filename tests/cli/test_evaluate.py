"""`footnote evaluate`: its commands, and what they write."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.evaluation.run_files import find_last_run, run_path, serialize_run
from bot.settings import Settings
from tests.cli.conftest import Run
from tests.cli.samples import LASO
from tests.evaluation.runs import GOOD, outcomes
from tests.evaluation.runs import run as made
from tests.fakes.cli import FakeOutside

LINES = [
    {"question": "How well does LaSO do?", "papers": [LASO.title], "facts": ["65.3"]},
    {"question": "Who won?", "kind": "far", "refuse": True},
]


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """Return a file with an unanswerable question answerable and one that is not."""
    path = tmp_path / "mine.jsonl"
    path.write_text("\n".join(map(json.dumps, LINES)), encoding="utf-8")
    return path


def test_a_table(run: Run, questions: Path):
    """Every figure with what it is of; an unanswerable question that is answered is an error."""
    told = run("evaluate", "answers", str(questions), columns=120).stdout

    assert told.startswith("2 questions (mine.jsonl) by extractive, 3 papers\n")
    overall, _, of_far = told.partition("\nfar")
    rows = {line.split("  ")[0]: line.split()[-4:] for line in overall.splitlines()[1:]}
    assert rows["facts stated"] == ["100.0", "%", "1", "questions"]
    assert rows["wrongly answered"] == ["100.0", "%", "1", "questions"]
    assert rows["wrongly refused"] == ["0.0", "%", "1", "questions"]
    assert "wrongly answered" in of_far
    assert "facts stated" not in of_far


def test_json_can_be_compared_with(run: Run, questions: Path, tmp_path: Path):
    """The document holds the run, its figures, and what changed; and it can be read again."""
    first = json.loads(run("evaluate", "answers", str(questions), "--json").stdout)
    kept = tmp_path / "before.json"
    kept.write_text(json.dumps(first), encoding="utf-8")

    second = json.loads(
        run("evaluate", "answers", str(questions), "--json", "--compare", str(kept)).stdout
    )

    assert first["compared"] is None
    assert first["figures"]["facts"] == {
        "value": 1.0,
        "unit": "share",
        "count": 1,
        "interval": [1.0, 1.0],
    }
    assert first["kinds"] == {"far": first["kinds"]["far"]}
    assert first["kinds"]["far"]["wrongly_answered"]["value"] == 1
    assert second["compared"]["kinds"]["far"]["wrongly_answered"]["after"] == 1
    assert second["compared"]["shared"] == 2
    assert second["compared"]["changes"]["facts"] == {
        "before": 1.0,
        "after": 1.0,
        "interval": [0.0, 0.0],
        "more_than_noise": False,
        "better": None,
    }


def test_the_last_run_is_compared_with(run: Run, outside: FakeOutside, tmp_path: Path):
    """A change is marked where it is more than noise, and only there."""
    path = tmp_path / "many.jsonl"
    lines = [
        {"question": f"Question {n}?", "papers": [LASO.title], "facts": ["65.3"]} for n in range(30)
    ]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    before = replace(
        made(name="many.jsonl"), outcomes=outcomes(*[replace(GOOD, facts_stated=0)] * 30)
    )
    kept = run_path(tmp_path, "many.jsonl", "extractive")
    kept.parent.mkdir(parents=True)
    kept.write_text("".join(serialize_run(before)), encoding="utf-8")

    told = run("evaluate", "answers", str(path), columns=140).stdout

    assert "0.0 % before: better" in told
    assert "Compared with the run of 2026-01-01 12:00 UTC by extractive" in told
    after = find_last_run(tmp_path, "many.jsonl", "extractive")
    assert after is not None
    assert {one.facts_stated for one in after.outcomes} == {1}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 3: Invalid JSON"),
        ('{"question": "x", "papers": ["No such"]}', "line 3: “No such”"),
    ],
)
def test_a_bad_line_is_named(run: Run, outside: FakeOutside, questions: Path, line: str, told: str):
    """Before anything is asked."""
    questions.write_text(f"{questions.read_text(encoding='utf-8')}\n{line}", encoding="utf-8")

    result = run("evaluate", "answers", str(questions))

    assert result.exit_code in (2, 3)
    assert told in " ".join(result.stderr.split())
    assert outside.application.ask.calls == []


def test_the_model_named_is_opened(run: Run, outside: FakeOutside, questions: Path):
    """Any model of the server's, offered or not; it is the run's."""
    outside.settings = Settings(
        data_dir=outside.data_dir, openai_base_url="http://127.0.0.1:9/v1", model="other"
    )

    document = json.loads(
        run("evaluate", "answers", str(questions), "--model", "gpt", "--json").stdout
    )

    assert document["model"] == "gpt"


def test_interrupted(run: Run, outside: FakeOutside, questions: Path, tmp_path: Path):
    """Ctrl-C keeps nothing, also not in part."""
    outside.application.ask.outcome = KeyboardInterrupt()

    result = run("evaluate", "answers", str(questions))

    assert (result.exit_code, result.stderr.splitlines()[-1]) == (130, "Interrupted.")
    assert list(tmp_path.rglob("*.json")) == []
