"""A small model answers in a sentence or two; the rest is quoted."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.answering.assistant import Evidence, Plan, number_papers
from bot.answering.generate import AnswerGenerator, GeneratedText
from bot.answering.language_model import CANNOT_ANSWER, ModelUnavailable, Usage
from bot.models.brief_writer import BESIDE_THE_POINT, HANGING, BriefWriter
from bot.models.close_check import TOO_FREE
from bot.models.writer import ModelWriter
from bot.questions.kinds import QuestionKind
from retrieval.paper import Paper
from tests.fakes.answering import CATS, FakeModel, build_quoting_model
from tests.fakes.sentence_check import FakeCheck

OWLS = Paper(
    "t-9",
    "On owls",
    "Owls hear mice under snow with two uneven ears. Their feathers make no noise in flight. "
    "Owls sleep by day.",
)
QUOTE = "Owls hear mice under snow with two uneven ears. [1]\n"
LAST = "Owls sleep by day. [1]\n"


def rate(question: str, texts: Sequence[str]) -> list[float]:
    """Rate what speaks of noise as beside the point, and snow as a little to the point."""
    return [-9.0 if "noise" in text else 5.0 + ("snow" in text) for text in texts]


def _build(model: FakeModel, quotes: Sequence[str]) -> BriefWriter:
    quoting, check = build_quoting_model(*quotes), FakeCheck()
    quoted = ModelWriter(quoting, AnswerGenerator(quoting, check))
    return BriefWriter(model, quoted, quoting, check, check, rate)


async def write(
    *script: str | Usage | ModelUnavailable,
    kind: QuestionKind = "explanation",
    quotes: Sequence[str] = (QUOTE, LAST),
) -> tuple[GeneratedText, FakeModel]:
    """Return the text of a task about two papers, and the model that was asked."""
    model = FakeModel(script, name="tiny-1b")
    brief = _build(model, quotes)
    plan = Plan("How do owls find mice?", kind)
    stream = brief.write(plan, Evidence(number_papers([OWLS, CATS])), (), "English")
    *sentences, text = [piece async for piece in stream]
    assert isinstance(text, GeneratedText)
    assert tuple(sentences) == text.sentences
    return text, model


def shown(text: GeneratedText) -> list[str]:
    """Return the sentences that are shown."""
    return [sentence.text for sentence in text.sentences if sentence.supported]


async def test_a_sentence_that_says_what_the_quote_says_takes_its_place():
    """The quote is its evidence."""
    text, _ = await write("Owls find mice under snow with two uneven ears [1].", Usage(90, 9))

    assert shown(text) == ["Owls find mice under snow with two uneven ears."]
    assert [span.text for span in text.sentences[0].evidence] == [
        "Owls hear mice under snow with two uneven ears."
    ]
    assert (text.mode, text.model, text.usage) == ("model", "tiny-1b", Usage(90, 9))
    assert text.fallback is None


async def test_the_quote_follows_a_sentence_that_says_something_else():
    """Only that one."""
    text, _ = await write("By day, owls sleep [1].")

    assert shown(text) == ["By day, owls sleep.", "Owls hear mice under snow with two uneven ears."]


async def test_a_definition_begins_with_its_quote():
    """In place of the sentence that says the same."""
    text, _ = await write(
        "Owls hear mice with two uneven ears [1]. Owls sleep by day [1].", kind="definition"
    )

    assert shown(text) == ["Owls hear mice under snow with two uneven ears.", "Owls sleep by day."]
    assert [d.sentence.text for d in text.discarded] == ["Owls hear mice with two uneven ears."]


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Feathers of owls make no noise in flight [1].", BESIDE_THE_POINT),
        ("This: owls hear mice under snow [1].", HANGING),
        ("Owls hear mice under snow with these [1].", HANGING),
        ("Owls hear mice with radar [1].", TOO_FREE),
        ("Owls hear 7 mice [1].", "the cited abstract does not have the figure 7"),
    ],
)
async def test_a_sentence_that_does_not_stand_gives_way_to_the_quotes(sentence: str, reason: str):
    """Whatever is wrong with it; why is kept."""
    text, _ = await write(sentence)

    assert shown(text) == ["Owls hear mice under snow with two uneven ears.", "Owls sleep by day."]
    assert text.mode == "extractive"
    assert text.fallback is not None
    assert text.fallback.reason == "strayed"
    assert [(d.sentence.reason, d.fate) for d in text.discarded] == [(reason, "replaced")]


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ((CANNOT_ANSWER,), "declined"),
        (("Owls hear mice [1]. ", ModelUnavailable("The server is down.")), "failed"),
    ],
)
async def test_a_model_that_gives_no_answer_gives_way_to_the_quotes(
    script: Sequence[str | ModelUnavailable], reason: str
):
    """Also where it breaks off."""
    text, _ = await write(*script)

    assert shown(text) == ["Owls hear mice under snow with two uneven ears.", "Owls sleep by day."]
    assert text.fallback is not None
    assert text.fallback.reason == reason


async def test_without_a_quote_the_model_is_not_asked():
    """There is nothing that it could answer from."""
    text, model = await write("Owls hear mice [1].", quotes=("Owls count to 99. [1]",))

    assert not [s for s in text.sentences if s.supported]
    assert model.tasks == []
