"""Suggest next questions that the abstracts behind an answer can answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.answer import Answer, Citation, Suggestion
from bot.answering.language_model import Turn
from bot.answering.lead import Lead
from bot.answering.suggestions import suggest_questions
from bot.grounding.sentence import Sentence
from bot.questions.kinds import QuestionKind
from retrieval.paper import Paper

LIMITED = Paper(
    "2101.00001",
    "FastNet: Faster Networks",
    "Deep networks are slow at inference, which hinders their use on phones. In this paper, we "
    "propose FastNet, a method that prunes layers by their norm. Our results show that FastNet "
    "outperforms ResNet on ImageNet by 3 %. However, a limitation of our method is that it is "
    "slow on small inputs.",
)
PLAIN = Paper(
    "2101.00002",
    "A survey of many different networks and of all that they are used for",
    "Deep networks are slow at inference, which hinders their use on phones. In this paper, we "
    "propose a method that prunes layers by their norm. Experiments on ImageNet show that our "
    "method outperforms all previous methods by 3 %.",
)
COINING = Paper(
    "2101.00003",
    "Slow and thorough networks for photographs",
    "Deep networks are slow at inference, which hinders their use on phones. In this paper, we "
    "propose ReadTwice, a method that prunes layers by their norm. "
    "ReadTwice outperforms all previous methods by 3 %.",
)


def answer_of(*papers: Paper, kind: QuestionKind = "fact", said: str = "It is good.") -> Answer:
    """Return an answer with a sentence on each paper."""
    return Answer(
        "Which is fast?",
        True,
        "extractive",
        "",
        tuple(Sentence(said, (n,)) for n, _ in enumerate(papers, 1)),
        tuple(Citation(n, paper) for n, paper in enumerate(papers, 1)),
        kind=kind,
    )


def test_two_papers_can_be_compared_and_a_stated_limitation_asked_for():
    """By the name before a title's colon, or the one that the abstract coins."""
    assert suggest_questions(answer_of(COINING, LIMITED)) == (
        Suggestion("compare", "Compare ReadTwice and FastNet", ("ReadTwice", "FastNet")),
        Suggestion("limitations", "What are the limitations of FastNet?", ("FastNet",)),
    )


def test_no_limitation_is_asked_for_that_no_abstract_states():
    """Results are, where nobody quoted them."""
    quoted = COINING.abstract.split(". ")[2]
    before = Turn("How good is it?", f"{quoted} [1]", (COINING.paper_id,))

    assert [s.kind for s in suggest_questions(answer_of(COINING))] == ["results"]
    assert [s.kind for s in suggest_questions(answer_of(COINING, said=quoted))] == ["method"]
    assert [s.kind for s in suggest_questions(answer_of(COINING), [before])] == ["method"]


@pytest.mark.parametrize(
    ("question", "absent"),
    [
        ("What are the limitations of FastNet?", "limitations"),
        ("Compare FastNet and ReadTwice", "compare"),
        ("How does FastNet work?", "method"),
    ],
)
def test_what_the_conversation_asked_is_not_suggested(question: str, absent: str):
    """In the same words, though it was several questions ago."""
    history = [Turn(question, "…", (LIMITED.paper_id,)), Turn("Which is fast?", "…")]
    suggested = suggest_questions(answer_of(LIMITED, COINING), history)

    assert suggested
    assert absent not in {s.kind for s in suggested}


def test_refusals_suggest_nothing_and_small_talk_its_example():
    """There are no facts to ask about."""
    refused = replace(answer_of(LIMITED), answered=False)
    friendly = replace(refused, kind="smalltalk", lead=Lead("thanks", value="What is FastNet?"))

    assert suggest_questions(refused) == ()
    assert suggest_questions(friendly) == (Suggestion("example", "What is FastNet?"),)
