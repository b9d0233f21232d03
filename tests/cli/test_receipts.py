"""`footnote why`: how an answer came about."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.answering.answer import DiscardedSentence, RetrievedPaper
from bot.answering.language_model import PromptUsed, Usage
from bot.cli.errors import ExitCode
from bot.errors import StorageError
from bot.grounding.sentence import Sentence
from bot.records.receipts import AnswerRequest, Scope
from retrieval.search.query import Filters
from tests.cli.conftest import Run
from tests.cli.samples import ANSWER, FROM_WHOLE, LASO, SAYS_SEEDS, UNIAP, WHOLE
from tests.fakes.cli import FakeOutside
from tests.storage.samples import receipt

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

    def test_pages_of_whole_papers(self, run: Run, outside: FakeOutside):
        """Sentences say where they stand, and papers that they were read whole."""
        whole = RetrievedPaper(WHOLE.paper_id, 1, 0.9, 4.5, 0.6, 0.4, WHOLE.title, whole=True)
        other = RetrievedPaper(LASO.paper_id, 2, 0.4, 1.0, 0.3, 0.2, LASO.title)
        outside.application.ask.outcome = replace(FROM_WHOLE, retrieved=(whole, other))
        of_one = run("ask", QUESTION, "--paper", LASO.paper_id, "--json")
        asked = json.loads(of_one.stdout)["receipt"]
        shown = " ".join(run("why", asked).stdout.split())

        assert json.loads(run("why", asked, "--json").stdout)["filters"]["paper"] == LASO.paper_id
        assert f"{SAYS_SEEDS} [1, p. 84]" in shown
        assert f"“{SAYS_SEEDS}” (p. 84, 3 Set-up)" in shown
        assert f"{WHOLE.paper_id} · whole paper read" in shown
        assert "quotes from the papers, no language model" in shown

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
            "whole": False,
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

    def test_unknown(self, run: Run):
        """An id that no receipt has is said to be so, for programs too."""
        given = run("why", "nothing", "--json")

        assert given.exit_code == ExitCode.NEGATIVE
        error = json.loads(given.stderr)["error"]
        assert error["kind"] == "no-such-receipt"
        assert "'nothing'" in error["message"]
        assert "90 days" in error["message"]
