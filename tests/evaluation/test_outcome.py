"""What is counted of one answer, and of all of them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.answering.answer import Answer, Citation, RetrievedPaper, Timings
from bot.answering.language_model import Usage
from bot.answering.options import AnswerOptions
from bot.evaluation.evaluate import UnknownPapers, evaluate_answers, find_known_papers
from bot.evaluation.outcome import Outcome, build_outcome
from bot.evaluation.questions import EvaluationQuestion
from bot.grounding.checker import Verdict
from bot.grounding.sentence import Sentence
from retrieval.errors import PaperNotFound
from retrieval.paper import Paper
from tests.fakes.answering import BIRDS, CATS, DOGS

ASKED = EvaluationQuestion(1, "How long do cats sleep?", ("On cats",), (("16",), ("dawn",)))
ANSWER = Answer(
    ASKED.question,
    answered=True,
    mode="model",
    model="small",
    sentences=(
        Sentence("They sleep 16 hours.", (1, 2)),
        Sentence("They hunt at dawn.", (2, 3), supported=False),
    ),
    citations=(Citation(1, CATS), Citation(2, DOGS)),  # those of what is shown alone
    took=Timings(1, 2, 3),
    usage=Usage(90, 10),
    retrieved=tuple(
        RetrievedPaper(paper.paper_id, number, 1, 1, 1, 1)
        for paper, number in ((BIRDS, 3), (DOGS, 2), (CATS, 1))
    ),
)


class OnlyCats:
    """Takes for supported what cites the paper on cats, and the library has that one only."""

    def verify(self, text: str, papers: Sequence[Paper]) -> Verdict:
        return Verdict("supported", 1) if CATS in papers else Verdict("unsupported", 0)

    def find(self, reference: str) -> Paper:
        if reference == CATS.title:
            return CATS
        raise PaperNotFound(reference)


def test_an_answer():
    """Facts count where they are shown, sentences also where they are not."""

    def supports(text: str, papers: Sequence[Paper]) -> bool:
        return CATS in papers

    found = build_outcome(ASKED, ANSWER, {CATS.paper_id}, supports, model="small", cost=0.5)

    assert found == Outcome(
        question=ASKED.question,
        group="",
        answerable=True,
        answered=True,
        called=True,
        replaced=False,
        recall_at_3=1,
        recall_at_8=1,
        reciprocal_rank=pytest.approx(1 / 3),
        statements=2,
        unsupported=1,
        citations=4,
        precise_citations=1,
        known_citations=1,
        facts=2,
        facts_stated=1,
        milliseconds=3,
        prompt_tokens=90,
        completion_tokens=10,
        cost=0.5,
    )


async def test_every_question_is_asked_of_the_model_named():
    """One after the other; the price is that of the model's tokens, also where quotes stood in."""
    asked: list[tuple[str, AnswerOptions]] = []
    told: list[int] = []

    async def ask(question: str, *, options: AnswerOptions = AnswerOptions()) -> Answer:
        asked.append((question, options))
        return ANSWER

    found = await evaluate_answers(
        [ASKED],
        {ASKED.question: frozenset({CATS.paper_id})},
        ask,
        OnlyCats(),
        model="large",
        cost=lambda model, usage: usage.total_tokens if model == "large" else None,
        on_progress=told.append,
    )

    assert asked == [(ASKED.question, AnswerOptions(model="large"))]
    assert told == [1]
    assert [(one.cost, one.replaced) for one in found] == [(100, True)]


def test_known_papers():
    """They are found as people name them; a question may name none."""
    far = EvaluationQuestion(2, "Why?", answerable=False)

    found = find_known_papers([ASKED, far], OnlyCats())

    assert found == {ASKED.question: {CATS.paper_id}, "Why?": frozenset()}


def test_papers_that_the_library_has_not():
    """They are named, with their lines; not all of them."""
    asked = [EvaluationQuestion(line, f"{line}?", ("On fish",)) for line in range(3, 8)]

    with pytest.raises(UnknownPapers, match=r"line 3: “On fish”.*line 5: .*, and 2 more$"):
        find_known_papers(asked, OnlyCats())
