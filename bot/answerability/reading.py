"""Read abstracts for a question: how likely each sentence answers it, and whether any does."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answerability.names import find_names, has_name
from bot.grounding.cross_encoder import ReadPair, rate_answers
from bot.grounding.premise import join_sentences
from bot.grounding.sentence import Excerpt
from retrieval.paper import Paper
from retrieval.search.rerank.relevance import RateRelevance
from retrieval.text.sentences import split_sentences

_MAX_SENTENCES = 20  # of one abstract; each costs some 15 ms
_BASE, _OF_BEST, _OF_WHOLE = 2.37, 0.61, 0.56
"""Of a logistic model, by benchmarks/fit/answerability.py."""

_OF_RELEVANCE = 0.3  # log odds, of a logit
_OF_RANK = 2.0  # log odds, for the first paper; divided by the root of its place
_OF_NAME = 2.0  # log odds, for each name of the question that a paper has


@dataclass(frozen=True, slots=True)
class Reading:
    """A paper, read for a question.

    `answers` has the log odds that each sentence alone answers, `whole` those of the abstract as
    far as it is read at once, `relevance` the logit of its most relevant sentence, and `named` is
    how many names of the question it has.
    """

    paper: Paper
    sentences: tuple[str, ...]
    answers: tuple[float, ...]
    whole: float
    relevance: float
    named: int = 0

    @property
    def stated(self) -> float:
        """The log odds that the abstract states what is asked."""
        best = max(self.answers, default=self.whole)
        return _BASE + _OF_BEST * best + _OF_WHOLE * self.whole

    @property
    def nearest(self) -> str:
        """The sentence that comes nearest to an answer, empty if there is none."""
        rated = zip(self.answers, self.sentences, strict=True)
        return max(rated, default=(0.0, ""))[1]


def read_paper(read: ReadPair, rate: RateRelevance, question: str, paper: Paper) -> Reading:
    """Read one paper for an English question."""
    sentences = tuple(span.text for span in split_sentences(paper.abstract))[:_MAX_SENTENCES]
    texts = [join_sentences([paper.title, sentence]) for sentence in sentences]
    whole = join_sentences([paper.title, *sentences])
    *answers, of_whole = rate_answers(read, question, [*texts, whole])
    relevance = max(rate(question, texts or [paper.title]))
    names = [name for name in find_names(question) if len(name) > 1]
    named = sum(has_name(whole, name) for name in names)
    return Reading(paper, sentences, tuple(answers), of_whole, relevance, named)


def read_papers(
    read: ReadPair, rate: RateRelevance, question: str, excerpts: Sequence[Excerpt]
) -> list[Reading]:
    """Read the papers of an English question; those that most likely answer come first.

    The place of an excerpt, its relevance, and the names that it shares with the question count.
    """

    def rank(reading: Reading, place: int) -> float:
        likely = reading.stated + _OF_RELEVANCE * reading.relevance
        return likely + _OF_RANK / math.sqrt(place) + _OF_NAME * reading.named

    read_ones = (read_paper(read, rate, question, excerpt.paper) for excerpt in excerpts)
    ranked = [(rank(one, place), -place, one) for place, one in enumerate(read_ones, 1)]
    return [one for _, _, one in sorted(ranked, key=lambda each: each[:2], reverse=True)]


def select_meant(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings of the papers that have most names of the question."""
    most = max((reading.named for reading in readings), default=0)
    return [reading for reading in readings if reading.named == most]
