"""Pick a diverse selection of the best papers, without repeats."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from bot.digest.ranking import RankedPaper
from retrieval.paper import Paper, normalize_title

if TYPE_CHECKING:
    from numpy.typing import NDArray


_MAX_CANDIDATES = 60  # only the best: diversity does not justify a poor paper
_SIMILAR_COSINE = 0.78  # from here on, two papers are similar
_SIMILARITY_PENALTY = 0.85  # score lost per unit of cosine above that


def pick_diverse(
    ranked: Sequence[RankedPaper], vectors: NDArray[np.float32], limit: int
) -> list[RankedPaper]:
    """Return up to `limit` papers by maximal marginal relevance (Carbonell and Goldstein, 1998).

    `ranked` is best first; `vectors` are indexed by its rows. Topics share the places: one that has
    had its share waits while papers on others are left.
    """
    left = list(ranked[:_MAX_CANDIDATES])
    topics = {r.topic for r in left if r.topic >= 0}
    share = math.ceil(limit / max(len(topics), 1))
    costs = np.zeros(len(left))
    picked: list[RankedPaper] = []
    while left and len(picked) < limit:
        counts = Counter(r.topic for r in picked if r.topic >= 0)
        waits = np.array([counts[r.topic] >= share for r in left])
        net_scores = np.array([r.score for r in left]) - costs
        best = int(np.argmax(np.where(waits & ~waits.all(), -np.inf, net_scores)))
        picked.append(left.pop(best))
        costs = np.delete(costs, best)
        similarity = vectors[[r.row for r in left]] @ vectors[picked[-1].row]
        costs = np.maximum(costs, _SIMILARITY_PENALTY * np.maximum(similarity - _SIMILAR_COSINE, 0))
    return picked


_SAME_ABSTRACT_COSINE = 0.99  # whatever the titles
_SIMILAR_TITLE_COSINE = 0.955  # if the titles share most of their words
_SIMILAR_TITLE_JACCARD = 0.5
_SAME_TITLE_COSINE = 0.78  # two papers called "Editorial" may be different works


def drop_repeats(
    ranked: Sequence[RankedPaper],
    vectors: NDArray[np.float32],
    sent: Sequence[Paper],
    sent_vectors: NDArray[np.float32],
) -> list[RankedPaper]:
    """Return the ranked papers, best first, that repeat neither a better one nor one of `sent`.

    `vectors` are indexed by the rows of `ranked`, `sent_vectors` as `sent`; all have unit length.
    """
    known = [(vector, _title_words(p)) for vector, p in zip(sent_vectors, sent, strict=True)]
    kept: list[RankedPaper] = []
    for each in ranked:
        vector, title = vectors[each.row], _title_words(each.paper)
        if not any(_is_same_work(float(vector @ other), title, words) for other, words in known):
            kept.append(each)
            known.append((vector, title))
    return kept


def _is_same_work(cosine: float, a: frozenset[str], b: frozenset[str]) -> bool:
    if a and a == b:
        return cosine >= _SAME_TITLE_COSINE
    if cosine < _SIMILAR_TITLE_COSINE:
        return False
    return cosine >= _SAME_ABSTRACT_COSINE or len(a & b) >= _SIMILAR_TITLE_JACCARD * len(a | b)


def _title_words(paper: Paper) -> frozenset[str]:
    return frozenset(normalize_title(paper.title).split())
