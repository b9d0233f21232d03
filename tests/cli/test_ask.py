"""`footnote ask`: answers, refusals, and questions that are none."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from bot.answering.answer import Answer, Citation, DraftDiscarded, MissingDetail, ReadingPapers
from bot.answering.language_model import ModelUnavailable
from bot.answering.lead import Lead
from bot.cli.answer_output import print_stream
from bot.cli.errors import ExitCode
from bot.grounding.sentence import Sentence
from retrieval.provenance import STARTER
from tests.cli.conftest import Run
from tests.cli.samples import ANSWER, FROM_WHOLE, LASO, RAISES, REFUSED, SAYS_SEEDS, TABLE, WHOLE
from tests.fakes.cli import FakeOutside

QUESTION = "How well does LaSO do?"


def test_json(run: Run) -> None:
    """The keys are those that the README promises."""
    document = json.loads(run("ask", QUESTION, "--json").stdout)

    keys = (
        "question answered mode model answer kind lead headings sentences withheld citations "
        "nearest refusal missing notice took_ms usage receipt"
    )
    assert set(document) == set(keys.split())
    assert document["answer"] == f"{RAISES} [1]"
    span = {"text": RAISES, "start": 46, "end": 46 + len(RAISES), "section": "", "page": ""}
    span |= {"page_index": None, "passage": None}
    assert document["sentences"][0]["spans"] == [{"paper_id": LASO.paper_id, **span}]
    assert document["sentences"][1] == {
        "text": "It needs 512 GPUs.",
        "citations": [],
        "attribution": "written",
        "corrected_from": [],
        "supported": False,
        "verdict": "unsupported",
        "score": 0.1235,
        "reason": "512 is not in [2]",
        "spans": [],
        "shown": False,
        "prose": False,
    }
    assert (document["refusal"], document["missing"]) == (None, None)
    assert document["citations"][0] == {
        "number": 1,
        "paper_id": LASO.paper_id,
        "title": LASO.title,
        "url": LASO.url,
        "abstract_by": "source",
        "uploaded": False,
        "evidence": RAISES,
        "spans": [span],
        "read": "abstract",
        "text_url": "",
    }
    assert document["took_ms"] == {"search": 4.2, "model": 0.5, "total": 4.9}
    assert document["usage"] == {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}


def test_answer_for_people(run: Run) -> None:
    """An answer has its marks, an unsupported sentence is left out, and footnotes stand below."""
    shown = run("ask", QUESTION).stdout

    assert f"{RAISES} [1]" in shown.replace("\n", " ")
    assert "512" not in shown
    assert "1 sentence left out because no abstract supports it." in shown
    assert f"[1] {LASO.title} (2019)\n    {LASO.authors[0]}" in shown
    assert f"    {LASO.url}\n" in shown
    assert f"“{RAISES}”" not in shown  # the answer has shown these words already


def test_a_whole_paper_is_cited_by_page(run: Run, outside: FakeOutside) -> None:
    """Each source says whether it was read whole, and each quote of one where it stands."""
    outside.application.ask.outcome = FROM_WHOLE
    shown = " ".join(run("ask", QUESTION).stdout.split())
    document = json.loads(run("ask", QUESTION, "--json").stdout)

    assert f"{SAYS_SEEDS} [1, p. 84]" in shown
    assert f"{RAISES} [2] [1, p. 84, 85]" in shown
    assert "cs.LG · abstract only" in shown
    assert f"cs.CV · whole paper https://doi.org/10.1/whole “{TABLE}” (Table 2, p. 85, " in shown
    assert f"{document['citations'][0]['text_url']} {document['citations'][0]['read']}" == (
        "https://doi.org/10.1/whole.pdf paper"
    )
    assert document["sentences"][0]["spans"] == [
        {
            "paper_id": WHOLE.paper_id,
            "text": SAYS_SEEDS,
            "start": None,
            "end": None,
            "section": "3 Set-up",
            "page": "84",
            "page_index": 2,
            "passage": 4,
        }
    ]


def test_says_whose_words_the_starter_library_has(run: Run, outside: FakeOutside) -> None:
    """An account written for Footnote is not passed off as the authors' abstract."""
    account = replace(LASO, source=STARTER)
    outside.application.ask.outcome = replace(ANSWER, citations=(Citation(1, account),))

    shown = run("ask", QUESTION).stdout.replace("\n", " ")
    document = json.loads(run("ask", QUESTION, "--json").stdout)

    assert "Texts written for Footnote; the authors’ abstracts are behind the links." in shown
    assert document["citations"][0]["abstract_by"] == "footnote"


def test_struck(run: Run, outside: FakeOutside) -> None:
    """By setting an unsupported sentence is struck through, labelled, and told why; not cited."""
    outside.application.ask.outcome = replace(ANSWER, strike=True)
    shown = run("ask", QUESTION).stdout
    document = json.loads(run("ask", QUESTION, "--json").stdout)

    assert "~~It needs 512 GPUs.~~ [unverified]" in shown.replace("\n", " ")
    assert "[unverified] “It needs 512 GPUs.”: 512 is not in [2]" in shown
    assert document["answer"] == f"{RAISES} [1]"
    assert [s["shown"] for s in document["sentences"]] == [True, True]


