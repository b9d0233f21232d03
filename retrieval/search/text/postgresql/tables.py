"""The tables of the text index in PostgreSQL; they are derived, so rebuilt instead of migrated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final
from zlib import crc32

import numpy as np
import sqlalchemy as sa
import tantivy
from sqlalchemy.dialects import postgresql

from retrieval.db.database import Database, storable_text
from retrieval.db.schema import Schema
from retrieval.errors import IndexFault
from retrieval.paper import Paper
from retrieval.search.query import author_keys, expand_categories

SCHEMA: Final = Schema(
    noun="text index",
    contents="its text index",
    start_again="run `footnote reindex`",
    failed=IndexFault,
    unusable=IndexFault,
    writer_lock=0x54657874,  # "Text"
)

metadata = sa.MetaData()

# Raise the number in both names when fields or analysis change.
papers = sa.Table(
    "text_papers_2",
    metadata,
    sa.Column("paper_id", sa.Text, primary_key=True),
    sa.Column("year", sa.Integer, index=True),
    sa.Column("source", sa.Text, nullable=False, index=True),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("categories", postgresql.ARRAY(sa.Text), nullable=False),
    sa.Column("author_keys", postgresql.ARRAY(sa.Text), nullable=False),
    # All stems in order, 32 bits each, for scoring.
    sa.Column("sequence", sa.LargeBinary, nullable=False),
    # For searching: the title's stems, and all stems with positions, the title's with weight A.
    sa.Column("title", postgresql.TSVECTOR, nullable=False),
    sa.Column("stems", postgresql.TSVECTOR, nullable=False),
)
for _column in (papers.c.title, papers.c.stems, papers.c.categories, papers.c.author_keys):
    sa.Index(f"ix_text_papers_2_{_column.name}", _column, postgresql_using="gin")

# The document frequencies by kind: `stem` (of title and abstract), `title` (stems of the title),
# `name` (words of authors' names), and `word` (whole words, never removed). `total` has the numbers
# of `papers`, `stems` and `title` stems.
words = sa.Table(
    "text_words_2",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("word", sa.Text, primary_key=True),
    sa.Column("number", sa.BigInteger, nullable=False),
)


def create_tables(database: Database, namespace: str) -> None:
    """Create missing tables, and the schema they are in; safe if two processes start at once."""
    with database.read_transaction() as connection:
        there = sa.inspect(connection).get_table_names()
    if {papers.name, words.name} <= set(there):
        return
    with database.write_transaction() as connection:
        if namespace:
            connection.execute(sa.schema.CreateSchema(namespace, if_not_exists=True))
        metadata.create_all(connection)
        # read by the thousand: store them with the row, uncompressed
        connection.execute(
            sa.text(f"ALTER TABLE {papers.name} ALTER COLUMN sequence SET STORAGE MAIN")
        )


WordCounts = Counter[tuple[str, str]]
"""Changes of document frequencies, by kind and word."""

_MAX_POSITION = 16_383
"""https://www.postgresql.org/docs/current/textsearch-limitations.html"""
_MAX_POSITIONS_PER_STEM = 255


class RowBuilder:
    """Turns papers into rows, with an analyzer for stems and one for whole words."""

    def __init__(self, stems: tantivy.TextAnalyzer, words: tantivy.TextAnalyzer) -> None:
        self._stems = stems
        self._words = words

    def build_row(self, paper: Paper) -> tuple[dict[str, Any], WordCounts]:
        """Return a paper's row and its contribution to the counts."""
        title = self._stems.analyze(storable_text(paper.title))
        body = self._stems.analyze(storable_text(paper.abstract))
        keys = [storable_text(key) for key in author_keys(paper.authors)]
        row = {
            "paper_id": storable_text(paper.paper_id),
            "year": paper.year,
            "source": storable_text(paper.source),
            "place": storable_text(paper.place),
            "categories": [storable_text(c) for c in expand_categories(paper.categories)],
            "author_keys": keys,
            "sequence": _encode_sequence(title, body),
            "title": " ".join(map(quote_stem, dict.fromkeys(title))),
            "stems": _format_tsvector(title, body),
        }
        counts = count_words([*title, *body], title, keys)
        whole = self._words.analyze(storable_text(f"{paper.title}\n{paper.abstract}"))
        counts.update(("word", word) for word in set(whole))
        return row, counts


def count_words(stems: Sequence[str], title: Sequence[str], keys: Iterable[str]) -> WordCounts:
    """Return a paper's contribution to the counts, except whole words."""
    counts: WordCounts = Counter(("stem", stem) for stem in set(stems))
    counts.update(("title", stem) for stem in set(title))
    counts.update(("name", key) for key in keys if " " not in key)
    counts["total", "papers"] = 1
    counts["total", "stems"] = len(stems)
    counts["total", "title"] = len(title)
    return counts


def hash_stem(stem: str) -> int:
    """Return the 32-bit number of a stem in sequences, never 0."""
    return crc32(stem.encode()) or 1


def quote_stem(stem: str) -> str:
    """Quote a stem for PostgreSQL's text search types."""
    return "'" + stem.replace("\\", "\\\\").replace("'", "''") + "'"


def _encode_sequence(title: Sequence[str], body: Sequence[str]) -> bytes:
    """Encode the number of stems in the title, then the numbers of all stems."""
    numbers = [len(title), *map(hash_stem, title), *map(hash_stem, body)]
    return np.array(numbers, "<u4").tobytes()


def _format_tsvector(title: Sequence[str], body: Sequence[str]) -> str:
    places: dict[str, list[str]] = {}
    for place, stem in enumerate([*title, *body], 1):
        if place > _MAX_POSITION:
            break
        at = places.setdefault(stem, [])
        if len(at) < _MAX_POSITIONS_PER_STEM:
            at.append(f"{place}A" if place <= len(title) else str(place))
    return " ".join(f"{quote_stem(stem)}:{','.join(at)}" for stem, at in places.items())
