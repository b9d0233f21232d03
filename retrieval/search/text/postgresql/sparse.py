"""Papers and queries as sparse vectors, whose product is about what BM25 would give."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from zlib import crc32

from retrieval.search.text.postgresql.query_builder import Asked
from retrieval.search.text.postgresql.scoring import K1, B
from retrieval.search.text.postgresql.writing import number_of
from retrieval.search.text.query_builder import TITLE_BOOST

# What lengths are measured by, in stems: a vector cannot know the mean of all to come.
_TYPICAL, _TYPICAL_TITLE = 150.0, 10.0

Sparse = Mapping[int, float]
"""Weights by dimension, of 32 bits; all others are 0."""


def of_paper(title: Sequence[str], body: Sequence[str], keys: Iterable[str]) -> Sparse:
    """Return a paper's vector: what its stems and its authors' keys add, their rarity apart."""
    found: defaultdict[int, float] = defaultdict(float)
    for stem, part in _parts([*title, *body], _TYPICAL):
        found[number_of(stem)] += part
    for stem, part in _parts(title, _TYPICAL_TITLE):
        found[number_of(stem)] += TITLE_BOOST * part
    for key in keys:
        found[_number_of_author(key)] = 1.0
    return dict(sorted(found.items()))


def of_query(asked: Asked) -> Sparse:
    """Return a query's vector: the rarity of its words, those near what is mistyped, its names."""
    found: defaultdict[int, float] = defaultdict(float)
    for stem, rarity in asked.words.stems.items():
        found[number_of(stem)] += rarity
    for stems in asked.words.near:
        for stem in stems:
            found.setdefault(number_of(stem), asked.words.slip)
    for key, weight in asked.names.items():
        found[_number_of_author(key)] = weight
    return dict(sorted(found.items()))


def _parts(stems: Sequence[str], typical: float) -> Iterable[tuple[str, float]]:
    norm = K1 * (1 - B + B * len(stems) / typical)
    for stem, count in Counter(stems).items():
        yield stem, count * (K1 + 1) / (count + norm)


def _number_of_author(key: str) -> int:
    return crc32(f"author:{key}".encode())
