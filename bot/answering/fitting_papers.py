"""Decide which of the papers found fit the topic of a question for papers.

A logistic model of the score of the search, how much of the topic's words a paper has, how far it
lacks a word that other papers have, and how surely the model of the check says of its abstract
that it fits what is wanted. benchmarks/fit/fitting_papers.py fits the weights.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

import numpy as np

from bot.grounding.content_words import find_stems, weigh_words
from bot.grounding.cross_encoder import ReadPair, rate_answers
from bot.grounding.premise import join_sentences
from bot.questions.topic import claim_fit
from retrieval.paper import Paper, normalize_title
from retrieval.search.rerank.maxsim import QueryTokens
from retrieval.search.results import Hit
from retrieval.text.sentences import split_sentences

_MIN_SHARE_OF_BEST = 0.1  # of the best score; papers below are not read
_UNREAD = -6.0  # log odds that a paper fits which is not read
_MIN_SENTENCES_ABOUT, _MIN_COVERED_BESIDE = 2, 0.5
"""Sentences with what is excluded, or the share of the topic in one of them."""

_USUALLY_WEAKEST = -0.4  # of a paper whose tokens are not known

_QUOTED = re.compile(r"[“\"](.+)[”\"]")


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a paper and a topic; see `WEIGHTS`."""

    share_of_best: float
    covered: float
    weakest: float
    whole: float


WEIGHTS = Features(4.46, 0.91, 2.77, 0.38)
BIAS = -4.14
MIN_PROBABILITY = 0.25
_MIN_WHOLE = 0.2
"""Log odds that the surest of all papers fits: below, none does, unless it has all words."""


@dataclass(frozen=True, slots=True)
class FittingPaper:
    """A paper that fits, and how sure that is, from 0 to 1."""

    hit: Hit
    probability: float


def find_fitting(
    topics: Sequence[str],
    wanted: str,
    hits: Sequence[Hit],
    tokens: QueryTokens | None,
    read: ReadPair,
    excluded: Sequence[str] = (),
) -> list[FittingPaper]:
    """Return the hits of a search for the first topic that fit one of `topics`, in their order.

    `tokens` are that topic's, `wanted` is what the question wants in its own words. None if the
    model is sure of no hit. Hits about what is `excluded` are left out. A topic in quotation marks
    is looked for word for word. Blocks.
    """
    weights = weigh_words(topics[0])
    unwanted = [find_stems(one) - weights.keys() for one in excluded]
    hits = [hit for hit in hits if not any(_is_about(hit.paper, no, weights) for no in unwanted)]
    if phrase := _QUOTED.fullmatch(topics[0]):
        exact = normalize_title(phrase[1])
        return [FittingPaper(hit, 1.0) for hit in hits if exact in _fold(hit.paper)]
    measured = measure_fit(topics, wanted, hits, tokens, read)
    if not any(one.whole >= _MIN_WHOLE or one.covered == 1 for one in measured):
        return []
    return [
        FittingPaper(hit, probability)
        for hit, features in zip(hits, measured, strict=True)
        if (probability := _predict(features)) >= MIN_PROBABILITY
    ]


def measure_fit(
    topics: Sequence[str],
    wanted: str,
    hits: Sequence[Hit],
    tokens: QueryTokens | None,
    read: ReadPair,
) -> list[Features]:
    """Return the features of each hit; words are those of the topic it fits best."""
    weighted = [weigh_words(topic) for topic in topics]
    best = max((hit.score for hit in hits), default=0.0) or 1.0
    weakest, claim = _find_weakest(hits, tokens), claim_fit(wanted)
    found = []
    for place, hit in enumerate(hits):
        spans = split_sentences(hit.paper.abstract)
        text = join_sentences([hit.paper.title, *(span.text for span in spans)])
        stems, share = find_stems(text), hit.score / best
        whole = _UNREAD
        if share >= _MIN_SHARE_OF_BEST:
            (whole,) = rate_answers(read, claim, [text])
        covered = max(_cover(weights, stems) for weights in weighted)
        found.append(Features(share, covered, weakest[place], whole))
    return found


def _find_weakest(hits: Sequence[Hit], tokens: QueryTokens | None) -> list[float]:
    """Return of each hit how far its weakest word is below the best of the hits, a cosine below 0.

    Only the topic's rarer words count: those of at least half of the greatest weight.
    """
    if tokens is None or not len(tokens.weights):
        return [_USUALLY_WEAKEST] * len(hits)
    rarer = tokens.vectors[tokens.weights >= tokens.weights.max() / 2]
    nearest = {
        place: (rarer @ hit.tokens.vectors.T).max(axis=1)
        for place, hit in enumerate(hits)
        if hit.tokens is not None and len(hit.tokens)
    }
    best = np.max(list(nearest.values()), axis=0, initial=-1.0)
    return [
        float((nearest[place] - best).min()) if place in nearest else _USUALLY_WEAKEST
        for place in range(len(hits))
    ]


def _is_about(paper: Paper, stems: frozenset[str], topic: Mapping[str, float]) -> bool:
    """Tell whether a paper has the words in its title, in several sentences, or with the topic."""
    if not stems:
        return False
    found = [find_stems(one.text) for one in split_sentences(paper.abstract)]
    having = [one for one in found if stems <= one]
    return (
        stems <= find_stems(paper.title)
        or len(having) >= _MIN_SENTENCES_ABOUT
        or any(_cover(topic, one) >= _MIN_COVERED_BESIDE for one in having)
    )


def _cover(weights: Mapping[str, float], stems: frozenset[str]) -> float:
    """Return the share of the words' weight that a text has."""
    total = sum(weights.values()) or 1.0
    return sum(weight for stem, weight in weights.items() if stem in stems) / total


def _fold(paper: Paper) -> str:
    return normalize_title(f"{paper.title} {paper.abstract}")


def _predict(features: Features) -> float:
    logit = BIAS + sum(w * x for w, x in zip(astuple(WEIGHTS), astuple(features), strict=True))
    return 1 / (1 + math.exp(-logit))
