"""Show the same work once, though it came in two records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from retrieval.paper import Paper, normalised_title

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_THE_SAME = 0.97  # cosine of two abstracts, whatever their titles
_NEARLY = 0.90  # cosine of two whose titles share most of their words
_SHARED_WORDS = 0.5  # Jaccard
_SAME_TITLE = 0.6  # cosine of two of the same title: two called "Editorial" may be two works


def repeats(
    papers: Sequence[Paper],
    vectors: NDArray[np.float32],
    others: Sequence[Paper],
    of_others: NDArray[np.float32],
) -> list[bool]:
    """Tell of each paper, best first, whether it repeats a better one or one of the `others`.

    `vectors` (papers, dimension) and `of_others` are of unit length.
    """
    titles = [_words(p) for p in papers]
    titles_of_others = [_words(p) for p in others]
    with_others = vectors @ of_others.T if len(others) else vectors[:, :0]
    found: list[bool] = []
    kept: list[int] = []
    for row in range(len(papers)):
        cosines = vectors[kept] @ vectors[row] if kept else ()
        earlier = zip(cosines, (titles[i] for i in kept), strict=True)
        given = zip(with_others[row], titles_of_others, strict=True)
        repeated = any(
            _same(float(cosine), titles[row], title)
            for pairs in (earlier, given)
            for cosine, title in pairs
        )
        found.append(repeated)
        if not repeated:
            kept.append(row)
    return found


def _same(cosine: float, a: frozenset[str], b: frozenset[str]) -> bool:
    if a and a == b:
        return cosine >= _SAME_TITLE
    if cosine < _NEARLY:
        return False
    return cosine >= _THE_SAME or len(a & b) >= _SHARED_WORDS * len(a | b)


def _words(paper: Paper) -> frozenset[str]:
    return frozenset(normalised_title(paper.title).split())
