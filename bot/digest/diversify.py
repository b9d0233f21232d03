"""Pick a diverse selection of the best papers, and find repeats among them."""

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


def find_repeats(
    papers: Sequence[Paper],
    vectors: NDArray[np.float32],
    others: Sequence[Paper],
    other_vectors: NDArray[np.float32],
) -> list[bool]:
    """Return for each paper, best first, whether it repeats a better one or one of `others`.

    `vectors` and `other_vectors` (papers, dimension) have unit length.
    """
    titles = [_title_words(p) for p in papers]
    other_titles = [_title_words(p) for p in others]
    with_others = vectors @ other_vectors.T if len(others) else vectors[:, :0]
    found: list[bool] = []
    kept: list[int] = []
    for row in range(len(papers)):
        cosines = vectors[kept] @ vectors[row] if kept else ()
        earlier = zip(cosines, (titles[i] for i in kept), strict=True)
        sent = zip(with_others[row], other_titles, strict=True)
        repeated = any(
            _is_same_work(float(cosine), titles[row], title)
            for pairs in (earlier, sent)
            for cosine, title in pairs
        )
        found.append(repeated)
        if not repeated:
            kept.append(row)
    return found


def _is_same_work(cosine: float, a: frozenset[str], b: frozenset[str]) -> bool:
    if a and a == b:
        return cosine >= _SAME_TITLE_COSINE
    if cosine < _SIMILAR_TITLE_COSINE:
        return False
    return cosine >= _SAME_ABSTRACT_COSINE or len(a & b) >= _SIMILAR_TITLE_JACCARD * len(a | b)


def _title_words(paper: Paper) -> frozenset[str]:
    return frozenset(normalize_title(paper.title).split())
