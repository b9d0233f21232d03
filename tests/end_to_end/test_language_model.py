"""Answers by a language model: a loopback server of OpenAI's API, honest and faulty."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.end_to_end.footnote import Footnote
from tests.servers.model_server import ModelServer, Reply

KEY = "sk-end-to-end-0123456789"
SPEECH = "Neural Speech Synthesis with Transformer Network"
QUESTION = "How much faster does neural speech synthesis with a Transformer train than Tacotron2?"
HONEST = "Training is about 4.25 times faster than with Tacotron2 [1]."
ALSO = "A WaveNet vocoder turns mel spectrograms into audio [1]."
STRAYING = "Its encoder has 987 layers [1]. Its decoder sings in 64 languages [1]."


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """Run a server that knows one key."""
    with ModelServer(key=KEY) as running:
        yield running


@pytest.fixture
def footnote(starter: Footnote, server: ModelServer) -> Iterator[Footnote]:
    """Give the command with that server as its model; the key must never be shown."""
    command = Watched(
        starter.data_dir,
        OPENAI_BASE_URL=server.base_url,
        OPENAI_API_KEY=KEY,
        FOOTNOTE_MODEL="test-model",
        FOOTNOTE_LLM_JUDGE="off",  # each call of a script is one of the writer's
    )
    yield command
    assert command.ran
    for done in command.ran:
        assert KEY not in done.out + done.err
    log = starter.data_dir / "footnote.log"
    logged = log.read_text(encoding="utf-8") if log.exists() else ""
    assert KEY not in logged
    assert "Traceback" not in logged


class Watched(Footnote):
    """The command, with everything that came of it kept."""

    def __init__(self, *arguments, **environ: str) -> None:
        super().__init__(*arguments, **environ)
        self.ran: list = []

    def __call__(self, *arguments, **options):
        done = super().__call__(*arguments, **options)
        self.ran.append(done)
        return done


def test_a_models_answer_is_cited_and_counted(footnote: Footnote, server: ModelServer):
    """The question and the abstracts reach the model, its usage reaches the reader."""
    server.reply(HONEST)

    found = footnote("ask", QUESTION, "--json").json

    assert (found["answered"], found["mode"], found["model"]) == (True, "model", "test-model")
    (sentence,) = found["sentences"]
    assert sentence["text"] == "Training is about 4.25 times faster than with Tacotron2."
    assert (sentence["citations"], sentence["verdict"], sentence["reason"]) == (
        [1],
        "supported",
        "",
    )
    (source,) = found["citations"]
    assert (source["number"], source["title"]) == (1, SPEECH)
    assert "4.25" in source["evidence"]
    assert found["usage"]["completion_tokens"] > 0
    assert found["notice"] == ""
    (chat,) = server.chats
    assert QUESTION in chat.prompt
    assert SPEECH in chat.prompt
    assert chat.body["stream"] is True


def test_unknown_numbers_vanish_and_what_no_abstract_says_is_left_out(
    footnote: Footnote, server: ModelServer
):
    """In JSON with the reason; for people by their number, or, by setting, struck through."""
    server.default = Reply(f"{HONEST[:-1]}[9]. Its encoder has 987 layers [1].", pace=0.01)

    found = footnote("ask", QUESTION, "--json").json
    shown = footnote("ask", QUESTION)
    struck = footnote("ask", QUESTION, FOOTNOTE_UNSUPPORTED="strike")

    assert "[9]" not in found["answer"]
    assert [(s["citations"], s["supported"]) for s in found["sentences"]][:2] == [
        ([1], True),
        ([], False),
    ]
    assert "987" in found["sentences"][1]["reason"]
    assert shown.text.startswith("Training is about 4.25 times faster than with Tacotron2. [1]")
    assert "left out" in shown.text
    assert "987" not in shown.text
    assert "~~Its encoder has 987 layers.~~ [unverified]" in struck.text
    assert SPEECH in shown.text
    assert "[9]" not in shown.text
    assert (shown.err, struck.err) == ("", "")


def test_no_model_is_asked_what_the_library_cannot_answer(footnote: Footnote, server: ModelServer):
    """Refused before any request."""
    found = footnote("ask", "How long can a landlord keep my deposit?", "--json").json

    assert found["answered"] is False
    assert (found["sentences"], found["citations"]) == ([], [])
    assert found["nearest"] == []  # no paper comes near
    assert server.requests == []


def test_a_chat_outlives_every_fault(footnote: Footnote, server: ModelServer):
    """Each question gets its quotes and its notice, and the next one is asked all the same."""
    server.garbage(after=2)
    server.fail(404)
    server.content_filter()
    server.hang(after=4, text=HONEST)
    server.reply(HONEST)

    done = footnote("chat", stdin=f"{QUESTION}\n" * 5, FOOTNOTE_MODEL_TIMEOUT="3")

    replies = [" ".join(part.split()) for part in done.out.split("› ")]
    said = [
        "not an answer of a chat model",
        "knows no model “test-model” (404)",
        "declined to answer",
        "stopped midway",
    ]
    assert len(replies) == 6
    for reply, words in zip(replies[1:5], said, strict=True):
        assert words in reply
        assert "These are quotes from the abstracts." in reply
        assert "4.25" in reply
    assert "These are quotes" not in replies[5]


def test_a_wrong_key_is_not_shown(footnote: Footnote):
    """Neither whole nor in the server's own words."""
    wrong = "sk-wrong-9876543210"

    done = footnote("ask", QUESTION, "--json", OPENAI_API_KEY=wrong)

    assert "refused the API key (401)" in done.json["notice"]
    assert (done.json["answered"], done.json["mode"]) == (True, "extractive")
    assert wrong not in done.out + done.err


