"""The forms of answers, read from what models write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.answering.generate import AnswerGenerator, GeneratedText
from bot.answering.language_model import AnswerTask
from bot.answering.written_forms import find_titled, split_contrast, split_verdict, strip_markup
from bot.grounding.citations import WrittenSentence
from bot.grounding.sentence import Excerpt, Sentence
from bot.questions.kind import QuestionKind
from retrieval.paper import Paper
from tests.fakes.answering import CATS, DOGS, FakeModel, build_quoting_model
from tests.fakes.sentence_check import FakeCheck

DECLINED = "The abstracts do not answer this."
LONG = Paper("2401.00009", "Sleep in cats: a survey of 16 homes", "Cats sleep.")


@pytest.mark.parametrize(
    ("text", "verdict", "rest"),
    [
        ("Yes.", "yes", ""),
        ("**No**, it needs labels.", "no", "It needs labels."),
        ("Not stated.", None, ""),
        ("Yes: it is lossless.", "yes", "It is lossless."),
        ("No paper does this.", None, "No paper does this."),
        ("Yes and no.", None, "Yes and no."),
        ("Nothing is said of it.", None, "Nothing is said of it."),
    ],
)
def test_a_verdict_is_cut_off(text: str, verdict: str | None, rest: str):
    """Only where a stop ends it."""
    assert split_verdict(text) == (verdict, rest)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Sleep in cats: a survey of 16 homes", 2),
        ("2, Sleep in cats: A Survey of 16 Homes.", 2),
        ("On cats", 1),
        ("Sleep in cats: a survey of 16 homes finds that cats sleep all day.", None),
        ("Cats sleep.", None),
    ],
)
def test_a_line_with_nothing_but_a_title_names_the_paper(line: str, number: int | None):
    """A number may stand before it; a sentence is none."""
    assert find_titled(line, {1: CATS, 2: LONG}) == number


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "Cats sleep 16 hours a day, while dogs sleep 12 hours a day.",
            ["Cats sleep 16 hours a day.", "Dogs sleep 12 hours a day."],
        ),
        ("Cats sleep while it rains.", ["Cats sleep while it rains."]),
    ],
)
def test_a_contrast_has_two_sides(text: str, sides: list[str]):
    """Each a sentence of its own, unless one is too short for it."""
    assert split_contrast(text) == sides


async def generate(kind: QuestionKind, text: str) -> GeneratedText:
    """Return what is made of a draft from two papers."""
    task = AnswerTask("How do they sleep?", (Excerpt(1, CATS), Excerpt(2, DOGS)), kind=kind)
    quotes = build_quoting_model("Dogs sleep 12 hours a day. [2]\n")
    return await AnswerGenerator(quotes, FakeCheck())(
        task, {1: CATS, 2: DOGS}, FakeModel((text,), ("",)), abstain_phrase=DECLINED
    )


async def test_a_sentence_is_not_said_twice():
    """Where a model repeats itself."""
    made = await generate("fact", "Cats sleep all day [1]. Cats sleep all day [1].")

    assert [s.text for s in made.sentences] == ["Cats sleep all day."]


@pytest.mark.parametrize(
    ("dogs", "stands"), [("sleep 12 hours a day", True), ("do the unsaid", False)]
)
async def test_both_sides_of_a_contrast_must_stand(dogs: str, stands: bool):
    """No one abstract says both; the sentence stays whole."""
    text = f"Cats sleep 16 hours a day, while dogs {dogs} [1][2]."
    made = await AnswerGenerator(build_quoting_model(), _OneAtATime())(
        AnswerTask("How do they sleep?", (Excerpt(1, CATS), Excerpt(2, DOGS))),
        {1: CATS, 2: DOGS},
        FakeModel((text,), ("",)),
    )

    assert [s.text for s in made.sentences if s.supported and made.mode == "model"] == (
        [text.removesuffix(" [1][2].") + "."] if stands else []
    )


class _OneAtATime(FakeCheck):
    """Supports no sentence that speaks of cats and dogs at once."""

    def __call__(self, written: WrittenSentence, sources: Mapping[int, Paper]) -> Sentence:
        checked = super().__call__(written, sources)
        both = "Cats" in written.text and "dogs" in written.text
        return replace(checked, supported=checked.supported and not both)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("*Attention* is **all** you ***need***.", "Attention is all you need."),
        ("_UniAP_ calls `fit` once.", "UniAP calls fit once."),
        ("**Yes**, it is *lossless*.", "Yes, it is lossless."),
        ("2*3*4 is 24, and a * b * c is not.", "2*3*4 is 24, and a * b * c is not."),
        ("top_k and min_p differ at p* < 0.05.", "top_k and min_p differ at p* < 0.05."),
    ],
)
def test_marks_of_emphasis_are_not_shown(text: str, plain: str):
    """But formulas and names keep theirs."""
    assert strip_markup(text) == plain
