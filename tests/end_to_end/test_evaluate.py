"""Measure answers through the real command, with and without a model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.end_to_end.footnote import Footnote

TACOTRON = "How much faster than Tacotron2 does Transformer TTS train?"
LINES = (
    {
        "question": TACOTRON,
        "papers": ["Neural Speech Synthesis with Transformer Network"],
        "facts": ["4.25"],
    },
    {"question": "How long do I boil an egg?", "kind": "far", "refuse": True},
)


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """Return a file with a question of each kind."""
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, LINES)), encoding="utf-8")
    return path


@pytest.mark.nightly
def test_quotes(copy: Footnote, questions: Path):
    """What is known is found and stated, what is far refused; the next run finds no change."""
    first = copy("evaluate", "answers", questions, "--json").json
    values = {name: figure["value"] for name, figure in first["figures"].items()}
    second = copy("evaluate", "answers", questions, "--json").json

    assert (values["retrieved"], values["facts"], values["unsupported"]) == (1, 1, 0)
    assert (values["refused"], values["wrongly_answered"], values["cost"]) == (0, 0, 0)
    changes = second["compared"]["changes"]
    assert {name for name, change in changes.items() if change["before"] != change["after"]} <= {
        "latency_median",
        "latency_p95",
    }
