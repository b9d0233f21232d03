"""Which sentences answer a question without a language model, and in which order."""

from __future__ import annotations

from functools import cache

from benchmarks.grounding_data import starters
from bot.answering.language_model import AnswerTask
from bot.grounding.cross_encoder import CrossEncoder
from bot.grounding.sentence import Excerpt
from bot.questions.kinds import QuestionKind
from bot.quotes.answer import choose_answer_quotes
from bot.quotes.sentences import SentenceEmbedder
from retrieval.paper import Paper, normalize_title
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
def _embedder() -> SentenceEmbedder:
    return SentenceEmbedder(CachingEmbedder(BgeSmall(1)))


_RATE, _READ = Relevance(), CrossEncoder()


def _quote(kind: QuestionKind, question: str, *papers: Paper) -> list[str]:
    excerpts = tuple(Excerpt(n, paper) for n, paper in enumerate(papers, 1))
    task = AnswerTask(question, excerpts, kind=kind)
    return [p.text for p in choose_answer_quotes(task, _embedder(), _RATE, _READ)]


def test_the_sentence_with_the_fact_comes_first():
    """With nothing of another paper beside it."""
    quotes = _quote("fact", "What accuracy does BeeNet reach?", HIVES, RIVERS)

    assert quotes[0].endswith("reaches an accuracy of 93.5%.")
    assert all(quote in HIVES.abstract for quote in quotes)


def test_a_definition_begins_with_what_it_is():
    """What came of it is not asked for."""
    quotes = _quote("definition", "What is BeeNet?", HIVES, RIVERS)

    assert quotes[0].startswith("We present BeeNet")
    assert not any(quote.endswith("93.5%.") for quote in quotes)


def test_an_explanation_brings_the_sentence_that_it_needs():
    """“These forecasts …” says nothing of what they are."""
    dams = Paper(
        "p-dams",
        "Dams and forecasts",
        "Dams are opened by hand. We make forecasts with a network. These forecasts are sent to "
        "the dams by radio, which then open by themselves. Nobody has to watch them.",
    )
    quotes = _quote("explanation", "How do the dams open by themselves?", dams)

    sent = next(n for n, quote in enumerate(quotes) if quote.startswith("These forecasts"))
    assert quotes[sent - 1] == "We make forecasts with a network."


def test_limitations_are_those_that_the_authors_state():
    """And nothing else, if they state none."""
    assert _quote("limitation", "What are the limitations of flood forecasts?", RIVERS) == [
        "A limitation of our approach is that ice blocks the gauges in winter."
    ]
    assert _quote("limitation", "What are the limitations of BeeNet?", HIVES) == []


def test_a_definition_begins_with_the_sentence_whose_subject_is_asked_for():
    """Not with one that does not name it, however well it answers."""
    paper = starters()[
        normalize_title(
            "Unified Embedding: Battle-Tested Feature Representations for Web-Scale ML Systems"
        )
    ]

    quotes = _quote("definition", "What is meant by Feature Multiplexing?", paper)

    assert quotes[0].startswith("Feature Multiplexing shares")


def test_a_list_has_a_sentence_of_each_paper():
    """In the order of the papers, and not what was known before."""
    quotes = _quote("list", "Which papers train networks?", RIVERS, HIVES)

    assert [quote in RIVERS.abstract for quote in quotes] == [True, False]
    assert "Beekeepers judge" not in quotes[1]


def test_a_paper_is_set_beside_its_rival_by_its_own_words():
    """What it is, and each sentence that speaks of the rival, by name or in general."""
    owls = Paper(
        "p-owls",
        "OwlNet: hearing owls at night",
        "Owls are hard to count. We present OwlNet, a network that hears owls in the dark. OwlNet "
        "runs on a phone, whereas HawkNet needs a GPU. Recordings were made in two forests. OwlNet "
        "outperforms earlier methods by 3%.",
    )

    def contrast(rival: str) -> list[str]:
        task = AnswerTask(
            f"OwlNet vs {rival}", (Excerpt(1, owls),), kind="explanation", rivals=(rival,)
        )
        return [p.text for p in choose_answer_quotes(task, _embedder(), _RATE, _READ)]

    present, hawk, earlier = (
        "We present OwlNet, a network that hears owls in the dark.",
        "OwlNet runs on a phone, whereas HawkNet needs a GPU.",
        "OwlNet outperforms earlier methods by 3%.",
    )
    assert contrast("HawkNet") == [present, hawk]
    assert contrast("earlier methods") == [present, earlier]


def test_a_result_answers_before_the_aim_that_asks_for_it():
    """The labels of the abstract tell them apart, and are not quoted."""
    trial = Paper(
        "p-trial",
        "Vitamin D for bees: a randomized trial",
        "BACKGROUND Vitamin D may affect the lifespan of bees. OBJECTIVE To assess the effect of "
        "vitamin D on the lifespan of bees. METHODS We fed 40 bees. RESULTS Fed bees lived 3 days "
        "longer than others. CONCLUSIONS Feeding is worthwhile.",
    )

    for kind in ("fact", "yes_no"):
        quotes = _quote(kind, "what is the effect of vitamin D on the lifespan of bees?", trial)
        assert quotes[0] == "Fed bees lived 3 days longer than others."
