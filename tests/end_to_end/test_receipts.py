"""A receipt from end to end: asked of a model's server, and looked into."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prompts.templates import load_template
from tests.end_to_end.footnote import Footnote
from tests.servers.model_server import ModelServer

QUESTION = "How does neural speech synthesis with a Transformer train?"
HONEST = "Training is about 4.25 times faster than with Tacotron2 [1]."
FURTHER = " Self-attention lets it connect any two time steps directly [1]."
STRAYING = " It has 987 layers [1]."


def test_why(starter: Footnote) -> None:
    """The receipt tells of prompt, tokens and the sentence that was dropped."""
    with ModelServer(("gpt-4o-mini",)) as server:
        asking = {"OPENAI_BASE_URL": server.base_url, "FOOTNOTE_MODEL": "gpt-4o-mini"}
        server.reply(f"{HONEST}{FURTHER}{STRAYING}")
        asked = starter("ask", QUESTION, "--json", **asking).json
        with _held(starter.data_dir):  # as while the bot runs
            why = starter("why", asked["receipt"], "--json", **asking).json

    assert why["question"] == QUESTION
    assert why["prompt"]["name"] == "answer"
    assert why["prompt"]["sha256"] == load_template("answer").sha256
    assert why["usage"] == asked["usage"]
    assert 0 < why["cost_usd"] < 0.01
    assert [each["verdict"] for each in why["sentences"]].count("supported") == 2
    assert [each["text"] for each in why["discarded"]] == ["It has 987 layers."]
    assert why["retrieved"][0]["number"] == 1
    assert why["library"]["papers"] == 67


@contextmanager
def _held(data_dir: Path) -> Iterator[None]:
    """Hold the lock of a data directory."""
    with (data_dir / "lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
