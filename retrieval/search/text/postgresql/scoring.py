"""Compute BM25 as Tantivy does, from sequences of stems, for many papers at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from retrieval.search.text.postgresql.query_builder import WeightedQuery
from retrieval.search.text.postgresql.tables import hash_stem
from retrieval.search.text.query_builder import FUZZY_BOOST, PAIR_BOOST, TITLE_BOOST

K1, B = 1.2, 0.75
"""Tantivy's, of Robertson and Zaragoza (2009)."""
_MAX_PAIR_DISTANCE = 2  # positions between the stems of a pair


def score_papers(sequences: Sequence[bytes], query: WeightedQuery) -> NDArray[np.float64]:
    """Return the score of each paper (papers,), without authors' names."""
    stems, known, counts = query.stems, query.known, query.counts
    if not sequences or not known:
        return np.zeros(len(sequences))
    there = _Occurrences(sequences, known)
    length, title_length = counts.mean_length("stems"), counts.mean_length("title")
    rarities = {stem: counts.rarity("stem", stem) for stem in stems}
    found = _bm25(there.counts[:, : len(stems)], there.lengths, length, rarities.values())
    in_titles = [counts.rarity("title", stem) for stem in stems]
    titles = there.in_titles[:, : len(stems)]
    found += TITLE_BOOST * _bm25(titles, there.title_lengths, title_length, in_titles)
    for one, other in pairwise(query.words):
        if one in rarities and other in rarities:
            both = there.count_pairs(one, other)[:, None]
            rarity = [rarities[one] + rarities[other]]
            found += PAIR_BOOST * _bm25(both, there.lengths, length, rarity)
    for similar in query.near:
        columns = [there.column[stem] for stem in similar]
        found += FUZZY_BOOST * (there.counts[:, columns].sum(axis=1) > 0)
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
        shape = len(self.lengths), len(known)
        cells = self._paper * shape[1] + self._stem
        titles = cells[within <= self.title_lengths[self._paper]]
        self.counts, self.in_titles = (
            np.bincount(each, minlength=shape[0] * shape[1]).reshape(shape)
            for each in (cells, titles)
        )

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
