"""Look up document frequencies, and words that are one or two typos away."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import sqlalchemy as sa
from rapidfuzz.distance import OSA

from retrieval.search.text.postgresql.tables import words

_MAX_COMPARED_WORDS = 5_000


@dataclass(frozen=True, slots=True)
class PaperCounts:
    """The document frequencies of some words; 0 if no paper has a word."""

    _found: Mapping[tuple[str, str], int]

    def of(self, kind: str, word: str) -> int:
        """Return how many papers have a word."""
        return max(self._found.get((kind, word), 0), 0)

    @property
    def papers(self) -> int:
        """The number of papers."""
        return self.of("total", "papers")

    def rarity(self, kind: str, word: str) -> float:
        """Return a word's inverse document frequency, as in BM25."""
        holding = self.of(kind, word)
        return math.log(1 + max(self.papers - holding + 0.5, 0.5) / (holding + 0.5))

    def mean_length(self, kind: str) -> float:
        """Return the mean number of a paper's `stems`, or of stems in its `title`."""
        return self.of("total", kind) / max(self.papers, 1)


def load_counts(connection: sa.Connection, wanted: Iterable[tuple[str, str]]) -> PaperCounts:
    """Return the document frequencies of (kind, word) pairs, and the totals."""
    keys = {*wanted, ("total", "papers"), ("total", "stems"), ("total", "title")}
    asked = sa.select(
        sa.func.unnest(sa.cast([k for k, _ in keys], sa.ARRAY(sa.Text))),
        sa.func.unnest(sa.cast([w for _, w in keys], sa.ARRAY(sa.Text))),
    )
    rows = connection.execute(
        sa.select(words).where(sa.tuple_(words.c.kind, words.c.word).in_(asked))
    )
    return PaperCounts({(row.kind, row.word): row.number for row in rows})


def find_similar_words(connection: sa.Connection, word: str, max_slips: int) -> list[str]:
    """Return the whole words that are at most `max_slips` slips from one: letters wrong or swapped.

    Of `max_slips` + 2 pieces of a word, two slips spoil two, or three where letters are swapped
    between two pieces: one that is left whole is looked for, about where it was.
    """
    pieces = [
        sa.func.substr(
            words.c.word, max(start - max_slips, 0) + 1, len(piece) + 2 * max_slips
        ).contains(piece, autoescape=True)
        for start, piece in _split_pieces(word, max_slips + 2)
    ]
    length = sa.func.length(words.c.word)
    wanted = (
        sa.select(words.c.word)
        .where(words.c.kind == "word", length.between(len(word) - max_slips, len(word) + max_slips))
        .where(sa.or_(*pieces))
        .limit(_MAX_COMPARED_WORDS)
    )
    return [
        other
        for other in connection.scalars(wanted)
        if OSA.distance(word, other, score_cutoff=max_slips) <= max_slips
    ]


def _split_pieces(word: str, number: int) -> Iterator[tuple[int, str]]:
    cuts = [len(word) * n // number for n in range(number + 1)]
    for start, end in pairwise(cuts):
        yield start, word[start:end]
