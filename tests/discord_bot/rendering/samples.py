"""Papers and results as they are in daily use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.answering.answer import Answer, Citation, Timings
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.answer import answer
from bot.grounding.sentence import Sentence
from bot.records.conversations import Tally
from retrieval.paper import Evidence, Paper
from retrieval.search.query import Filters
from retrieval.search.results import Hit
from tests.storage.samples import turn

ATTENTION = Paper(
    "1706.03762",
    "Attention Is All You Need",
    "The Transformer is based solely on attention. It reaches 28.4 BLEU on English to German.",
    ("Ashish Vaswani", "Noam Shazeer", "Niki Parmar"),
    date(2017, 6, 12),
    categories=("cs.CL", "cs.LG"),
)
BERT = Paper(
    "1810.04805",
    "BERT: Pre-training of Deep Bidirectional Transformers",
    "BERT pre-trains deep bidirectional representations. It is fine-tuned with one more layer.",
    ("Devlin, Jacob", "Chang, Ming-Wei"),
    date(2018, 10, 11),
    categories=("cs.CL",),
)
UNKNOWN = Paper("t-0a1b2c3d4e5f6071", "A Paper Without a Home", "It says little.")


def span(paper: Paper, text: str) -> Evidence:
    """Return a span of the paper's abstract."""
    start = paper.abstract.index(text)
    return Evidence(paper.paper_id, text, start, start + len(text))


def hit(paper: Paper) -> Hit:
    """Return the paper as found."""
    return Hit(paper, 0.9, 3.0, 0.5, paper.abstract.split(". ")[0] + ".")


ANSWER = Answer(
    "How good is the Transformer?",
    True,
    "model",
    "gpt-4o-mini",
    (
        Sentence("It reaches 28.4 BLEU.", (1,), evidence=(span(ATTENTION, "28.4 BLEU"),)),
        Sentence("It is the best ever.", (), False, "no abstract says this"),
        Sentence(
            "BERT builds on it.",
            (2, 3),
            evidence=(span(BERT, "BERT pre-trains deep bidirectional representations."),),
        ),
    ),
    (
        Citation(1, ATTENTION, (span(ATTENTION, "28.4 BLEU"),)),
        Citation(2, BERT, (span(BERT, "BERT pre-trains deep bidirectional representations."),)),
        Citation(3, UNKNOWN),
        Citation(4, UNKNOWN),
    ),
    took=Timings(10, 1200, 1234),
)
REFUSAL = Answer(
    "How long do cats sleep?", False, "extractive", "", nearest=(hit(ATTENTION), hit(UNKNOWN))
)


def show(t: Translations, answered: Answer, tally: Tally = Tally(), filters: Filters = Filters()):
    """Return the messages of an answer to a command."""
    asked = turn(turn_id="t1", question=answered.question, answer=answered, filters=filters)
    return answer(t, replace(asked, question_message_id=None), tally)
