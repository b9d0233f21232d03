"""Decide which of the papers found fit the topic of a question for papers.

A logistic model of what the search says of a paper (score, cosine, MaxSim), how much of the topic's
words it has, whether it has the names in it, and how well a sentence of it answers by the
cross-encoder. benchmarks/fit/fitting_papers.py fits the weights.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

from bot.answerability.names import find_names, has_name
from bot.grounding.content_words import find_stems, weigh_words
from bot.grounding.premise import find_nearest
from retrieval.paper import Paper, normalize_title
from retrieval.search.rerank.relevance import RateRelevance
from retrieval.search.results import Hit
from retrieval.text.sentences import split_sentences

_MAX_READ = 16  # papers whose sentences the cross-encoder reads
_MIN_SHARE_OF_BEST = 0.25  # of the best score; papers below are not read
_SENTENCES_READ = 2
_MIN_SENTENCES_ABOUT = 2
_UNREAD_RELEVANCE = -11.0
_MIN_RELEVANCE = -0.42
"""Of the nearest paper, in tenths of a logit: topics that are not in a library stay below."""

_QUOTED = re.compile(r"[“\"](.+)[”\"]")


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a paper and a topic; see `WEIGHTS`."""

    share_of_best: float
    alignment: float
    cosine: float
    covered: float
    covered_by_title: float
    relevance: float
    named: float


WEIGHTS = Features(7.21, -0.54, 0.86, 0.72, 0.03, 1.9, 1.28)
BIAS = -6.19
MIN_PROBABILITY = 0.3


@dataclass(frozen=True, slots=True)
class FittingPaper:
    """A paper that fits, and how sure that is, from 0 to 1."""

    hit: Hit
    probability: float


def find_fitting(
    topics: Sequence[str],
    hits: Sequence[Hit],
    rate: RateRelevance,
    excluded: Sequence[str] = (),
) -> list[FittingPaper]:
    """Return the hits of a search for the first topic that fit one of `topics`, in their order.

    Those about what is `excluded` are left out. Blocks. None if no hit comes near. A topic in
    quotation marks is looked for word for word.
    """
    unwanted = [find_stems(one) - find_stems(topics[0]) for one in excluded]
    hits = [hit for hit in hits if not any(_is_about(hit.paper, stems) for stems in unwanted)]
    if phrase := _QUOTED.fullmatch(topics[0]):
        wanted = normalize_title(phrase[1])
        return [FittingPaper(hit, 1.0) for hit in hits if wanted in _fold(hit.paper)]
    measured = measure_fit(topics, hits, rate)
    if not any(one.relevance > _MIN_RELEVANCE or one.covered == 1 for one in measured):
        return []
    return [
        FittingPaper(hit, probability)
        for hit, features in zip(hits, measured, strict=True)
        if (probability := _predict(features)) >= MIN_PROBABILITY
    ]


def measure_fit(topics: Sequence[str], hits: Sequence[Hit], rate: RateRelevance) -> list[Features]:
    """Return the features of each hit; words and relevance are those of the topic it fits best."""
    weighted = [weigh_words(topic) for topic in topics]
    names = find_names(f"on {topics[0]}")
    best = max((hit.score for hit in hits), default=0.0) or 1.0
    found = []
    for place, hit in enumerate(hits):
        title = hit.paper.title
        sentences = [title, *(span.text for span in split_sentences(hit.paper.abstract))]
        stems, of_title = find_stems(" ".join(sentences)), find_stems(title)
        share = hit.score / best
        relevance = _UNREAD_RELEVANCE
        if place < _MAX_READ and share >= _MIN_SHARE_OF_BEST:
            for topic in topics:
                nearest = {0, *find_nearest(sentences, topic, _SENTENCES_READ)}
                rated = rate(topic, [sentences[i] for i in sorted(nearest)])
                relevance = max(relevance, *rated)
        has = [has_name(" ".join(sentences), name) for name in names]
        found.append(
            Features(
                share,
                hit.alignment,
                hit.dense,
                max(_cover(weights, stems) for weights in weighted),
                max(_cover(weights, of_title) for weights in weighted),
                relevance / 10,
                0.0 if not has else 1.0 if all(has) else -1.0 if not any(has) else 0.0,
            )
        )
    return found


def _is_about(paper: Paper, stems: frozenset[str]) -> bool:
    """Tell whether a paper has the words in its title, or together in several sentences."""
    if not stems:
        return False
    spans = split_sentences(paper.abstract)
    having = sum(stems <= find_stems(span.text) for span in spans)
    return stems <= find_stems(paper.title) or having >= _MIN_SENTENCES_ABOUT


def _cover(weights: Mapping[str, float], stems: frozenset[str]) -> float:
    """Return the share of the words' weight that a text has."""
    total = sum(weights.values()) or 1.0
    return sum(weight for stem, weight in weights.items() if stem in stems) / total


def _fold(paper: Paper) -> str:
    return normalize_title(f"{paper.title} {paper.abstract}")


def _predict(features: Features) -> float:
    logit = BIAS + sum(w * x for w, x in zip(astuple(WEIGHTS), astuple(features), strict=True))
    return 1 / (1 + math.exp(-logit))
