"""Choose the papers of a post among those ranked: the best, and not all of one kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from bot.digest.ranking import RankedPaper
from retrieval.paper import Paper, normalize_title

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


_MAX_CANDIDATES = 60  # of the best: diversity is no reason to show a poor paper
_SIMILAR_COSINE = 0.6  # cosine from which two papers are alike
_SIMILARITY_PENALTY = 0.5  # of each further hundredth, in hundredths of a score


def pick_diverse(
    ranked: Sequence[RankedPaper], vectors: NDArray[np.float32], limit: int
) -> list[RankedPaper]:
    """Return up to `limit`, the best first, each next the best in view of those before it.

    Carbonell and Goldstein's maximal marginal relevance (1998). `vectors` are those of the rows
    that `ranked` tells.
    """
    left = list(ranked[:_MAX_CANDIDATES])
    costs = np.zeros(len(left))
    picked: list[RankedPaper] = []
    while left and len(picked) < limit:
        worth = [r.score - c for r, c in zip(left, costs, strict=True)]
        best = int(np.argmax(worth))
        picked.append(left.pop(best))
        costs = np.delete(costs, best)
        likeness = vectors[[r.row for r in left]] @ vectors[picked[-1].row]
        costs = np.maximum(costs, _SIMILARITY_PENALTY * np.maximum(likeness - _SIMILAR_COSINE, 0))
    return picked


_SAME_ABSTRACT_COSINE = 0.97  # cosine of two abstracts, whatever their titles
_SIMILAR_TITLE_COSINE = 0.90  # cosine of two whose titles share most of their words
_SIMILAR_TITLE_JACCARD = 0.5  # Jaccard
_SAME_TITLE_COSINE = 0.6  # cosine of two of the same title: two called "Editorial" may be two works


def find_repeats(
    papers: Sequence[Paper],
    vectors: NDArray[np.float32],
    others: Sequence[Paper],
    of_others: NDArray[np.float32],
) -> list[bool]:
    """Tell of each paper, best first, whether it repeats a better one or one of the `others`.

    `vectors` (papers, dimension) and `of_others` are of unit length.
    """
    titles = [_title_words(p) for p in papers]
    titles_of_others = [_title_words(p) for p in others]
    with_others = vectors @ of_others.T if len(others) else vectors[:, :0]
    found: list[bool] = []
    kept: list[int] = []
    for row in range(len(papers)):
        cosines = vectors[kept] @ vectors[row] if kept else ()
        earlier = zip(cosines, (titles[i] for i in kept), strict=True)
        given = zip(with_others[row], titles_of_others, strict=True)
        repeated = any(
            _is_same_work(float(cosine), titles[row], title)
            for pairs in (earlier, given)
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
