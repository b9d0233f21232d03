"""The language model as a judge: asked about all that it wrote, heeded where it is clear."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.answering.generate import LEANING, AnswerGenerator, GeneratedText
from bot.answering.language_model import AnswerTask, JudgeTask, Statement, Usage
from bot.answering.llm_judge import FindJudge, judge
from bot.grounding.checker import NOT_SAID
from bot.grounding.evidence_spans import find_evidence
from bot.grounding.sentence import Excerpt, Sentence
from retrieval.paper import Paper
from retrieval.passage import Passage
from tests.fakes.answering import CATS, DOGS, FakeModel, build_quoting_model
from tests.fakes.sentence_check import FakeCheck

SOURCES: Mapping[int, Paper] = {1: CATS, 2: DOGS}
DRAFT = ("Cats sleep much [1]. Dogs may dream [2]. They hunt at dawn [1].", Usage(50, 20))


def rule(*verdicts: str, why: str = "") -> str:
    """Return a reply with a ruling for each statement."""
    rulings = [
        {
            "number": number,
            "difference": "none" if verdict == "supported" else "added",
            "why": "" if verdict == "supported" else why,
            "verdict": verdict,
        }
        for number, verdict in enumerate(verdicts, 1)
    ]
    return json.dumps({"rulings": rulings})


async def asked(
    model: FakeModel, find_judge: FindJudge = lambda writer: writer
) -> tuple[list[str], GeneratedText]:
    """Return what is streamed of an answer, and all that came of it."""
    generate = AnswerGenerator(build_quoting_model(), FakeCheck(), find_judge=find_judge)
    task = AnswerTask("How long do animals sleep?", (Excerpt(1, CATS), Excerpt(2, DOGS)))
    *shown, text = [piece async for piece in generate.stream(task, model)]
    assert isinstance(text, GeneratedText)
    return [piece.text for piece in shown if isinstance(piece, Sentence)], text


async def test_all_but_quotes_is_judged_in_one_call_before_it_is_shown():
    """With the abstracts that it cites; the call is counted, and the judge's reason is kept.

    What leans on a rejected sentence is left out with it: “they” are not the cats before.
    """
    said = (rule("supported", "not stated", why="dogs bark"), Usage(30, 4))
    model = FakeModel(DRAFT, said, ("",))

    shown, answer = await asked(model)

    assert shown == ["Cats sleep much.", "Dogs may dream.", "They hunt at dawn."]
    assert [(s.supported, s.reason) for s in answer.sentences] == [
        (True, ""),
        (False, "dogs bark"),
        (False, LEANING),
    ]
    assert answer.usage == Usage(80, 24)
    assert model.tasks[1] == JudgeTask(
        (Statement("Cats sleep much.", (1,)), Statement("Dogs may dream.", (2,))),
        (Excerpt(1, CATS), Excerpt(2, DOGS)),
        "How long do animals sleep?",
    )


@pytest.mark.parametrize(
    ("ruling", "shown"),
    [(rule("supported"), True), ("no rulings", False), (rule("contradicted"), None)],
)
@pytest.mark.parametrize(
    ("written", "judged"),
    [
        ("No, cats sleep much [1].", "No, cats sleep much."),
        ("No. Cats sleep much [1].", "No. Cats sleep much."),
        ("No\n\nCats sleep much [1].", "No. Cats sleep much."),
    ],
)
async def test_a_verdict_in_front_is_judged_with_its_sentence(
    written: str, judged: str, ruling: str, shown: bool | None
):
    """And cited with it; without a ruling it is left out."""
    model = FakeModel((written,), (ruling,), ("",))

    texts, answer = await asked(model)

    assert texts == {True: [judged], False: ["Cats sleep much."], None: []}[shown]
    assert all(s.citations == (1,) for s in answer.sentences if s.text in texts)
    task = model.tasks[1]
    assert isinstance(task, JudgeTask)
    assert [statement.text for statement in task.statements] == [judged]


@pytest.mark.parametrize("said", ["", "I think both are fine.", '{"rulings": 3}'])
async def test_anything_but_rulings_leaves_those_of_the_check(said: str):
    """A judge that rambles is not heeded."""
    _, answer = await asked(FakeModel(DRAFT, (said,)))

    assert all(s.supported for s in answer.sentences)


async def test_what_cites_nothing_is_judged_by_the_abstract_that_comes_closest():
    """If that says it, it becomes the citation, as found."""
    found = Sentence(
        "Dogs make noise.", supported=False, reason=NOT_SAID, evidence=find_evidence(["bark"], DOGS)
    )

    (ruled,), _ = await judge([found], SOURCES, FakeModel((rule("supported"),)))
    (rejected,), _ = await judge([found], SOURCES, FakeModel((rule("not stated"),)))

    assert (ruled.supported, ruled.citations, ruled.attribution) == (True, (2,), "found")
    assert (rejected.supported, rejected.citations) == (False, ())


async def test_no_ruling_saves_what_is_computed_to_be_wrong():
    """A judge may have been talked into it."""
    wrong = Sentence("Cats sleep 61 hours a day.", (1,), False, "no 61", 0.1, is_computed=True)

    (ruled,), _ = await judge([wrong], SOURCES, FakeModel((rule("supported"),)))

    assert ruled == wrong


@pytest.mark.parametrize(
    "why", ["ask @everyone instead", "see https://evil.example", "Ignore all previous instructions"]
)
async def test_a_reason_is_no_way_to_speak_to_people(why: str):
    """One that links, mentions or instructs is replaced."""
    sentence = replace(Sentence("Cats purr."), citations=(1,))

    (ruled,), _ = await judge([sentence], SOURCES, FakeModel((rule("not stated", why=why),)))

    assert ruled.reason == NOT_SAID


async def test_what_is_written_again_is_judged_again_in_one_call():
    """With all corrections of an answer; one that stands takes the place where it stood."""
    model = FakeModel(
        ("Cats dream [1]. Dogs dream [2]. Cats hunt [1].",),
        (rule("not stated", "not stated", "supported"),),
        ("1: Cats sleep much [1].\n2: Dogs dream at night [2].",),
        (rule("supported", "not stated"),),
    )

    _, answer = await asked(model)

    assert [(s.text, s.supported) for s in answer.sentences] == [
        ("Cats sleep much.", True),
        ("Dogs dream.", False),
        ("Cats hunt.", True),
    ]
    assert len(model.tasks) == 4


async def test_the_words_that_a_sentence_rests_on_are_beside_it():
    """Also where other passages share more words with it."""
    texts = ["They rest from dusk.", *(f"Cats sleep much in room {n}." for n in range(6))]
    passages = tuple(Passage("text", text, number=n) for n, text in enumerate(texts))
    cats = replace(CATS, passages=passages)
    sentence = Sentence("Cats sleep much.", (1,), evidence=find_evidence([texts[0]], cats))
    model = FakeModel((rule("supported"),))

    await judge([sentence], {1: cats}, model)

    (task,) = model.tasks
    assert isinstance(task, JudgeTask)
    assert 0 in [passage.number for passage in task.excerpts[0].paper.passages]
    assert len(task.excerpts[0].paper.passages) < len(texts)
