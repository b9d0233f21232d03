"""What is counted of one answer, and of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.answering.answer import Answer, Citation, RetrievedPaper, Timings
from bot.answering.language_model import NOT_STATED, Turn, Usage
from bot.answering.lead import Lead, LeadKey
from bot.answering.options import AnswerOptions
from bot.evaluation.evaluate import UnknownPapers, evaluate_answers, resolve_papers
from bot.evaluation.outcome import Outcome, build_outcome
from bot.evaluation.questions import EvaluationQuestion, GoldCell
from bot.grounding.sentence import Sentence
from retrieval.errors import PaperNotFound
from retrieval.paper import Paper
from tests.evaluation.outcomes import GOOD
from tests.fakes.answering import BIRDS, CATS, DOGS

C, D, B = (paper.paper_id for paper in (CATS, DOGS, BIRDS))
ASKED = EvaluationQuestion(1, "How long do cats sleep?", (C,), (("16",), ("dawn",)), "fact")
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
    usage=Usage(90, 10, 0.5),
    retrieved=tuple(
        RetrievedPaper(paper.paper_id, number, 1, 1, 1, 1)
        for paper, number in ((BIRDS, 3), (DOGS, 2), (CATS, 1))
    ),
)
REFUSAL = replace(ANSWER, answered=False, sentences=(), citations=())


def _supports(text: str, papers: Sequence[Paper]) -> bool:
    return CATS in papers


def _measure(question: EvaluationQuestion, answer: Answer) -> Outcome:
    return build_outcome(question, answer, _supports, model="small")


def _list(*sentences: Sentence, lead: Lead | None = None) -> Answer:
    return replace(ANSWER, kind="list", sentences=sentences, lead=lead)


def test_an_answer():
    """Facts count where they are shown, sentences also where they are not."""
    assert _measure(ASKED, ANSWER) == replace(
        GOOD,
        question=ASKED.question,
        called=True,
        unsupported=1,
        citations=4,
        precise_citations=1,
        named_papers=2,
        facts=2,
        sentences=1,
        characters=len("They sleep 16 hours. [1] [2]"),
        milliseconds=3,
        prompt_tokens=90,
        completion_tokens=10,
        cost=0.5,
    )


def test_marks_are_no_figures():
    """The fact “2” is not stated by a mark [2]; a lead states facts, and so does a list's title."""
    asked = replace(ASKED, facts=(("2",), ("67",), ("dogs",)))

    plain = _measure(asked, ANSWER)
    listed = _measure(asked, _list(*ANSWER.sentences, lead=Lead("paper-count", count=67)))
    recorded = _measure(asked, replace(ANSWER, kind="record"))

    assert (plain.facts_stated, plain.fact_first) == (0, False)
    assert (listed.facts_stated, listed.fact_first) == (2, True)
    assert recorded.facts_stated == 1


@pytest.mark.parametrize(
    ("lead", "text", "given"),
    [
        (None, "Yes: cats sleep.", "yes"),
        (None, "No, they hunt.", "no"),
        (None, "No cat sleeps.", ""),
        (None, "Cats sleep. Yes: they do.", ""),
        (Lead("papers", 2), "Cats sleep.", ""),
        (Lead("no-limitation"), "Cats sleep.", "not_stated"),
        (Lead("no-future-work"), "Cats sleep.", "not_stated"),
    ],
)
def test_a_verdict_is_what_an_answer_begins_with(lead: Lead | None, text: str, given: str):
    """Or the line above it that nothing was found."""
    asked = replace(ASKED, kind="yes_no", facts=(), verdict="yes")
    told = replace(ANSWER, lead=lead, sentences=(Sentence(text, (1,)),))

    found = _measure(asked, told)

    assert (found.verdict, found.given_verdict) == ("yes", given)


def test_a_line_that_nothing_answers_declines():
    """Whatever stands below it; other lines do not decline."""
    leads: dict[LeadKey, bool] = {"no-limitation": True, "no-papers": True, "nearest": False}

    found = {lead: _measure(ASKED, replace(ANSWER, lead=Lead(lead))) for lead in leads}

    assert {lead: outcome.declined for lead, outcome in found.items()} == leads
    assert _measure(ASKED, REFUSAL).declined


