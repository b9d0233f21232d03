"""Decide which of the papers found fit the topic of a question for papers.

A logistic model of the score of the search, and of how surely the model of the check says of the
abstract that it fits, absolutely and beside the third surest paper (fitted by
benchmarks/fit/fitting_papers.py). A paper without a name that is in the topic does not fit, as long
as others have it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

from bot.answerability.names import find_phrase_names, has_name
from bot.grounding.content_words import find_stems, weigh_shared, weigh_words
from bot.grounding.cross_encoder import ReadPair, rate_answers
from bot.grounding.premise import join_sentences
from bot.questions.topic import claim_fit
from retrieval.paper import Paper, normalize_title
from retrieval.search.results import Hit
from retrieval.text import patterns as re
from retrieval.text.labels import split_abstract

_MIN_SHARE_OF_BEST = 0.1  # of the best score; papers below are not read
_UNREAD = -6.0  # log odds that a paper fits which is not read
_MIN_SENTENCES_ABOUT, _MIN_COVERED_BESIDE = 2, 0.5
"""Sentences with what is excluded, or the share of the topic in one of them."""
_QUOTED = re.compile(r"[“\"](.+)[”\"]")


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a paper and a topic; see `WEIGHTS`."""

    share_of_best: float
    whole: float
    above_third: float


WEIGHTS = Features(4.61, 0.447, 0.231)
BIAS = -4.38
MIN_PROBABILITY = 0.3
MIN_PERHAPS = 0.2
"""The probability from which a paper may fit, so that its title is worth a look."""
_MIN_WHOLE_PERHAPS = -2.5
_MAX_PERHAPS = 2
_MIN_WHOLE = 1.1
"""Log odds that the surest of all papers fits: below, none does, unless it has all words."""


@dataclass(frozen=True, slots=True)
class FittingPapers:
    """The papers that fit a topic, in the order of the search, and the likeliest that may."""

    surely: tuple[Hit, ...]
    perhaps: tuple[Hit, ...] = ()


def find_fitting(
    topic: str, hits: Sequence[Hit], read: ReadPair, excluded: Sequence[str] = ()
) -> FittingPapers:
    """Return the hits of a search for a topic that fit it.

    None surely fits if the model is sure of no hit, and none has all words of the topic; then those
    that may fit share a word with it. Hits about what is `excluded` are left out. A topic in
    quotation marks is looked for word for word. Blocks.
    """
    weights = weigh_words(topic)
    unwanted = [find_stems(one) - weights.keys() for one in excluded]
    hits = [hit for hit in hits if not any(_is_about(hit.paper, no, weights) for no in unwanted)]
    if phrase := _QUOTED.fullmatch(topic):
        exact = normalize_title(phrase[1])
        return FittingPapers(tuple(hit for hit in hits if exact in _fold(hit.paper)))
    measured = measure_fit(topic, hits, read)
    likely = [_predict(one) for one in measured]
    for name in find_phrase_names(topic):
        having = [has_name(f"{hit.paper.title} {hit.paper.abstract}", name) for hit in hits]
        if any(having):
            likely = [one * has for one, has in zip(likely, having, strict=True)]
    is_any = any(one.whole >= _MIN_WHOLE for one in measured)
    is_any = is_any or any(weights.keys() <= find_stems(_join(hit.paper)) for hit in hits)
    least = MIN_PROBABILITY if is_any else math.inf
    surely = tuple(hit for hit, one in zip(hits, likely, strict=True) if one >= least)
    perhaps = [
        n
        for n, (one, features) in enumerate(zip(likely, measured, strict=True))
        if MIN_PERHAPS <= one < least
        and features.whole >= _MIN_WHOLE_PERHAPS
        and (is_any or not weights.keys().isdisjoint(find_stems(_join(hits[n].paper))))
    ]
    perhaps = sorted(perhaps, key=lambda n: -likely[n])[:_MAX_PERHAPS]
    return FittingPapers(surely, tuple(hits[n] for n in perhaps))


def measure_fit(topic: str, hits: Sequence[Hit], read: ReadPair) -> list[Features]:
    """Return the features of each hit of a search for a topic, best first."""
    best = max((hit.score for hit in hits), default=0.0) or 1.0
    claim = claim_fit(topic)
    shares = [hit.score / best for hit in hits]
    near = [n for n, share in enumerate(shares) if share >= _MIN_SHARE_OF_BEST]
    rated = rate_answers(read, claim, [_join(hits[n].paper) for n in near])
    wholes = [_UNREAD] * len(hits)
    for n, whole in zip(near, rated, strict=True):
        wholes[n] = whole
    third = min(sorted(wholes)[-3:], default=0.0)
    return [Features(share, w, w - third) for share, w in zip(shares, wholes, strict=True)]


def _join(paper: Paper) -> str:
    sentences = [span.text for span in split_abstract(paper.abstract)]
    return join_sentences([paper.title, *sentences])


def _is_about(paper: Paper, stems: frozenset[str], topic: Mapping[str, float]) -> bool:
    """Tell whether a paper has the words in its title, in several sentences, or with the topic."""
    if not stems:
        return False
    found = [find_stems(one.text) for one in split_abstract(paper.abstract)]
    having = [one for one in found if stems <= one]
    total = sum(topic.values()) or 1.0
    return (
        stems <= find_stems(paper.title)
        or len(having) >= _MIN_SENTENCES_ABOUT
        or any(weigh_shared(topic, one) / total >= _MIN_COVERED_BESIDE for one in having)
    )


def _fold(paper: Paper) -> str:
    return normalize_title(f"{paper.title} {paper.abstract}")


def _predict(features: Features) -> float:
    logit = BIAS + sum(w * x for w, x in zip(astuple(WEIGHTS), astuple(features), strict=True))
    return 1 / (1 + math.exp(-logit))
