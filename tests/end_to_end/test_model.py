"""Answers by a language model: a loopback server of OpenAI's API, honest and faulty."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from prompts import CANNOT_ANSWER
from tests.end_to_end.footnote import Footnote
from tests.model_server import ModelServer, Reply

KEY = "sk-end-to-end-0123456789"
SPEECH = "Neural Speech Synthesis with Transformer Network"
QUESTION = "How much faster does neural speech synthesis with a Transformer train than Tacotron2?"
HONEST = "Training is about 4.25 times faster than with Tacotron2 [1]."


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
    assert found["sentences"] == [
        {
            "text": "Training is about 4.25 times faster than with Tacotron2.",
            "citations": [1],
            "supported": True,
            "reason": "",
        }
    ]
    (source,) = found["citations"]
    assert (source["number"], source["title"]) == (1, SPEECH)
    assert "4.25" in source["evidence"]
    assert found["usage"]["completion_tokens"] > 0
    assert found["notice"] == ""
    (chat,) = server.chats
    assert QUESTION in chat.prompt
    assert SPEECH in chat.prompt
    assert chat.body["stream"] is True


def test_a_streamed_answer_is_shown_with_its_source(footnote: Footnote, server: ModelServer):
    """To people, sentence by sentence."""
    server.reply(f"{HONEST} The audio is nearly as good as a human recording [1].", pace=0.01)

    done = footnote("ask", QUESTION)

    assert done.text.startswith("Training is about 4.25 times faster than with Tacotron2. [1]")
    assert SPEECH in done.text
    assert done.err == ""


def test_an_unknown_number_vanishes(footnote: Footnote, server: ModelServer):
    """Beside a known one, and alone."""
    server.reply(f"{HONEST} It sounds human [1][9]. It sings [9].")

    found = footnote("ask", QUESTION, "--json").json

    assert "[9]" not in found["answer"]
    assert [(s["citations"], s["supported"]) for s in found["sentences"]] == [
        ([1], True),
        ([1], True),
        ([], False),
    ]


def test_a_figure_that_the_abstract_lacks_is_marked(footnote: Footnote, server: ModelServer):
    """In JSON with its reason, and for people with a mark."""
    server.script(*[Reply(f"{HONEST} It has 987 layers [1].")] * 2)

    found = footnote("ask", QUESTION, "--json").json
    shown = footnote("ask", QUESTION).text

    doubtful = found["sentences"][1]
    assert (doubtful["supported"], "987" in doubtful["reason"]) == (False, True)
    assert "It has 987 layers. [1] [unsupported]" in shown


def test_the_sentinel_is_a_refusal(footnote: Footnote, server: ModelServer):
    """Never shown itself; the nearest papers are."""
    server.reply(CANNOT_ANSWER)

    found = footnote("ask", QUESTION, "--json").json

    assert found["answered"] is False
    assert CANNOT_ANSWER not in json.dumps(found)
    assert found["nearest"][0]["title"] == SPEECH


def test_no_model_is_asked_what_the_library_cannot_answer(footnote: Footnote, server: ModelServer):
    """Refused before any request."""
    found = footnote("ask", "How long can a landlord keep my deposit?", "--json").json

    assert found["answered"] is False
    assert server.requests == []


FAULTS = {
    "hangs": (
        lambda s: s.hang(),
        "did not answer: the time limit to the first token of 1 s passed",
    ),
    "hangs midway": (lambda s: s.hang(after=4, text=HONEST), "stopped midway"),
    "streams garbage": (lambda s: s.garbage(after=2), "not an answer of a chat model"),
    "closes midway": (lambda s: s.close_midway(after=4, text=HONEST), "broke while the model"),
    "refuses the key": (lambda s: s.fail(401), "refused the API key (401)"),
    "knows no such model": (lambda s: s.fail(404), "knows no model “test-model” (404)"),
    "filters": (lambda s: s.content_filter(), "declined to answer"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_model_that_fails_gives_way_to_quotes(
    footnote: Footnote, server: ModelServer, fault: str
):
    """The notice says what happened; the question is answered all the same."""
    misbehave, said = FAULTS[fault]
    misbehave(server)

    found = footnote("ask", QUESTION, "--json", FOOTNOTE_MODEL_TIMEOUT="1").json

    assert said in found["notice"]
    assert found["notice"].endswith("These are quotes from the abstracts.")
    assert (found["answered"], found["mode"]) == (True, "extractive")
    assert any("4.25" in s["text"] and s["supported"] for s in found["sentences"])


def test_a_server_that_is_down_gives_way_to_quotes(footnote: Footnote):
    """A port where nobody listens."""
    nobody = "http://127.0.0.1:9/v1"

    found = footnote("ask", QUESTION, "--json", OPENAI_BASE_URL=nobody).json

    assert "No connection to the model's server at 127.0.0.1:9" in found["notice"]
    assert any("4.25" in sentence["text"] for sentence in found["sentences"])


def test_a_wrong_key_is_not_shown(footnote: Footnote):
    """Neither whole nor in the server's own words."""
    wrong = "sk-wrong-9876543210"

    done = footnote("ask", QUESTION, "--json", OPENAI_API_KEY=wrong)

    assert "refused the API key" in done.json["notice"]
    assert wrong not in done.out + done.err