def test_where_a_refusal_is_no_fault():
    """It is one wherever something can be answered from papers or from the catalog."""
    cases = {
        replace(ASKED, kind="record", papers=()): True,
        replace(ASKED, kind="list", facts=(), papers=()): False,
        replace(ASKED, verdict="not_stated", facts=()): False,
        replace(ASKED, kind="smalltalk", facts=(), papers=()): False,
        replace(ASKED, kind="far", facts=(), papers=(), refuse=True): False,
    }

    assert {asked: _measure(asked, REFUSAL).answerable for asked in cases} == cases


def test_cells_are_stated_by_their_own_paper():
    """A cell needs its words, or a clause of them, in a sentence that cites its paper."""
    cells = (
        GoldCell("sleep", C, ("16 hours",)),
        GoldCell("sleep", D, ("Dogs sleep 12 hours a day, as a rule.",)),
        GoldCell("sound", C, ("bark",)),
        GoldCell("sound", D, ("Dogs are loud, and they bark.",)),
        GoldCell("food", C, ()),
        GoldCell("food", D, ()),
    )
    sentences = (
        Sentence("Cats sleep 16 hours.", (1,)),
        Sentence("Dogs sleep 12 hours a day.", (2,)),
        Sentence("They bark.", (2,)),
        Sentence(f"Their food is {NOT_STATED}.", (2,)),
    )

    found = _measure(replace(ASKED, cells=cells), replace(ANSWER, sentences=sentences))

    assert (found.cells, found.cells_stated) == (4, 2)
    assert (found.blanks, found.blanks_told) == (2, 1)


class OnlyCats:
    """Takes for supported what cites the paper on cats, and the library has that one only."""

    def verify(self, text: str, papers: Sequence[Paper]) -> Sentence:
        return Sentence(text, supported=CATS in papers)

    def find(self, reference: str) -> Paper:
        if reference == CATS.title:
            return CATS
        raise PaperNotFound(reference)


class Asked:
    """Records what it is asked, and always gives the same answer."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, list[Turn], AnswerOptions]] = []

    async def __call__(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        options: AnswerOptions = AnswerOptions(),
    ) -> Answer:
        self.calls.append((question, list(history), options))
        return ANSWER


async def test_every_question_is_asked_of_the_model_named():
    """One after the other; the price is that of the model's tokens, also where quotes stood in."""
    ask, told = Asked(), list[int]()

    found = await evaluate_answers([ASKED], ask, OnlyCats(), model="large", on_progress=told.append)

    assert ask.calls == [(ASKED.question, [], AnswerOptions(model="large"))]
    assert told == [1]
    assert [(one.cost, one.replaced) for one in found] == [(0.5, True)]


async def test_a_follow_up_is_asked_in_its_conversation():
    """The question before it is asked first, and only the follow-up is measured."""
    ask = Asked()
    question = EvaluationQuestion(1, "and dogs?", after="How long do cats sleep?", kind="follow_up")

    found = await evaluate_answers([question], ask, OnlyCats(), model="m")

    options = AnswerOptions(model="m")
    history = [Turn("How long do cats sleep?", ANSWER.text, ANSWER.cited_ids)]
    assert ask.calls == [(question.after, [], options), (question.question, history, options)]
    assert [(one.question, one.after) for one in found] == [(question.question, question.after)]


def test_papers_are_found_as_people_name_them():
    """Everywhere that a question names papers; it may name none."""
    far = EvaluationQuestion(2, "Why?", refuse=True)
    cell = GoldCell("sleep", "On cats", ("16",))
    named = EvaluationQuestion(1, "?", ("On cats",), may=("On cats",), cells=(cell,))

    found = resolve_papers([named, far], OnlyCats())

    expected = replace(named, papers=(C,), may=(C,), cells=(replace(cell, paper=C),))
    assert found == (expected, far)


def test_papers_that_the_library_has_not():
    """They are named, with their lines; not all of them."""
    asked = [EvaluationQuestion(line, f"{line}?", ("On fish",)) for line in range(3, 8)]

    with pytest.raises(UnknownPapers, match=r"line 3: “On fish”.*line 5: .*, and 2 more$"):
        resolve_papers(asked, OnlyCats())
