"""One paper summarised, every sentence checked."""

from __future__ import annotations

import pytest

from bot.answering.language_model import (
    SUMMARY_STYLES,
    ModelUnavailable,
    SummaryTask,
    Usage,
)
from bot.grounding.sentence import Excerpt, Sentence
from retrieval.paper import Paper
from tests.fakes.answering import (
    CATS,
    FakeModel,
    FakePapers,
    build_quoting_model,
    build_summarize,
    build_ticking_clock,
)
from tests.fakes.sentence_check import FakeCheck


@pytest.mark.parametrize("style", [style for style in SUMMARY_STYLES if style != "abstract"])
async def test_each_style_reaches_the_model(style: str):
    """With the paper as its only excerpt."""
    model = FakeModel(("Cats sleep 16 hours [1].",))

    made = await build_summarize(FakePapers(CATS), model, build_quoting_model(), FakeCheck())(
        "On cats", style=style
    )

    assert model.tasks == [SummaryTask((Excerpt(1, CATS),), style)]
    assert (made.style, made.mode, made.model) == (style, "model", "test-model")


async def test_the_sentences_are_checked_and_have_their_evidence():
    """What is not supported is marked, not shown, and is no evidence."""
    model = FakeModel(
        ("Cats sleep 16 hours [1]. They sleep 16 [1]. They sleep 99 hours [1].", Usage(10, 8)),
        ("They sleep 99 hours [1].", Usage(5, 4)),
    )

    made = await build_summarize(
        FakePapers(CATS),
        model,
        build_quoting_model(),
        FakeCheck(),
        clock=build_ticking_clock(),
    )("2401.00001")

    assert [s.supported for s in made.sentences] == [True, True, False]
    assert made.shown_sentences == made.sentences[:2]
    assert [e.text for e in made.citation.evidence] == ["Cats sleep 16 hours a day."]
    assert made.usage == Usage(15, 12)
    assert (made.took.search, made.took.model, made.took.total) == (500, 500, 1000)


async def test_a_model_that_fails_gives_way_to_quotes():
    """And the notice says why."""
    model = FakeModel((ModelUnavailable("The server is down."),))

    made = await build_summarize(FakePapers(CATS), model, build_quoting_model(), FakeCheck())(
        "On cats"
    )

    assert made.sentences == (Sentence("Cats sleep 16 hours a day.", (1,)),)
    assert made.mode == "extractive"
    assert made.notice == "The server is down. These are quotes from the abstract."


async def test_a_paper_without_an_abstract_says_so():
    """There is nothing to sum up."""
    bare = Paper("t-1", "Bare", "")

    made = await build_summarize(
        FakePapers(bare), build_quoting_model(""), build_quoting_model(""), FakeCheck()
    )("Bare")

    assert made.sentences == ()
    assert made.notice == "The library has no abstract of this paper."


async def test_quotes_in_place_of_an_explanation_are_called_key_points():
    """Where the model fails; and with one, the abstract itself is quoted, not written."""
    down = FakeModel((ModelUnavailable("The server is down."),))
    model = FakeModel()
    quoting = build_quoting_model()

    plain = await build_summarize(FakePapers(CATS), down, quoting, FakeCheck())(
        "On cats", style="plain"
    )
    abstract = await build_summarize(FakePapers(CATS), model, quoting, FakeCheck())(
        "On cats", style="abstract"
    )

    assert (plain.mode, plain.style) == ("extractive", "key-points")
    assert (abstract.mode, abstract.style, model.tasks) == ("extractive", "abstract", [])
