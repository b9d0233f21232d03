"""A question for a detail that no abstract states is recognized; answerable questions are not."""

from __future__ import annotations

import pytest

from bot.answerability.missing_detail import MissingDetail, find_missing
from bot.answerability.names import find_names, has_name
from bot.answerability.states_target import find_amounts
from bot.grounding.sentence import Excerpt
from retrieval.paper import Paper
from retrieval.search.confidence import Signals
from retrieval.search.query import parse_query
from retrieval.search.results import Hit, SearchResult

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


def missing(question: str, *papers: Paper, signals: Signals | None = None) -> MissingDetail | None:
    """Return what is missing where a search gave papers, best first."""
    given = papers or (HERON, OWL)
    hits = tuple(Hit(p, 0.9 - 0.2 * n, 1.0, 0.5) for n, p in enumerate(given))
    excerpts = [Excerpt(n, p) for n, p in enumerate(given, 1)]
    return find_missing(
        question, SearchResult(parse_query(question), hits, signals or Signals()), excerpts
    )


@pytest.mark.parametrize(
    "question",
    [
        "How many parameters does OWL have?",
        "Which GPU was used to train OWL?",
        "What learning rate was used for OWL?",
        "What accuracy does OWL reach?",
        "What accuracy does HERON-B reach on NightBirds?",
        "What accuracy does HERON-L reach on WetBirds-50?",
        "What accuracy does HERON-B reach on WetBirds-500?",
        "What is the F1 score of HERON?",
        "How many annotators counted the birds for HERON?",
        "How long does it take to train HERON?",
        "How much did it cost to train HERON?",
        "Who funded the work on OWL?",
        "Under which licence is OWL released?",
        "At which conference was HERON presented?",
        "Which optimizer trains HERON?",
        "Who are the authors of OWL?",
        "What batch size does OWL use?",
        "What is the parameter count of OWL?",
        "What does it cost to run OWL?",
        "What GPU memory does OWL need?",
        "Who annotated the calls for OWL?",
    ],
)
def test_a_detail_that_is_not_stated_is_missing(question: str):
    """By kind, by owner, by data set."""
    assert missing(question) is not None


@pytest.mark.parametrize(
    "question",
    [
        "How many parameters does HERON have?",
        "Which GPU was used to train HERON?",
        "How many GPUs was HERON trained on?",
        "What accuracy does HERON-B reach on WetBirds-50?",
        "How accurate is HERON-B?",
        "How many pictures was HERON trained on?",
        "How many countries are the photos from?",
        "How much faster is HERON than CraneNet?",
        "How many decoders has OWL?",
        "How does OWL recognise birds?",
        "Why does HERON attend to few patches?",
        "Does HERON use dropout?",
        "Which paper counts birds?",
        "counting birds",
        "Who counts birds from the air?",
        "What is HERON?",
        "What is the threshold in OWL for?",
        "What does the temperature of OWL mean?",
        "What does OWL do?",
    ],
)
def test_what_may_be_answered_is_not_missing(question: str):
    """Stated, or asked for more than a detail."""
    assert missing(question) is None


def test_the_paper_that_the_question_names_comes_closest():
    """Though another one fits better as a whole."""
    found = missing("How many parameters does OWL have?", HERON, OWL)

    assert found == MissingDetail("the number of parameters", OWL)


def test_without_a_name_the_best_papers_may_answer():
    """A figure of a paper that fits nearly as well is enough."""
    assert missing("How many photos were counted from the air?") is None
    assert missing("How many microphones listen to forests?", OWL, HERON) is not None


def test_nothing_is_missing_where_a_paper_is_named_by_its_id():
    """Whoever gives an id wants to hear of that paper."""
    identified = Signals(identified=True)

    assert missing("How many parameters has 2101.00001?", signals=identified) is None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What accuracy does SpectFormer-S get on CIFAR-100?", ["SpectFormer-S", "CIFAR-100"]),
        ("How many GPUs does it need, and what F1 has it?", []),
        ("Does Chinchilla use ViTs?", ["Chinchilla"]),
    ],
)
def test_names_are_told_from_measures_and_sorts_of_things(question: str, expected: list[str]):
    """By how they are written."""
    assert find_names(question) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("trained on CIFAR-10", "CIFAR-100", False),
        ("trained on Cifar 100.", "CIFAR-100", True),
        ("on ImageNet", "ImageNet-1K", True),
        ("text-to-speech", "TTS", True),
        ("X-NET-Tiny/Small/Medium", "X-NET-Medium", True),
        ("based on DeiT-T", "DeiT-S", False),
    ],
)
def test_a_name_is_found_however_it_is_written(text: str, name: str, expected: bool):
    """But a longer figure is another name."""
    assert has_name(text, name) is expected


def test_amounts_have_units_and_the_figures_in_names_are_none():
    """A model's version says nothing of how many."""
    found = [
        (a.text, a.unit) for a in find_amounts("GPT-4 gains 3.5% in two hours, 40x, on T4, for $9")
    ]

    assert found == [("3.5", "percent"), ("two", "time"), ("40", "times"), ("9", "money")]
