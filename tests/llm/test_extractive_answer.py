"""Which sentences answer a question without a language model, and in which order."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from bot.answering.language_model import AnswerTask
from bot.grounding.sentence import Excerpt
from bot.llm.extractive.answer import choose_answer_quotes
from bot.llm.extractive.passages import PassageEmbedder
from retrieval.paper import Paper
from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.search.embedding.cache import CachingEmbedder

HIVES = Paper(
    "p-hives",
    "BeeNet: counting bees at the entrance of a hive",
    "Beekeepers judge the health of a colony by the traffic at its entrance. However, counting "
    "bees by hand is slow and tiring. We present BeeNet, a small convolutional network that "
    "counts the bees in video from a cheap camera. It also counts the pollen that they carry. Can "
    "counts foretell a swarm? Experiments on three hives show that BeeNet reaches an accuracy of "
    "93.5%.",
)
RIVERS = Paper(
    "p-rivers",
    "Forecasting floods from river gauges",
    "Floods are hard to forecast where gauges are sparse. We train a graph network on the gauges "
    "of 12 rivers. Results show that its forecasts two days ahead have a smaller error than those "
    "of the hydrological model in use. A limitation of our approach is that ice blocks the gauges "
    "in winter.",
)


@cache
def _passages() -> PassageEmbedder:
    return PassageEmbedder(CachingEmbedder(BgeSmall(1)), lambda word: 1.0)


def _quote(question: str, *papers: Paper) -> list[str]:
    excerpts = tuple(Excerpt(n, paper) for n, paper in enumerate(papers, 1))
    return [p.text for p in choose_answer_quotes(AnswerTask(question, excerpts), _passages())]


def test_quotes_are_in_the_order_of_the_abstract():
    """Whichever fits best, what comes first in the abstract is read first."""
    quotes = _quote("What does BeeNet do with bees and pollen?", HIVES)

    places = [HIVES.abstract.index(quote) for quote in quotes]
    assert len(places) > 1
    assert places == sorted(places)


def test_a_quote_that_leans_on_another_brings_it():
    """“It also …” says nothing of what it is."""
    quotes = _quote("Does anything count the pollen that bees carry?", HIVES)

    pollen = quotes.index("It also counts the pollen that they carry.")
    assert quotes[pollen - 1].startswith("We present BeeNet")


def test_a_question_of_the_abstract_is_no_answer():
    """However near its words are."""
    assert "Can counts foretell a swarm?" not in _quote("Can counts foretell a swarm?", HIVES)


def test_limitations_are_those_that_the_authors_state():
    """And nothing else, if they state none."""
    assert _quote("What are the limitations of flood forecasts?", RIVERS) == [
        "A limitation of our approach is that ice blocks the gauges in winter."
    ]
    assert _quote("What are the limitations of BeeNet?", HIVES) == []


def test_the_quotes_of_a_paper_stay_together():
    """The paper with the best sentence comes first."""
    quotes = _quote("What is trained on gauges of rivers, and what counts bees?", HIVES, RIVERS)

    owners = ["bees" if quote in HIVES.abstract else "rivers" for quote in quotes]
    assert sum(a != b for a, b in pairwise(owners)) <= 1
