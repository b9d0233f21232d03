"""Read abstracts for a question: how likely each sentence answers it, and whether any does."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bot.grounding.cross_encoder import ReadPair, rate_answers
from bot.grounding.premise import join_nearest, join_sentences, shorten_table
from bot.grounding.sentence import Excerpt
from bot.questions.names import find_names, has_name
from retrieval.paper import Paper
from retrieval.reading import split_paper
from retrieval.search.rerank.relevance import RateRelevance

PAPERS_READ = 3
"""How many papers are read sentence by sentence, at most."""

_SURELY_STATED = 1.0
"""The log odds from which a paper states what is asked, so that no further one is read."""

_MAX_RATED = 2  # sentences of one paper whose relevance is rated: those that most likely answer
_MAX_SEEN = 16
"""How many papers are read as a whole, at some 50 ms each: of 60 papers that are described in other
words, in a library of 2,000, 52 are among these, and 55 among the first 24 of the search."""

_MIN_SHARE = 0.45
"""Of the best score of the search. Of 611 questions none is about a paper below 0.55, and most that
name their paper have few above."""

_MAX_SENTENCES = 20  # of one abstract; each costs some 15 ms
_BASE, _BEST_WEIGHT, _WHOLE_WEIGHT = 0.52, 0.70, 0.19
"""Of a logistic model, by benchmarks/fit/answerability.py."""

_SEEN_WEIGHT, _SHARE_WEIGHT, _PLACE_WEIGHT, _NAME_WEIGHT = 0.99, 6.66, 0.40, 1.54
"""Log odds that a paper is meant: for those that it answers as a whole, for its share of the best
score of the search, for the first place (divided by the root of its place), and for each name of
the question that it has. By benchmarks/fit/paper_choice.py, like those below."""
_STATED_WEIGHT, _RELEVANCE_WEIGHT, _FIRST_LOOK_WEIGHT = 0.64, 0.13, 0.57


@dataclass(frozen=True, slots=True)
class Reading:
    """A paper, read for a question.

    `answers` has the log odds that each sentence alone answers, `whole` those of the abstract as
    far as it is read at once, `relevance` the logit of its most relevant sentence, and `named` is
    how many names of the question it has.
    """

    paper: Paper
    sentences: tuple[str, ...]
    answers: tuple[float, ...] = ()
    whole: float = 0.0
    relevance: float = 0.0
    named: int = 0

    @property
    def stated(self) -> float:
        """The log odds that the abstract states what is asked."""
        best = max(self.answers, default=self.whole)
        return _BASE + _BEST_WEIGHT * best + _WHOLE_WEIGHT * self.whole

    @property
    def nearest(self) -> str:
        """The sentence that comes nearest to an answer, empty if there is none."""
        rated = zip(self.answers, self.sentences, strict=True)
        return max(rated, default=(0.0, ""))[1]


def read_papers(
    read: ReadPair,
    rate: RateRelevance,
    question: str,
    excerpts: Sequence[Excerpt],
    shares: Sequence[float] = (),
) -> list[Reading]:
    """Read the papers of an English question; those that most likely answer come first.

    The first are read as a whole, unless the search has them far behind. Those that most likely
    answer so, by the search and the names that they share with the question, too, are read sentence
    by sentence, until one surely states it. `shares` are the scores of the search as shares of the
    best, 1 without.
    """
    names = [name for name in find_names(question) if len(name) > 1]
    scored = zip(excerpts, shares or [1.0] * len(excerpts), strict=True)
    near = [
        (excerpt, share)
        for n, (excerpt, share) in enumerate(islice(scored, _MAX_SEEN))
        if n < PAPERS_READ or share >= _MIN_SHARE
    ]
    seen = _read_whole(read, question, names, near)
    seen.sort(key=lambda one: -one[0])
    ranked: list[tuple[float, Reading]] = []
    for likely, whole in seen[:PAPERS_READ]:
        reading = _read_closely(read, rate, question, whole)
        odds = _STATED_WEIGHT * reading.stated + _RELEVANCE_WEIGHT * reading.relevance
        ranked.append((odds + _FIRST_LOOK_WEIGHT * likely, reading))
        if reading.stated >= _SURELY_STATED:
            break
    return [one for _, one in sorted(ranked, key=lambda each: -each[0])]


def _read_whole(
    read: ReadPair, question: str, names: Sequence[str], near: Sequence[tuple[Excerpt, float]]
) -> list[tuple[float, Reading]]:
    """Read papers as a whole, each given with its share of the best score.

    Returns the log odds that the question means each, and its reading.
    """
    papers = [excerpt.paper for excerpt, _ in near]
    sentences = [
        tuple(shorten_table(span.text, question) for span in split_paper(paper, _MAX_SENTENCES))
        for paper in papers
    ]
    texts = [
        join_nearest(paper.title, of_paper, question)
        for paper, of_paper in zip(papers, sentences, strict=True)
    ]
    seen = []
    for (excerpt, share), of_paper, whole in zip(
        near, sentences, rate_answers(read, question, texts), strict=True
    ):
        text = f"{excerpt.paper.title}. {excerpt.paper.text}"
        named = sum(has_name(text, name) for name in names)
        likely = _SEEN_WEIGHT * whole + _SHARE_WEIGHT * share + _NAME_WEIGHT * named
        likely += _PLACE_WEIGHT / math.sqrt(excerpt.number)
        seen.append((likely, Reading(excerpt.paper, of_paper, whole=whole, named=named)))
    return seen


def _read_closely(read: ReadPair, rate: RateRelevance, question: str, seen: Reading) -> Reading:
    """Return a reading with what its sentences answer, and how relevant they are."""
    texts = [join_sentences([seen.paper.title, sentence]) for sentence in seen.sentences]
    answers = rate_answers(read, question, texts)
    rated = sorted(range(len(texts)), key=lambda place: -answers[place])[:_MAX_RATED]
    relevance = max(rate(question, [texts[place] for place in rated] or [seen.paper.title]))
    return replace(seen, answers=tuple(answers), relevance=relevance)


def select_meant(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings of the papers that have most names of the question."""
    most = max((reading.named for reading in readings), default=0)
    return [reading for reading in readings if reading.named == most]
