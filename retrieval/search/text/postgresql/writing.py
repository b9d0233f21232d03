"""What a paper becomes in the shared text index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from retrieval.db import storable_text
from retrieval.paper import Paper
from retrieval.search.filters import author_keys, with_parents

if TYPE_CHECKING:
    import tantivy

Counts = Counter[tuple[str, str]]
"""How many more papers have a word, by its kind and the word."""

_LAST_PLACE = 16_383
"""https://www.postgresql.org/docs/current/textsearch-limitations.html"""
_PLACES = 255


class Writing:
    """Turns papers into rows, with one analyzer of stems and one of whole words."""

    def __init__(self, stems: tantivy.TextAnalyzer, words: tantivy.TextAnalyzer) -> None:
        self._stems = stems
        self._words = words

    def row(self, paper: Paper) -> tuple[dict[str, Any], Counts]:
        """Return a paper's row, and what it adds to the counts."""
        title, body, keys = self.stems(paper)
        row = {
            "paper_id": storable_text(paper.paper_id),
            "year": paper.year,
            "source": storable_text(paper.source),
            "categories": [storable_text(c) for c in with_parents(paper.categories)],
            "author_keys": keys,
            "sequence": _sequence(title, body),
            "title": " ".join(map(quoted, dict.fromkeys(title))),
            "stems": _vector(title, body),
        }
        counts = counted([*title, *body], title, keys)
        whole = self._words.analyze(storable_text(f"{paper.title}\n{paper.abstract}"))
        counts.update(("word", word) for word in set(whole))
        return row, counts

    def stems(self, paper: Paper) -> tuple[list[str], list[str], list[str]]:
        """Return the stems of a paper's title and abstract, and its authors' keys."""
        return (
            list(self._stems.analyze(storable_text(paper.title))),
            list(self._stems.analyze(storable_text(paper.abstract))),
            [storable_text(key) for key in author_keys(paper.authors)],
        )


def counted(stems: Sequence[str], title: Sequence[str], keys: Iterable[str]) -> Counts:
    """Return what a paper adds to the counts, whole words apart."""
    counts: Counts = Counter(("stem", stem) for stem in set(stems))
    counts.update(("title", stem) for stem in set(title))
    counts.update(("name", key) for key in keys if " " not in key)
    counts["total", "papers"] = 1
    counts["total", "stems"] = len(stems)
    counts["total", "title"] = len(title)
    return counts


def number_of(stem: str) -> int:
    """Return the number that stands for a stem in a sequence, never 0."""
    return crc32(stem.encode()) or 1


def quoted(stem: str) -> str:
    """Return a stem as PostgreSQL's text search types are written."""
    return "'" + stem.replace("\\", "\\\\").replace("'", "''") + "'"


def _sequence(title: Sequence[str], body: Sequence[str]) -> bytes:
    """Return how many stems the title has, then the numbers of all."""
    numbers = [len(title), *map(number_of, title), *map(number_of, body)]
    return np.array(numbers, "<u4").tobytes()


def _vector(title: Sequence[str], body: Sequence[str]) -> str:
    places: dict[str, list[str]] = {}
    for place, stem in enumerate([*title, *body], 1):
        if place > _LAST_PLACE:
            break
        at = places.setdefault(stem, [])
        if len(at) < _PLACES:
            at.append(f"{place}A" if place <= len(title) else str(place))
    return " ".join(f"{quoted(stem)}:{','.join(at)}" for stem, at in places.items())
