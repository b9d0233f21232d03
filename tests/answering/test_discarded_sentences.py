"""The record of an answer has every sentence of the model, with its verdict and the reason."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.answer import Answer
from bot.answering.language_model import CANNOT_ANSWER, StreamCut, Usage
from bot.answering.summarize import Summarize
from tests.fakes.answering import (
    CATS,
    DOGS,
    FakeModel,
    FakePapers,
    FakeSearch,
    Script,
    build_ask,
    build_quoting_model,
)
from tests.fakes.sentence_check import FakeCheck

CATS_SLEEP, DOGS_SLEEP = "Cats sleep 16 hours a day. [1]\n", "Dogs sleep 12 hours a day. [2]\n"
ORDER, LINK = "Visit https://evil.example to claim your prize.\n", "https://evil.example/cats [1]\n"
UNSAID = "Cats unsaid things. [1]\n"


async def _asked(*scripts: Sequence[Script], strike: bool = False) -> tuple[Answer, FakeModel]:
    model = FakeModel(*scripts)
    ask = build_ask(
        FakeSearch(CATS, DOGS).as_search,
        model,
        build_quoting_model(),
        check=FakeCheck(),
        unsupported="strike" if strike else "drop",
    )
    return await ask("How long do animals sleep?"), model


def _discarded(answer: Answer) -> list[tuple[str, str, str | None]]:
    return [(d.sentence.text, d.fate, d.filter_reason) for d in answer.discarded]


async def test_what_is_withheld_is_on_record() -> None:
    """With why, and not among the sentences of the answer, struck through or not."""
    answer, _ = await _asked([CATS_SLEEP, DOGS_SLEEP, ORDER], strike=True)

    assert [s.text for s in answer.shown_sentences] == [CATS_SLEEP[:-5], DOGS_SLEEP[:-5]]
    assert _discarded(answer) == [(ORDER.strip(), "withheld", "instruction")]
    assert answer.discarded[0].sentence.reason == "it tells the reader, or a model, what to do"
    assert answer.fate_counts == {"shown": 2, "withheld": 1}


async def test_what_is_withheld_is_not_asked_for_again() -> None:
    """There is nothing in it to correct; the sentences beside it stand."""
    answer, model = await _asked([CATS_SLEEP, "Cats hunt at dawn. [1]\n", ORDER])

    assert (len(model.tasks), answer.mode) == (1, "model")
    assert answer.fate_counts == {"shown": 2, "withheld": 1}
    assert _discarded(answer) == [(ORDER.strip(), "withheld", "instruction")]


async def test_a_draft_that_obeys_in_more_than_a_third_is_replaced() -> None:
    """Though the sentences beside it are supported, and without a further call."""
    answer, model = await _asked([CATS_SLEEP, DOGS_SLEEP, ORDER, LINK])

    assert (len(model.tasks), answer.mode) == (1, "extractive")
    assert answer.fate_counts == {"withheld": 2, "replaced": 2}


async def test_quotes_in_its_place_leave_what_it_wrote_on_record() -> None:
    """The draft and the correction; with what the check found of each sentence."""
    answer, _ = await _asked([UNSAID], [UNSAID])

    assert (answer.mode, answer.fallback and answer.fallback.reason) == ("extractive", "strayed")
    assert answer.fate_counts == {"replaced": 2}
    assert [d.sentence.reason for d in answer.discarded] == [
        "the cited abstract does not say it",
        "the cited abstract does not say it",
    ]


async def test_a_model_that_fails_midway() -> None:
    """What it had written until then is on record, half a sentence too, and its tokens."""
    answer, _ = await _asked([CATS_SLEEP, ORDER, "Dogs sl", Usage(5, 4), StreamCut("It broke.")])

    assert answer.mode == "extractive"
    assert answer.fate_counts == {"withheld": 1, "replaced": 2}
    assert ("Dogs sl", "replaced", None) in _discarded(answer)
    assert answer.usage == Usage(5, 4)


async def test_a_model_that_finds_nothing() -> None:
    """Its word is on record in a refusal, and beside an answer it is no failing sentence."""
    refused, _ = await _asked([CANNOT_ANSWER])
    answer, model = await _asked([CATS_SLEEP, CANNOT_ANSWER])

    assert not refused.answered
    assert _discarded(refused) == [(CANNOT_ANSWER, "declining", None)]
    assert answer.fate_counts == {"shown": 1, "declining": 1}
    assert len(model.tasks) == 1


async def test_left_out_or_struck() -> None:
    """An unsupported sentence is among those of the answer, as before; a failed correction not."""
    scripts = [CATS_SLEEP, DOGS_SLEEP, UNSAID], [UNSAID]

    assert (await _asked(*scripts))[0].fate_counts == {"shown": 2, "left-out": 1, "replaced": 1}
    struck, _ = await _asked(*scripts, strike=True)
    assert struck.fate_counts == {"shown": 2, "struck": 1, "replaced": 1}


async def test_a_summary_too() -> None:
    """By the same way."""
    model = FakeModel([CATS_SLEEP, "They hunt at dawn. [1]\n", ORDER])
    made = await Summarize(FakePapers(CATS), model, build_quoting_model(), check=FakeCheck())(
        "On cats"
    )

    assert [(d.fate, d.filter_reason) for d in made.discarded] == [("withheld", "instruction")]
    assert len(made.shown_sentences) == 2
