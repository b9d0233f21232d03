"""`footnote evaluate`: its commands, and what they write."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.cli.conftest import Run
from tests.cli.samples import LASO
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
    rows = {line.split("  ")[0]: line.split()[-2:] for line in overall.splitlines()[1:]}
    assert rows["facts stated"] == ["100.0%", "(1)"]
    assert rows["wrongly answered"] == ["100.0%", "(1)"]
    assert rows["wrongly refused"] == ["0.0%", "(1)"]
    assert "wrongly answered" in of_far
    assert "facts stated" not in of_far


def test_json(run: Run, questions: Path):
    """The document holds the outcomes, and the figures of all questions and of each kind."""
    found = json.loads(run("evaluate", "answers", str(questions), "--json").stdout)

    assert [outcome["question"] for outcome in found["outcomes"]] == [
        line["question"] for line in LINES
    ]
    assert found["figures"]["facts"] == {"value": 1.0, "unit": "share", "count": 1}
    assert list(found["kinds"]) == ["far"]
    assert found["kinds"]["far"]["wrongly_answered"]["value"] == 1


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
