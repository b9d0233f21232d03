"""Decide which of the papers found fit the topic of a question for papers.

A logistic model of what the search says of a paper (score, cosine), how much of the topic's words
and names it has, how far it lacks a word or phrase that other papers have, and how surely the model
of the check says of its abstract, and of its title, that it fits what is wanted.
benchmarks/fit/fitting_papers.py fits the weights.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass
from itertools import pairwise

import numpy as np

from bot.answerability.names import find_names, has_name
from bot.grounding.content_words import ContentWord, find_content_words, find_stems, weigh_words
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
    cosine: float
    covered: float
    covered_by_title: float
    named: float
    weakest: float
    together: float
    whole: float
    titled: float


WEIGHTS = Features(5.0, 1.62, 0.84, -0.39, 1.26, 2.46, 1.71, 0.5, 0.2)
BIAS = -4.43
MIN_PROBABILITY = 0.4


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

    `tokens` are that topic's, `wanted` is what the question wants in its own words. Hits about what
    is `excluded` are left out. A topic in quotation marks is looked for word for word. Blocks.
    """
    weights = weigh_words(topics[0])
    unwanted = [find_stems(one) - weights.keys() for one in excluded]
    hits = [hit for hit in hits if not any(_is_about(hit.paper, no, weights) for no in unwanted)]
    if phrase := _QUOTED.fullmatch(topics[0]):
        exact = normalize_title(phrase[1])
        return [FittingPaper(hit, 1.0) for hit in hits if exact in _fold(hit.paper)]
    measured = measure_fit(topics, wanted, hits, tokens, read)
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
    names = find_names(f"on {topics[0]}")
    best = max((hit.score for hit in hits), default=0.0) or 1.0
    weakest, together = _find_weakest(hits, tokens), _find_together(topics, hits)
    claim = claim_fit(wanted)
    found = []
    for place, hit in enumerate(hits):
        title = hit.paper.title
        sentences = [title, *(span.text for span in split_sentences(hit.paper.abstract))]
        stems, of_title = find_stems(" ".join(sentences)), find_stems(title)
        share = hit.score / best
        whole, titled = _UNREAD, _UNREAD
        if share >= _MIN_SHARE_OF_BEST:
            whole, titled = rate_answers(read, claim, [join_sentences(sentences), title])
        has = [has_name(" ".join(sentences), name) for name in names]
        found.append(
            Features(
                share,
                hit.dense,
                max(_cover(weights, stems) for weights in weighted),
                max(_cover(weights, of_title) for weights in weighted),
                0.0 if not has else 1.0 if all(has) else -1.0 if not any(has) else 0.0,
                weakest[place],
                together[place],
                whole,
                titled,
            )
        )
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


def _find_together(topics: Sequence[str], hits: Sequence[Hit]) -> list[float]:
    """Return how many neighboring words of the topic each hit lacks, as a share below 0.

    Only as many count as two hits have: where papers on “dataset distillation” are found, one on
    the distillation of knowledge into a data set is none, but no paper needs to have a phrase that
    no other has.
    """
    wanted = [find_content_words(topic) for topic in topics]
    shares = []
    for hit in hits:
        texts = [hit.paper.title, *(span.text for span in split_sentences(hit.paper.abstract))]
        stems = [[word.stem for word in find_content_words(text)] for text in texts]
        has = {pair for one in stems for pair in (*pairwise(one), *((word, "") for word in one))}
        shares.append(max(_share_together(words, has) for words in wanted))
    usual = sorted(shares)[-2] if len(shares) > 1 else 0.0
    return [min(share - usual, 0.0) for share in shares]


def _share_together(words: Sequence[ContentWord], has: Collection[tuple[str, str]]) -> float:
    """Return the share of neighbors, by weight, that are neighbors in either order in a text."""
    if len(words) < 2:
        return float(all((word.stem, "") in has for word in words))
    weights = [(one, other, one.weight + other.weight) for one, other in pairwise(words)]
    total = sum(weight for *_, weight in weights) or 1.0
    return (
        sum(
            weight
            for one, other, weight in weights
            if (one.stem, other.stem) in has or (other.stem, one.stem) in has
        )
        / total
    )


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
