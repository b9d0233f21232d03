"""The language model as a judge: asked about what is doubtful, heeded where it is clear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.answering.answer import Answer, DraftDiscarded, ReadingPapers
from bot.answering.language_model import JudgeTask, ModelUnavailable, Statement, Usage
from bot.answering.llm_judge import parse_rulings
from bot.grounding.citations import WrittenSentence
from bot.grounding.sentence import Excerpt, Sentence
from retrieval.paper import Paper
from tests.fakes.answering import CATS, DOGS, FakeModel, FakeSearch, build_ask, build_quoting_model
from tests.fakes.sentence_check import FakeCheck

DRAFT = (
    "Cats sleep 16 hours [1]. Cats may dream [1]. Dogs maybe run [2]. They hunt at dawn [1].",
    Usage(50, 20),
)


class Doubtful(FakeCheck):
    """Is not sure of what has "may" in it, and lets it pass."""

    def __call__(self, written: WrittenSentence, sources: Mapping[int, Paper]) -> Sentence:
        return replace(super().__call__(written, sources), borderline="may" in written.text)


async def asked(
    model: FakeModel, *, judge: bool = True
) -> list[Sentence | DraftDiscarded | ReadingPapers | Answer]:
    """Return all that is streamed of an answer."""
    ask = build_ask(
        FakeSearch(CATS, DOGS).as_search,
        model,
        build_quoting_model(),
        check=Doubtful(),
        abstain_phrase="Nothing.",
        judge=judge,
    )
    return [piece async for piece in ask.stream("How long do animals sleep?")]


async def test_what_is_doubtful_is_judged_in_one_call_before_it_is_shown():
    """With the abstracts that it cites; the call is counted."""
    model = FakeModel(DRAFT, ("1: yes\n2: no", Usage(30, 4)), ("",))

    *sentences, answer = await asked(model)

    assert [s.text for s in sentences if isinstance(s, Sentence)] == [
        "Cats sleep 16 hours.",
        "Cats may dream.",
        "They hunt at dawn.",
    ]
    assert isinstance(answer, Answer)
    assert [(s.supported, s.borderline) for s in answer.sentences] == [
        (True, False),
        (True, False),
        (False, False),
        (True, False),
    ]
    assert answer.usage == Usage(80, 24)
    assert model.tasks[1] == JudgeTask(
        (Statement("Cats may dream.", (1,)), Statement("Dogs maybe run.", (2,))),
        (Excerpt(1, CATS), Excerpt(2, DOGS)),
    )


async def test_the_opposite_is_a_contradiction():
    """It is not shown."""
    *_, answer = await asked(FakeModel(DRAFT, ("1: opposite\n2: yes",)))

    assert isinstance(answer, Answer)
    assert [s.verdict for s in answer.sentences] == [
        "supported",
        "contradicted",
        "supported",
        "supported",
    ]


@pytest.mark.parametrize(
    "said", ["", "I think both are fine.", "1: yes, mostly", "3: no", "1: no\n1: yes"]
)
async def test_anything_but_the_words_leaves_the_rulings_of_the_check(said: str):
    """A judge that rambles is not heeded."""
    *_, answer = await asked(FakeModel(DRAFT, (said,)))

    assert isinstance(answer, Answer)
    assert all(s.supported for s in answer.sentences)


async def test_a_judge_that_is_down_is_done_without():
    """The check's verdict on the answer is kept."""
    *_, answer = await asked(FakeModel(DRAFT, (ModelUnavailable("Down."),)))

    assert isinstance(answer, Answer)
    assert (answer.mode, len(answer.shown_sentences)) == ("model", 4)


async def test_it_is_off_by_default_and_not_asked_where_nothing_is_doubtful():
    """No call is spent."""
    off, sure = FakeModel(DRAFT), FakeModel(("Cats sleep 16 hours [1].",))

    await asked(off, judge=False)
    await asked(sure)

    assert (len(off.tasks), len(sure.tasks)) == (1, 1)


@pytest.mark.parametrize(
    ("text", "count", "found"),
    [
        ("yes", 1, {1: "yes"}),
        ("“No.”", 1, {1: "no"}),
        ("Yes", 2, {}),
        ("1: YES\n2 - opposite.\n3) no", 3, {1: "yes", 2: "opposite", 3: "no"}),
        ("1: yes and no", 1, {}),
        ("7: yes", 2, {}),
    ],
)
def test_rulings_are_read_from_lines(text: str, count: int, found: dict[int, str]):
    """A number and one of the words; a lone word where there is one statement."""
    assert parse_rulings(text, count) == found