def test_a_busy_server_is_asked_again(footnote: Footnote, server: ModelServer):
    """429 once, and then an answer: no notice."""
    server.fail(429, retry_after=0.05)
    server.reply(HONEST)

    found = footnote("ask", QUESTION, "--json").json

    assert (found["mode"], found["notice"]) == ("model", "")
    assert len(server.chats) == 2


def test_people_are_told_that_a_cut_answer_did_not_hold(footnote: Footnote, server: ModelServer):
    """What was streamed is replaced, and said to be."""
    text = f"{HONEST} The audio is nearly as good as a human recording [1]."
    server.close_midway(after=14, text=text)

    shown = footnote("ask", QUESTION).text

    assert "That did not hold; this is the answer instead:" in shown
    assert "These are quotes from the abstracts." in shown


def test_a_chat_has_its_follow_up_rewritten_by_the_model(footnote: Footnote, server: ModelServer):
    """The model is asked three times: an answer, a rewriting, an answer."""
    server.reply("It synthesizes speech with a Transformer [1].")
    server.reply(QUESTION)
    server.reply(HONEST)
    script = "What is neural speech synthesis with a Transformer?\nhow much faster is it?\n/quit\n"

    done = footnote("chat", stdin=script)

    assert "Training is about 4.25 times faster than with Tacotron2. [1]" in done.text
    assert len(server.chats) == 3
    assert "It synthesizes speech" in server.chats[1].prompt
    assert QUESTION in server.chats[2].prompt


def test_summaries_and_comparisons_are_checked_too(footnote: Footnote, server: ModelServer):
    """A figure from nowhere is marked in a summary, and stands in no cell."""
    server.default = Reply("It makes speech [1]. It has 987 layers [1].")

    summary = footnote("summarize", SPEECH, "--json").json
    compared = footnote("compare", SPEECH, "VTrans", "--aspect", "Method", "--json").json

    assert [s["supported"] for s in summary["sentences"]] == [True, False]
    assert [c["text"] for c in compared["aspects"][0]["cells"]] == ["It makes speech."] * 2
    assert (summary["mode"], compared["mode"]) == ("model", "model")


def test_the_doctor_asks_the_model(footnote: Footnote, server: ModelServer):
    """Well, and with a key that is refused."""
    well = footnote("doctor", "--json").json
    ill = footnote("doctor", "--json", code=1, OPENAI_API_KEY="sk-wrong-9876543210").json

    assert [c["detail"] for c in well["checks"] if c["name"] == "model"] == ["test-model answers"]
    assert well["settings"]["OPENAI_API_KEY"] == "(set)"
    (failed,) = [c for c in ill["checks"] if c["status"] == "fail"]
    assert failed["name"] == "model"
    assert "refused the API key" in failed["detail"]
