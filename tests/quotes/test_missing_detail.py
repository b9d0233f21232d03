"""A question for a detail that no abstract states is recognized; answerable questions are not."""

from __future__ import annotations

import pytest

from bot.answering.answer import MissingDetail
from bot.grounding.cross_encoder import CrossEncoder
from bot.grounding.sentence import Excerpt
from bot.quotes.answerability import find_missing, name_detail
from bot.quotes.reading import Reading, read_papers
from retrieval.paper import Paper
from retrieval.search.rerank.relevance import Relevance

HERON = Paper(
    "t-heron",
    "HERON: Counting Birds with Sparse Attention",
    "Counting birds from the air is hard. We present HERON, which attends to few patches. "
    "It is trained on 12,000 photos from three countries. HERON-B reaches 81.5% accuracy on "
    "WetBirds-50, and runs 2.5 times faster than CraneNet. It also does well on NightBirds. "
    "The 1.2B model was trained on four A100 GPUs.",
)
OWL = Paper(
    "t-owl",
    "OWL: Listening to Forests at Night",
    "We introduce OWL, a method that recognises birds by their calls. It combines a small encoder "
    "with two decoders. Experiments show that OWL is better than other methods.",
)


_READ, _RATE = CrossEncoder(), Relevance()


def _find(question: str, *papers: Paper) -> MissingDetail | None:
    excerpts = [Excerpt(n, paper) for n, paper in enumerate(papers, 1)]
    return find_missing(question, read_papers(_READ, _RATE, question, excerpts))


@pytest.mark.parametrize(
    "question",
    [
        "How many layers does OWL have?",
        "Which GPU was used to train OWL?",
        "what learning rate was used for OWL",
        "Under which licence is OWL released?",
        "who labelled the calls for OWL?",
        "Which microphones recorded the forest?",
    ],
)
def test_a_detail_that_is_not_stated_is_missing(question: str):
    """Of whatever kind."""
    assert _find(question, HERON, OWL) is not None


def test_a_sentence_with_all_words_of_a_question_states_it():
    """Whatever the model makes of it."""
    paper = Paper("t-jay", "JAY", "A light encoder handles the labels. The decoder joins both.")
    said = Reading(paper, ("A light encoder handles the labels.",), answers=(-9.0,), whole=-9.0)

    assert find_missing("Which encoder handles the labels?", [said]) is None
    assert find_missing("Which optimizer handles the labels?", [said]) is not None


@pytest.mark.parametrize(
    "question",
    [
        "What accuracy does HERON-B reach on WetBirds-50?",
        "How many pictures was HERON trained on?",
        "how much faster is HERON than CraneNet",
        "What does OWL combine?",
        "How does OWL recognise birds?",
        "What is HERON?",
        "which GPUs was HERON trained on",
    ],
)
def test_what_is_stated_is_not_missing(question: str):
    """In whichever of the papers."""
    assert _find(question, OWL, HERON) is None


def test_the_paper_that_the_question_names_comes_closest():
    """Though another one comes first; what it states nearest is quoted."""
    found = _find("Which licence does OWL have?", HERON, OWL)

    assert found is not None
    assert (found.what, found.closest) == ("which licence", OWL)
    assert found.stated in OWL.abstract


def test_papers_are_looked_at_as_a_whole_before_a_few_are_read_by_sentences():
    """So that the right one is found wherever the search has it."""
    others = [Paper(f"t-{n}", f"Counting things, part {n}", "We count.") for n in range(9)]
    excerpts = [Excerpt(n, paper) for n, paper in enumerate([*others, OWL], 1)]

    readings = read_papers(_READ, _RATE, "who recognises birds by what they sing?", excerpts)

    assert [reading.paper for reading in readings] == [OWL]


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("How many training epochs does OWL need?", "how many training epochs"),
        ("and what mAP on COCO?", "what mAP"),
        ("which GPU trained it", "which GPU"),
        ("what is the batch size", "the batch size"),
        ("What's its F1 score?", "its F1 score"),
        ("who paid for OWL?", "who paid for OWL"),
        ("How long did it take?", "How long did it take"),
    ],
)
def test_a_detail_is_named_in_the_words_of_the_question(question: str, what: str):
    """As far as they go."""
    assert name_detail(question) == what
