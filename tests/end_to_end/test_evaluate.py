"""Measure answers through the real command, with and without a model."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from tests.end_to_end.footnote import Footnote
from tests.servers.model_server import ModelServer
from tests.waiting import wait_until

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


def test_a_model(copy: Footnote, questions: Path):
    """Its tokens are counted, a refusal is without a call, and what has no price has no cost."""
    with ModelServer() as server:
        environ = {"OPENAI_BASE_URL": server.base_url, "FOOTNOTE_MODEL": "test-model"}
        server.reply("Training is about 4.25 times faster than with Tacotron2 [1].")
        figures = copy("evaluate", "answers", questions, "--json", **environ).json["figures"]

    assert len(server.chats) == 1
    assert figures["tokens"]["value"] > 0
    assert "cost" not in figures


def test_interrupted(copy: Footnote, questions: Path):
    """Ctrl-C while a model is silent ends it at once, and keeps nothing."""
    with ModelServer() as server:
        server.hang()
        environ = {"OPENAI_BASE_URL": server.base_url, "FOOTNOTE_MODEL": "test-model"}
        process = copy.start("evaluate", "answers", questions, **environ)
        wait_until(lambda: len(server.chats) == 1)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=60)

    assert process.returncode == 130
    assert said.endswith(b"Interrupted.\n")
    assert not list((copy.data_dir / "evaluation").rglob("*"))