async def test_items_of_a_model_stand_under_titles_and_lead() -> None:
    """So they are printed at the end, each once."""
    console = Console(file=StringIO(), width=80, color_system=None)
    listed = replace(ANSWER, kind="list", lead=Lead("papers", 1), mode="model")

    async def stream() -> AsyncIterator[Sentence | DraftDiscarded | ReadingPapers | Answer]:
        yield ReadingPapers(2, as_items=True)
        yield ANSWER.sentences[0]
        yield listed

    await print_stream(console, stream())

    shown = console.file.getvalue()
    assert shown.startswith(f"1 paper on this:\n\n• {LASO.title} (2019)"[:60])
    assert shown.count(RAISES[:30]) == 1


async def test_what_does_not_stand_is_followed_by_what_does() -> None:
    """The reader is told, and what comes instead is streamed; where nothing was shown, nothing."""
    console = Console(file=StringIO(), width=80, color_system=None)

    async def stream() -> AsyncIterator[Sentence | DraftDiscarded | ReadingPapers | Answer]:
        yield DraftDiscarded()
        yield Sentence("It flies.", (1,))
        yield DraftDiscarded()
        yield ANSWER.sentences[0]
        yield ANSWER

    await print_stream(console, stream())

    shown = console.file.getvalue()
    assert shown.startswith(
        "It flies. [1]\n\nThat draft was discarded. This is the answer instead:\n\nIt raises"
    )
    assert shown.count("It raises") == shown.count("That draft was discarded") == 1


def test_missing_detail(run: Run, outside: FakeOutside) -> None:
    """A refusal for a detail names it, and the paper that comes closest, in text and JSON."""
    missing = MissingDetail("the number of parameters", LASO, "LaSO has two networks.")
    outside.application.ask.outcome = replace(REFUSED, missing=missing)
    shown = run("ask", QUESTION).stdout
    document = json.loads(run("ask", QUESTION, "--json").stdout)

    assert shown.startswith("Not stated in the abstracts: the number of parameters.\n\nClosest:")
    assert LASO.title in shown.replace("\n         ", " ")
    assert "“LaSO has two networks.”" in shown
    assert (document["answered"], document["refusal"]) == (False, "detail")
    assert document["missing"] == {
        "what": "the number of parameters",
        "stated": "LaSO has two networks.",
        "span": None,
        "closest": {
            "paper_id": LASO.paper_id,
            "title": LASO.title,
            "url": LASO.link,
            "uploaded": False,
        },
    }
    assert document["answer"].startswith("Not stated in the abstracts: the number of parameters.")


def test_refusal(run: Run, outside: FakeOutside) -> None:
    """A refusal names the nearest three, and is no error."""
    outside.application.ask.outcome = REFUSED
    result = run("ask", "How do I bake bread?")

    assert result.exit_code == 0
    assert result.stdout.startswith("No abstract in the library answers this.")
    assert [f"{n}. " in result.stdout for n in (1, 2, 3, 4)] == [True, True, True, False]


@pytest.mark.parametrize(
    ("stdin", "message"),
    [
        ("\u200b \n\t".encode(), "empty"),
        (b"x" * 10_000_000, "4,000 characters"),
        (b"\xff\xfe\x00\x01", "not text"),
        (b"a\x1b[31mb", "control characters"),
    ],
)
def test_no_question(run: Run, outside: FakeOutside, stdin: bytes, message: str) -> None:
    """What is no question is refused before the library is opened."""
    result = run("ask", "-", stdin=stdin)

    assert result.exit_code == 2
    assert message in result.stderr
    assert (result.stdout, outside.opened) == ("", [])


def test_impossible_years(run: Run, outside: FakeOutside) -> None:
    """Years that no paper can meet are an error, not an empty result."""
    result = run("ask", "x", "--year-from", "2021", "--year-to", "2020")

    assert (result.exit_code, outside.opened) == (2, [])
    assert "Swap" in result.stderr


def test_a_missing_model_is_mentioned(run: Run, outside: FakeOutside) -> None:
    """Where text is generated, it is said that there is no model; elsewhere not."""
    outside.application.model_notice = "OPENAI_API_KEY is not set."

    commands = (("ask", QUESTION), ("summarize", "x"), ("search", "x"))
    mentions = ["OPENAI_API_KEY" in run(*command).stderr for command in commands]
    assert mentions == [True, True, False]


def test_model_down(run: Run, outside: FakeOutside) -> None:
    """A model that fails is an exit code of its own, in JSON where JSON was asked for."""
    outside.application.ask.outcome = ModelUnavailable("The model did not answer; is it up?")
    result = run("ask", QUESTION, "--json")

    assert (result.exit_code, result.stdout) == (5, "")
    assert json.loads(result.stderr) == {
        "error": {"kind": "model-unavailable", "message": "The model did not answer; is it up?"}
    }


def test_a_flagged_question(run: Run, outside: FakeOutside) -> None:
    """Moderation applies to the terminal as well; the question is never answered."""
    outside.application.flagged = "How?"
    done = run("ask", "How?", "--json")

    assert done.exit_code == ExitCode.NEGATIVE
    assert json.loads(done.stderr)["error"]["kind"] == "question-flagged"
    assert outside.application.ask.calls == []
