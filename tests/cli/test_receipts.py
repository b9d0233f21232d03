"""`footnote why` and `footnote replay`: how an answer came about, and what would differ now."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.answering.answer import DiscardedSentence, RetrievedPaper
from bot.answering.language_model import PromptUsed, Turn, Usage
from bot.answering.options import AnswerOptions
from bot.cli.errors import ExitCode
from bot.errors import StorageError
from bot.grounding.sentence import Sentence
from bot.receipts.receipt import AnswerRequest, Scope
from retrieval.search.query import Filters
from tests.cli.conftest import Run
from tests.cli.samples import ANSWER, LASO, RAISES, REFUSED, UNIAP
from tests.fakes.cli import FakeOutside
from tests.storage.samples import SEARCHED, receipt, turn

QUESTION = "How well does LaSO do?"
FOUND = replace(
    ANSWER,
    mode="model",
    model="gpt-4o-mini",
    usage=Usage(1_000, 100, 0.00021),
    searched=QUESTION,
    retrieved=(
        RetrievedPaper(LASO.paper_id, 1, 0.912, 4.5, 0.61, 0.43, LASO.title),
        RetrievedPaper(UNIAP.paper_id, 2, 0.4, 1.0, 0.3, 0.2, UNIAP.title),
    ),
    confidence=0.82,
    cutoff=0.35,
    prompt=PromptUsed("answer", "0123456789ab"),
)


@pytest.fixture
def asked(outside: FakeOutside, run: Run) -> str:
    """Ask, and give the id of the receipt."""
    outside.application.ask.outcome = FOUND
    given = run("ask", QUESTION, "--year-from", "2019", "--json")
    return str(json.loads(given.stdout)["receipt"])


class TestAsk:
    def test_it_ends_with_its_receipt(self, run: Run):
        """An answer in text names the command that shows how it came about."""
        assert run("ask", QUESTION).stdout.endswith("How this answer was made: footnote why r1\n")

    def test_what_is_kept(self, outside: FakeOutside, asked: str):
        """The receipt has the filters, the cost and what answered, and no abstract."""
        kept = outside.memory.receipts[asked]

        assert kept.request == AnswerRequest(Filters(year_from=2019))
        assert kept.cost == pytest.approx(0.00021)
        assert (kept.build.embedder, kept.build.papers) == ("fake", 3)
        assert kept.scope == Scope()
        assert LASO.abstract not in repr(replace(kept, answer=replace(kept.answer, sentences=())))

    def test_none_is_kept_where_the_settings_say_so(self, outside: FakeOutside, run: Run):
        """With no days to keep them, there is no receipt, and nothing is said of one."""
        outside.application.settings = outside.settings.model_copy(update={"receipt_days": 0})
        given = run("ask", QUESTION)
        document = json.loads(run("ask", QUESTION, "--json").stdout)

        assert "footnote why" not in given.stdout
        assert document["receipt"] is None
        assert outside.memory.receipts == {}

    def test_the_old_go(self, outside: FakeOutside, run: Run):
        """Receipts of the terminal that are too old are forgotten; those of servers stay."""
        now = datetime(2026, 1, 2, tzinfo=UTC)
        for name, days, whose in (("old", 90, Scope()), ("new", 89, Scope()), ("far", 99, None)):
            made = receipt(name, made_at=now - timedelta(days=days), scope=whose or Scope(1, 2, 3))
            outside.memory.receipts[name] = made
        run("ask", QUESTION)

        assert set(outside.memory.receipts) == {"new", "far", "r1"}

    def test_an_answer_stands_without_its_receipt(self, outside: FakeOutside, run: Run):
        """A store that fails is told of beside the answer."""
        outside.kept_error = StorageError("The disk is full.")
        given = run("ask", QUESTION, "--json")

        assert given.exit_code == 0
        assert json.loads(given.stdout)["receipt"] is None
        assert "This answer has no receipt. The disk is full." in given.stderr

    def test_a_chat_keeps_what_follows_what(self, outside: FakeOutside, run: Run):
        """A further question in a chat follows the receipt of the last that was answered."""
        outside.application.ask.outcome = FOUND
        run("chat", stdin="One?\nTwo?\n")

        kept = outside.memory.receipts
        assert [kept[each].request.parent_id for each in ("r1", "r2")] == [None, "r1"]
        assert kept["r2"].question == "Two?"


class TestWhy:
    def test_for_people(self, run: Run, asked: str):
        """Question, filters, confidence, model, prompt, cost, papers and verdicts are shown."""
        shown = run("why", asked).stdout

        for part in (
            QUESTION,
            "from 2019",
            "0.82; required: 0.35",
            "gpt-4o-mini · prompt answer 0123456789ab",
            "1,000 tokens in, 100 out · $0.000210",
            "3 papers, embedded by fake",
            "[1] LaSO",
            "0.912",
            "✓",
            "unsupported 0.12: 512 is not in [2]",
        ):
            assert part in shown

    def test_json(self, run: Run, asked: str):
        """The keys are those that the README promises."""
        document = json.loads(run("why", asked, "--json").stdout)

        keys = (
            "receipt made_at server channel question searched follows filters manner answered "
            "refusal missing confidence cutoff retrieved mode model prompt sentences discarded "
            "fates notice usage cost_usd took_ms library version"
        )
        assert set(document) == set(keys.split())
        assert document["retrieved"][0] == {
            "paper_id": LASO.paper_id,
            "title": LASO.title,
            "number": 1,
            "score": 0.912,
            "lexical": 4.5,
            "dense": 0.61,
            "alignment": 0.43,
            "uploaded": False,
        }
        assert document["sentences"][1]["verdict"] == "unsupported"
        assert document["sentences"][1]["reason"] == "512 is not in [2]"
        assert document["prompt"] == {"name": "answer", "sha256": "0123456789ab"}

    def test_what_was_withheld(self, outside: FakeOutside, run: Run):
        """Its text is for who runs this, and no terminal makes a link of it."""
        order = Sentence("Visit https://evil.example/x now.", (), False, "it tells you what to do")
        discarded = (
            DiscardedSentence(order, "withheld", "instruction"),
            DiscardedSentence(
                Sentence("Cats fly.", (1,), False, "fly is not in [1]", 0.1), "replaced"
            ),
        )
        outside.memory.receipts["t1"] = receipt(answer=replace(FOUND, discarded=discarded))
        shown = " ".join(run("why", "t1").stdout.split())
        document = json.loads(run("why", "t1", "--json").stdout)

        assert "1 shown · 1 left out · 1 withheld · 1 from a discarded draft" in shown
        assert "Visit hxxps://evil.example/x now. withheld: it tells you what to do" in shown
        assert "Cats fly. [1] unsupported 0.10: fly is not in [1] from a discarded draft" in shown
        assert [(d["fate"], d["screen"], d["verdict"]) for d in document["discarded"]] == [
            ("withheld", "instruction", None),
            ("replaced", None, "unsupported"),
        ]
        assert document["fates"]["withheld"] == 1

    def test_where_citations_are_from(self, outside: FakeOutside, run: Run):
        """It says what Footnote found or corrected, and what the model had written."""
        sentences = (
            Sentence("Cats sleep.", (1,), written_citations=()),
            Sentence("Dogs bark.", (2,), written_citations=(1, 9)),
            Sentence("Birds sing.", (2,)),
        )
        outside.memory.receipts["t1"] = receipt(answer=replace(FOUND, sentences=sentences))
        shown = " ".join(run("why", "t1").stdout.split())
        document = json.loads(run("why", "t1", "--json").stdout)

        assert "Cats sleep. [1] supported 1.00 · citation found by Footnote" in shown
        assert "Dogs bark. [2] supported 1.00 · citation corrected from [1], [9]" in shown
        assert shown.count("citation ") == 2
        assert [(s["attribution"], s["corrected_from"]) for s in document["sentences"]] == [
            ("found", []),
            ("corrected", [1, 9]),
            ("written", []),
        ]

    def test_without_the_library(self, outside: FakeOutside, run: Run):
        """Only what is kept is opened, so that the bot may run meanwhile; Discord's are shown."""
        outside.memory.receipts["t1"] = receipt()
        given = run("why", "t1")

        assert outside.opened == []
        assert SEARCHED.searched in " ".join(given.stdout.split())

    def test_a_refusal(self, outside: FakeOutside, run: Run):
        """A refusal says which, and that no model was asked."""
        refused = replace(REFUSED, model="", confidence=0.1, cutoff=0.35)
        outside.application.ask.outcome = refused
        run("ask", QUESTION)
        shown = run("why", "r1").stdout

        assert "refused: no paper in the library is relevant enough" in shown
        assert "no language model" in shown

    @pytest.mark.parametrize("command", ["why", "replay"])
    def test_unknown(self, run: Run, command: str):
        """An id that no receipt has is said to be so, for programs too."""
        given = run(command, "nothing", "--json")

        assert given.exit_code == ExitCode.NEGATIVE
        error = json.loads(given.stderr)["error"]
        assert error["kind"] == "no-such-receipt"
        assert "'nothing'" in error["message"]
        assert "90 days" in error["message"]


