"""Compute BM25 as Tantivy does, from sequences of stems, for many papers at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from retrieval.search.text.postgresql.tables import hash_stem
from retrieval.search.text.query_builder import PAIR_BOOST, TITLE_BOOST

K1, B = 1.2, 0.75
"""Tantivy's, of Robertson and Zaragoza (2009)."""
_MAX_PAIR_DISTANCE = 2  # positions between the stems of a pair


@dataclass(frozen=True, slots=True)
class WeightedTerms:
    """The stems of a query and their weights.

    `words` has all stems in order; `stems` and `titles` the inverse document frequencies of those
    that some paper or title has. `near` has the stems of similar words for each word that no paper
    has, and `slip` the score that any of them adds. Lengths are means, in stems.
    """

    words: Sequence[str]
    stems: Mapping[str, float]
    titles: Mapping[str, float]
    length: float
    title_length: float
    near: Sequence[Sequence[str]] = ()
    slip: float = 0.0
    known: Sequence[str] = field(init=False)

    def __post_init__(self) -> None:
        known = [*self.stems, *(s for stems in self.near for s in stems)]
        object.__setattr__(self, "known", list(dict.fromkeys(known)))


def score_papers(sequences: Sequence[bytes], query: WeightedTerms) -> NDArray[np.float64]:
    """Return the score of each paper (papers,), without authors' names."""
    if not sequences or not query.known:
        return np.zeros(len(sequences))
    there = _Occurrences(sequences, query.known)
    found = _bm25(
        there.counts[:, : len(query.stems)], there.lengths, query.length, query.stems.values()
    )
    titles = there.in_titles[:, : len(query.stems)]
    rarities = [query.titles.get(stem, 0.0) for stem in query.stems]
    found += TITLE_BOOST * _bm25(titles, there.title_lengths, query.title_length, rarities)
    for one, other in pairwise(query.words):
        if one in query.stems and other in query.stems:
            both = there.count_pairs(one, other)[:, None]
            rarity = [query.stems[one] + query.stems[other]]
            found += PAIR_BOOST * _bm25(both, there.lengths, query.length, rarity)
    for stems in query.near:
        columns = [there.column[s] for s in stems]
        if columns:
            found += query.slip * (there.counts[:, columns].sum(axis=1) > 0)
    return found


def _bm25(
    counts: NDArray[np.int64],
    lengths: NDArray[np.int64],
    mean: float,
    rarities: Iterable[float],
) -> NDArray[np.float64]:
    """Return the BM25 scores (papers,) of counts (papers, words)."""
    norm = K1 * (1 - B + B * lengths / max(mean, 1e-9))
    parts = counts * (K1 + 1) / (counts + norm[:, None])
    weighed: NDArray[np.float64] = parts @ np.array(list(rarities), np.float64)
    return weighed


class _Occurrences:
    """The positions of the known stems in some papers.

    `_at`, `_paper` and `_stem` have one element per occurrence, in order.
    """

    def __init__(self, sequences: Sequence[bytes], known: Sequence[str]) -> None:
        self.column = {stem: n for n, stem in enumerate(known)}
        sizes = np.array([len(s) // 4 for s in sequences])
        numbers = np.frombuffer(b"".join(sequences), "<u4")
        first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        self.title_lengths = numbers[first].astype(np.int64)
        self.lengths = sizes - 1
        self._at, self._stem = _locate_stems(
            numbers, np.array([hash_stem(s) for s in known], "<u4")
        )
        self._paper = np.searchsorted(first, self._at, side="right") - 1
        no_length = self._at != first[self._paper]  # where a title's length stands is no stem
        self._at, self._stem, self._paper = (
            each[no_length] for each in (self._at, self._stem, self._paper)
        )
        within = self._at - first[self._paper]
        everywhere = np.ones(len(within), bool)
        self.counts = self._count_by_paper(everywhere, len(known))
        self.in_titles = self._count_by_paper(within <= self.title_lengths[self._paper], len(known))

    def _count_by_paper(self, which: NDArray[np.bool_], width: int) -> NDArray[np.int64]:
        cells = self._paper[which] * width + self._stem[which]
        shape = len(self.lengths), width
        return np.bincount(cells, minlength=shape[0] * width).reshape(shape)

    def count_pairs(self, one: str, other: str) -> NDArray[np.int64]:
        """Return how often each paper (papers,) has `one` at most two positions before `other`."""
        begins = np.flatnonzero(self._stem == self.column[one])
        follows = np.zeros(len(begins), bool)
        for further in (1, 2):  # with a known stem between them, or not
            then = np.minimum(begins + further, len(self._at) - 1)
            follows |= (
                (self._stem[then] == self.column[other])
                & (self._at[then] - self._at[begins] <= _MAX_PAIR_DISTANCE)
                & (self._at[then] > self._at[begins])
                & (self._paper[then] == self._paper[begins])
            )
        return np.bincount(self._paper[begins[follows]], minlength=len(self.lengths))


def _locate_stems(
    numbers: NDArray[np.uint32], wanted: NDArray[np.uint32]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the positions of the wanted numbers, and the index of the one at each position."""
    may_be = np.zeros(1 << 16, bool)  # one look-up by the lower half rules out most numbers
    may_be[wanted & 0xFFFF] = True
    at = np.flatnonzero(may_be[numbers & 0xFFFF])
    order = np.argsort(wanted)
    near = np.searchsorted(wanted, numbers[at], sorter=order).clip(max=len(wanted) - 1)
    which = order[near]
    same = wanted[which] == numbers[at]
    return at[same], which[same]
