"""Which sentences answer a question without a language model, and in which order."""

from __future__ import annotations

from functools import cache

from bot.answering.language_model import AnswerTask
from bot.grounding.sentence import Excerpt
from bot.llm.extractive.answer import choose_answer_quotes
from bot.llm.extractive.passages import PassageEmbedder
from bot.questions.kind import QuestionKind
from retrieval.paper import Paper
from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.search.embedding.cache import CachingEmbedder
from retrieval.search.rerank.relevance import Relevance

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


_RATE = Relevance()


def _quote(kind: QuestionKind, question: str, *papers: Paper) -> list[str]:
    excerpts = tuple(Excerpt(n, paper) for n, paper in enumerate(papers, 1))
    task = AnswerTask(question, excerpts, kind=kind)
    return [p.text for p in choose_answer_quotes(task, _passages(), _RATE)]


def test_the_sentence_with_the_fact_comes_first():
    """With nothing of another paper beside it."""
    quotes = _quote("fact", "What accuracy does BeeNet reach?", HIVES, RIVERS)

    assert quotes[0].endswith("reaches an accuracy of 93.5%.")
    assert all(quote in HIVES.abstract for quote in quotes)


def test_a_definition_begins_with_what_it_is():
    """Then comes how it works, then what came of it."""
    quotes = _quote("definition", "What is BeeNet?", HIVES, RIVERS)

    assert quotes[0].startswith("We present BeeNet")
    assert quotes[-1].endswith("93.5%.")


def test_an_explanation_is_in_the_order_of_the_abstract():
    """Whichever fits best, what comes first in the abstract is read first."""
    quotes = _quote("explanation", "Why is counting bees hard, and how does BeeNet do it?", HIVES)

    places = [HIVES.abstract.index(quote) for quote in quotes]
    assert len(places) > 1
    assert places == sorted(places)


def test_a_quote_that_leans_on_another_brings_it():
    """“It also …” says nothing of what it is."""
    quotes = _quote("explanation", "How is the pollen that bees carry counted?", HIVES)

    pollen = quotes.index("It also counts the pollen that they carry.")
    assert quotes[pollen - 1].startswith("We present BeeNet")


def test_a_question_of_the_abstract_is_no_answer():
    """However near its words are."""
    assert "Can counts foretell a swarm?" not in _quote(
        "yes_no", "Can counts foretell a swarm?", HIVES
    )


def test_limitations_are_those_that_the_authors_state():
    """And nothing else, if they state none."""
    assert _quote("limitation", "What are the limitations of flood forecasts?", RIVERS) == [
        "A limitation of our approach is that ice blocks the gauges in winter."
    ]
    assert _quote("limitation", "What are the limitations of BeeNet?", HIVES) == []


def test_a_list_has_a_sentence_of_each_paper():
    """In the order of the papers, and not what was known before."""
    quotes = _quote("list", "Which papers train networks?", RIVERS, HIVES)

    assert [quote in RIVERS.abstract for quote in quotes] == [True, False]
    assert "Beekeepers judge" not in quotes[1]
