"""Neighbouring words as single terms, so that a pair costs a query no more than a word does.

A phrase query reads the positions of both its words wherever they meet, and leaves BM25's search
for the best nothing to skip: among a million papers, tens of milliseconds. Here each pair of
words that stand side by side, or with one word between, is indexed as one of `_KINDS` terms.
Pairs that fall together by chance are far fewer than would be seen in a ranking.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

_KINDS = 1 << 22
_NO_PAIR = "-"


def pair_term(first: str, second: str) -> str:
    """Return the term of two stems in this order."""
    return f"{zlib.crc32(f'{first} {second}'.encode()) % _KINDS:x}"


def pair_terms(stems: Sequence[str], without: frozenset[str]) -> Iterator[str]:
    """Yield the terms of a text's words, once a place.

    A pair with a word of `without` is the same term for all: it is not asked for, but keeps the
    number of a text's pairs, which BM25 goes by, at twice the number of its words.
    """
    for near in (1, 2):
        for first, second in zip(stems, stems[near:], strict=False):
            yield _NO_PAIR if first in without or second in without else pair_term(first, second)


def name_pairs(names: Sequence[str]) -> Iterator[str]:
    """Yield the terms of an author's names: two of them, side by side or with one between."""
    for near in (1, 2):
        for first, second in zip(names, names[near:], strict=False):
            yield name_pair(first, second)


def name_pair(first: str, second: str) -> str:
    """Return the term of two names in this order: names are too few to be put together."""
    return f"{first} {second}"