def test_a_chat_has_its_follow_up_planned_by_the_model(footnote: Footnote, server: ModelServer):
    """The plan has the paper of the turn before, and the question that is answered."""
    asked = "How much faster is neural speech synthesis with a Transformer?"
    followed = {"kind": "fact", "question": asked, "named": ["#1"]}
    server.plan_with(Reply('{"kind": "definition"}'), Reply(json.dumps(followed)))
    server.reply(ALSO)
    server.reply(HONEST)
    script = "What is neural speech synthesis with a Transformer?\nhow much faster is it?\n/quit\n"

    done = footnote("chat", stdin=script)

    assert "Training is about 4.25 times faster than with Tacotron2. [1]" in done.text
    first, second = server.plans
    assert SPEECH not in first.prompt
    assert f"#1 (2018) {SPEECH}" in second.prompt
    assert "A WaveNet vocoder" in second.prompt
    assert asked in server.chats[-1].prompt


def test_summaries_and_comparisons_are_checked_too(footnote: Footnote, server: ModelServer):
    """A figure from nowhere is shown in no summary and no cell.

    Where a model says what only another paper says, a quote takes its place.
    """
    server.default = Reply(f"{HONEST} {ALSO} Its encoder has 987 layers [1].")

    summary = footnote("summarize", SPEECH, "--json").json
    told = f"{HONEST} {ALSO} Its encoder has 987 layers.".replace(" [1]", "")
    server.default = Reply(json.dumps({"Method": {"1": told, "2": told}}))
    compared = footnote("compare", SPEECH, "VTrans", "--aspect", "Method", "--json").json

    assert [s["shown"] for s in summary["sentences"]] == [True, True, False]
    assert [c["text"] for c in compared["aspects"][0]["cells"]] == [
        f"{HONEST} {ALSO}".replace(" [1]", ""),
        "VTrans prunes transformers iteratively, following the Variational Information Bottleneck "
        "(VIB) principle.",
    ]
    assert (summary["mode"], compared["mode"]) == ("model", "model")
