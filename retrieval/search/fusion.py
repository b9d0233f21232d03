"""Fuse several signals into one ranking by scaled scores.

Among a query's candidates, BM25 scores are divided by a scale, cosines and token alignments are
min-max scaled to 0 to 1, and the fused score is the weighted sum of the three. Scaled scores do at
least as well as reciprocal ranks here: docs/decisions/ has the figures, and
`benchmarks.fit.search fusion` chooses the weights on the visible collections.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

_MIN_SCORE = 1e-6  # leaves room below for candidates that are not reranked


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of the signals.

    `lexical`, `dense` and `tokens` sum to 1. `ceiling` interpolates the scale of BM25 scores: 0 is
    the best paper's score; 1 is the score of a paper with each word of the query once, which keeps
    weak matches weak. `first_dense` is the weight of cosines against BM25 before reranking.
    """

    lexical: float = 0.40
    dense: float = 0.05
    tokens: float = 0.55
    ceiling: float = 0.6
    first_dense: float = 0.4


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of each leg by paper id, and statistics of the query.

    `lexical` are BM25 scores, `dense` cosines, `alignment` MaxSims of the reranked candidates.
    `ceiling`, `unknown` and `papers` are as in `QueryStats`; `words` counts those of the query.
    """

    lexical: Mapping[str, float] = field(default_factory=dict)
    dense: Mapping[str, float] = field(default_factory=dict)
    ceiling: float = 0.0
    unknown: float = 0.0
    papers: int = 0
    alignment: Mapping[str, float] = field(default_factory=dict)
    words: int = 0


def fuse_first_stage(scores: Scores, weights: Weights) -> dict[str, float]:
    """Fuse BM25 scores and cosines only: every candidate's score, 0 to 1."""
    return _combine_first_stage(scores, _scale(scores, weights), weights)


def fuse(scores: Scores, weights: Weights) -> dict[str, float]:
    """Fuse all three signals: every candidate's score, 0 to 1.

    Candidates that were not reranked rank below those that were, in their first order.
    """
    scaled = _scale(scores, weights)
    first = _combine_first_stage(scores, scaled, weights)
    if not scores.alignment:
        return first
    low, high = min(scores.alignment.values()), max(scores.alignment.values())
    again = {
        paper_id: max(
            weights.lexical * scaled[paper_id][0]
            + weights.dense * scaled[paper_id][1]
            + weights.tokens * _rescale(alignment, low, high),
            _MIN_SCORE,
        )
        for paper_id, alignment in scores.alignment.items()
    }
    floor = min(again.values())
    return again | {i: 0.999 * floor * s for i, s in first.items() if i not in again}


def promote(fused: Mapping[str, float], first: Collection[str]) -> dict[str, float]:
    """Rank some papers before all others, each group in its order; scores stay within 0 to 1."""
    if not first:
        return dict(fused)
    lifted = {i: 0.5 * score for i, score in fused.items()}
    return lifted | {i: 0.5 + lifted.get(i, 0.0) for i in first}


def drop_papers(scores: Scores, gone: Collection[str]) -> Scores:
    """Return the scores without some papers."""
    return replace(
        scores,
        lexical={i: score for i, score in scores.lexical.items() if i not in gone},
        dense={i: score for i, score in scores.dense.items() if i not in gone},
        alignment={i: score for i, score in scores.alignment.items() if i not in gone},
    )


def rank_ids(fused: Mapping[str, float]) -> list[str]:
    """Return the ids, best first; ties in order of id."""
    return sorted(fused, key=lambda paper_id: (-fused[paper_id], paper_id))


def _combine_first_stage(
    scores: Scores, scaled: Mapping[str, tuple[float, float]], weights: Weights
) -> dict[str, float]:
    a = weights.first_dense
    if not scores.dense:
        a = 0.0
    elif not scores.lexical:
        a = 1.0
    return {i: (1 - a) * lexical + a * dense for i, (lexical, dense) in scaled.items()}


def _scale(scores: Scores, weights: Weights) -> dict[str, tuple[float, float]]:
    best = max(scores.lexical.values(), default=0.0)
    c = weights.ceiling
    scale = (1 - c) * best + c * max(scores.ceiling, best)
    low = min(scores.dense.values(), default=0.0)
    high = max(scores.dense.values(), default=0.0)
    by_words = {i: score / scale if scale > 0 else 0.0 for i, score in scores.lexical.items()}
    by_meaning = {i: _rescale(cosine, low, high) for i, cosine in scores.dense.items()}
    every = {**by_words, **by_meaning}
    return {i: (by_words.get(i, 0.0), by_meaning.get(i, 0.0)) for i in every}


def _rescale(value: float, low: float, high: float) -> float:
    return (value - low) / (high - low) if high > low else 1.0