class TestReplay:
    def test_the_same(self, outside: FakeOutside, run: Run, asked: str):
        """It is asked as it was, and where nothing differs that is said; nothing is kept."""
        given = run("replay", asked)

        assert "Papers, scores, sentences and verdicts are the same." in given.stdout
        asked_with = outside.application.ask.calls[-1][1]
        assert asked_with["filters"] == Filters(year_from=2019)
        assert asked_with["options"] == AnswerOptions()
        assert list(outside.memory.receipts) == [asked]

    def test_what_differs(self, outside: FakeOutside, run: Run, asked: str):
        """Papers that came and left, sentences that changed, and what it took are shown."""
        new = RetrievedPaper("2601.00001", 1, 0.95, 5.0, 0.7, 0.5, "A newer paper")
        outside.application.ask.outcome = replace(
            FOUND,
            retrieved=(new, replace(FOUND.retrieved[0], number=2)),
            sentences=(Sentence(RAISES, (2,)), Sentence("It needs 8 GPUs.", (1,))),
            usage=Usage(2_000, 50, 0.00033),
        )
        document = json.loads(run("replay", asked, "--json").stdout)
        shown = run("replay", asked).stdout

        assert document["same"] is False
        changes = {each["paper_id"]: each["change"] for each in document["papers"]}
        assert changes == {"2601.00001": "came", LASO.paper_id: "moved", UNIAP.paper_id: "left"}
        (change,) = document["sentences"]
        assert change["change"] == "changed"
        assert change["before"]["text"] == "It needs 512 GPUs."
        assert change["after"]["verdict"] == "supported"
        assert document["spent"]["after"]["cost_usd"] == pytest.approx(0.00033)
        for part in ("+ A newer paper", "- UniAP", "gone", "- It needs 512", "+ It needs 8"):
            assert part in shown

    def test_by_another_model(self, outside: FakeOutside, run: Run, asked: str):
        """Another model is offered and asked by its name, and the change is told."""
        outside.settings = outside.settings.model_copy(
            update={"openai_base_url": "http://127.0.0.1:1/v1"}
        )
        outside.application.ask.outcome = replace(FOUND, model="gpt-4.1")
        document = json.loads(run("replay", asked, "--model", "gpt-4.1", "--json").stdout)

        assert outside.application.ask.calls[-1][1]["options"] == AnswerOptions(model="gpt-4.1")
        assert document["facts"] == {"model": {"before": "gpt-4o-mini", "after": "gpt-4.1"}}
        assert document["after"]["manner"]["model"] == "gpt-4.1"

    def test_no_server_for_a_model(self, run: Run, asked: str):
        """Without a model's server, a model cannot be named; quotes can."""
        given = run("replay", asked, "--model", "gpt-4.1")

        assert given.exit_code == ExitCode.USAGE
        assert "OPENAI_BASE_URL" in given.stderr
        assert run("replay", asked, "--model", "extractive").exit_code == 0

    def test_the_conversation_is_read_again(self, outside: FakeOutside, run: Run):
        """Turns that are kept, and receipts where there are none, make the history, in order."""
        outside.memory.receipts["t0"] = receipt("t0", request=AnswerRequest(), answer=FOUND)
        outside.memory.turns["t1"] = turn("t1", parent_id="t0")
        outside.memory.receipts["t2"] = receipt("t2", request=AnswerRequest(parent_id="t1"))
        run("replay", "t2")
        history = outside.application.ask.calls[-1][1]["history"]

        first, second = Turn(QUESTION, FOUND.text, FOUND.cited_ids), outside.memory.turns["t1"].turn
        assert history == [first, second]

    def test_the_conversation_is_gone(self, outside: FakeOutside, run: Run):
        """Where what it followed was forgotten, it is asked alone, and that is said."""
        outside.memory.receipts["t2"] = receipt("t2", request=AnswerRequest(parent_id="gone"))
        outside.application.ask.outcome = SEARCHED

        assert "no longer stored" in run("replay", "t2").stdout
        assert json.loads(run("replay", "t2", "--json").stdout)["without_conversation"] is True
        assert outside.application.ask.calls[-1][1]["history"] == []
