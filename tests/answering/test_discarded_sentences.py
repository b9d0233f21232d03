"""The record of an answer has every sentence of the model, with its verdict and the reason."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.answer import Answer
from bot.answering.language_model import StreamCut, Usage
from tests.fakes.answering import (
    CATS,
    DOGS,
    FakeModel,
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
