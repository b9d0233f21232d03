"""Measure answers through the real command, without a model."""

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
    """What is known is found and stated, what is far refused."""
    measured = copy("evaluate", "answers", questions, "--json").json
    values = {name: figure["value"] for name, figure in measured["figures"].items()}

    assert (values["retrieved"], values["facts"], values["unsupported"]) == (1, 1, 0)
    assert (values["refused"], values["wrongly_answered"], values["cost"]) == (0, 0, 0)
