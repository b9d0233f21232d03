"""Measure how much of a sentence an abstract says, as features of the classifier."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.grounding.alignment import Alignment
from bot.grounding.encoded_abstract import EncodedAbstract, EncodedSentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

_COSINE_WEIGHT = 0.6  # of a span's vector, relative to the share of the sentence that its words say
_MAX_NEAR_SPANS = 4  # for the rules
_PART_BOUNDARY = re.compile(
    r"[,;:()—–]|\b(?:and|but|or|which|that|while|whereas|because|since|by|with|without|for|in|on|at|"
    r"from|into|over|under|through|than|after|before|during|using|when|where|as|to|of)\b",
    re.IGNORECASE,
)
_RUN_WORDS = 3  # words in a row


@dataclass(frozen=True, slots=True)
class NearestSpans:
    """The nearest spans: the best, the one that adds most to it, and a few more, best first.

    Places are indexes of `EncodedAbstract.spans`, where 0 is the title; `near` has sentences only.
    """

    best: int
    second: int
    near: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SimilarityFeatures:
    """How much of a sentence is said. Shares are of its words by weight, from 0 to 1.

    `cosine` is that of the nearest span, `cosine_two` that of the two best together, `lead` the
    nearest one's distance above the mean. `said_…` are shares said by the best span (and the
    title), by the two best, by all; `literal_…` by the same word. `least_part_…` is the smallest
    share of any part (a phrase between joining words). `unsaid` is the weight of the words not
    said, `unsaid_word` that of the heaviest, `unsaid_run` that of the heaviest three in a row.
    `in_order` is the share of neighboring words that the best span has in the same order, `back`
    the share of the best span that the sentence says, `end` the share said of the sentence's last
    third. `length` is the logarithm of the number of words.
    """

    cosine: float
    cosine_two: float
    lead: float
    said_best: float
    said_two: float
    said_all: float
    literal_best: float
    literal_two: float
    literal_all: float
    least_part_two: float
    least_part_all: float
    unsaid: float
    unsaid_word: float
    unsaid_two: float
    unsaid_run: float
    unliteral_run: float
    in_order: float
    back: float
    end: float
    length: float


def find_nearest_spans(
    sentence: EncodedSentence, reading: EncodedAbstract, aligned: Alignment
) -> NearestSpans:
    """Return the nearest spans; an abstract without sentences has only its title."""
    weights = _normalize(aligned.weights)
    scores = weights @ aligned.said + _COSINE_WEIGHT * (reading.vectors @ sentence.vector)
    order = np.argsort(-scores, kind="stable")
    sentences = [int(k) for k in order if k > 0]
    best = sentences[0] if sentences else 0
    together = np.maximum(aligned.said, aligned.said[:, [best]])
    gains = weights @ together + 0.05 * scores
    gains[best] = -1.0
    second = int(gains.argmax()) if len(gains) > 1 else best
    return NearestSpans(best, second, tuple(sentences[:_MAX_NEAR_SPANS]))


def measure_similarity(
    sentence: EncodedSentence, reading: EncodedAbstract, aligned: Alignment, near: NearestSpans
) -> SimilarityFeatures:
    """Return how much of the sentence the abstract says."""
    raw, weights = aligned.weights, _normalize(aligned.weights)
    two = [0, near.best, near.second]
    one = [0, near.best]
    said_best, said_two, said_all = (_best_shares(aligned.said, k) for k in (one, two, None))
    literal_best, literal_two, literal_all = (
        _best_shares(aligned.literal.astype(np.float32), k) for k in (one, two, None)
    )
    cosines = reading.vectors @ sentence.vector
    joined = reading.vectors[near.best] + reading.vectors[near.second]
    joined = joined / max(float(np.linalg.norm(joined)), 1e-9)
    unsaid = raw * (1 - said_all)
    parts = _parts(sentence)
    last = max(len(raw) // 3, 1)
    return SimilarityFeatures(
        cosine=float(cosines.max()),
        cosine_two=float(joined @ sentence.vector),
        lead=float(cosines.max() - cosines.mean()),
        said_best=float(weights @ said_best),
        said_two=float(weights @ said_two),
        said_all=float(weights @ said_all),
        literal_best=float(weights @ literal_best),
        literal_two=float(weights @ literal_two),
        literal_all=float(weights @ literal_all),
        least_part_two=_least_part_share(parts, raw, said_two),
        least_part_all=_least_part_share(parts, raw, said_all),
        unsaid=float(unsaid.sum()),
        unsaid_word=float(unsaid.max(initial=0.0)),
        unsaid_two=float((raw * (1 - said_two)).sum()),
        unsaid_run=_heaviest_run(unsaid),
        unliteral_run=_heaviest_run(raw * (1 - literal_all)),
        in_order=_share_in_order(aligned, near.best),
        back=_share_said_back(reading, aligned, near.best),
        end=float(_normalize(raw[-last:]) @ said_all[-last:]) if len(raw) else 0.0,
        length=float(np.log1p(len(raw))),
    )


def _best_shares(said: NDArray[np.float32], spans: list[int] | None) -> NDArray[np.float32]:
    chosen = said if spans is None else said[:, spans]
    return np.asarray(chosen.max(axis=1, initial=0.0), np.float32)


def _normalize(weights: NDArray[np.float32]) -> NDArray[np.float32]:
    return weights / max(float(weights.sum()), 1e-9)


def _parts(sentence: EncodedSentence) -> list[list[int]]:
    """Return the indexes of the words of each part of the sentence that has any."""
    bounds = [found.start() for found in _PART_BOUNDARY.finditer(sentence.text)]
    parts: dict[int, list[int]] = {}
    for i, word in enumerate(sentence.words):
        parts.setdefault(sum(bound < word.start for bound in bounds), []).append(i)
    return list(parts.values())


def _least_part_share(
    parts: list[list[int]], weights: NDArray[np.float32], said: NDArray[np.float32]
) -> float:
    """Return the smallest share said of any part; a part of little weight counts less."""
    shares = [1.0]
    for part in parts:
        weight = float(weights[part].sum())
        unsaid = float(weights[part] @ (1 - said[part])) / max(weight, 1.0)
        shares.append(1 - unsaid)
    return min(shares)


def _heaviest_run(values: NDArray[np.float32]) -> float:
    if not len(values):
        return 0.0
    width = min(_RUN_WORDS, len(values))
    return float(np.convolve(values, np.ones(width, np.float32), mode="valid").max())


def _share_in_order(aligned: Alignment, best: int) -> float:
    places = aligned.places[aligned.said[:, best] > 0.5, best]
    if len(places) < 2:
        return 1.0
    return float((np.diff(places) >= 0).mean())


def _share_said_back(reading: EncodedAbstract, aligned: Alignment, best: int) -> float:
    first, last = int(reading.firsts[best]), int(reading.firsts[best + 1])
    weights = np.array([w.weight for w in reading.words[first:last]], np.float32)
    reached = np.zeros(last - first, np.float32)
    for place, said in zip(aligned.places[:, best], aligned.said[:, best], strict=True):
        if first <= place < last:
            reached[place - first] = max(reached[place - first], said)
    return float(_normalize(weights) @ reached)
