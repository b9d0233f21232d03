"""The tables of the shared text index: derived, so that they are made anew and never migrated."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from retrieval.db import Database, Schema
from retrieval.errors import IndexFault

SCHEMA: Final = Schema(
    noun="text index",
    contents="its text index",
    start_again="run `footnote reindex`",
    failed=IndexFault,
    unusable=IndexFault,
    migrations=Path(),
    revisions=(),
    version_table="",
    writer_lock=0x54657874,  # "Text"
)

metadata = sa.MetaData()

# Raise the number in both names when fields or analysis change.
papers = sa.Table(
    "text_papers_1",
    metadata,
    sa.Column("paper_id", sa.Text, primary_key=True),
    sa.Column("year", sa.Integer, index=True),
    sa.Column("source", sa.Text, nullable=False, index=True),
    sa.Column("categories", postgresql.ARRAY(sa.Text), nullable=False),
    sa.Column("author_keys", postgresql.ARRAY(sa.Text), nullable=False),
    # Every stem in its order, 32 bits each: what scores are reckoned from.
    sa.Column("sequence", sa.LargeBinary, nullable=False),
    # The stems of the title, and every stem with its places, those of the title with weight A:
    # what papers are found by.
    sa.Column("title", postgresql.TSVECTOR, nullable=False),
    sa.Column("stems", postgresql.TSVECTOR, nullable=False),
)
for _column in (papers.c.title, papers.c.stems, papers.c.categories, papers.c.author_keys):
    sa.Index(f"ix_text_papers_1_{_column.name}", _column, postgresql_using="gin")

# In how many papers a word is: `stem`s of title and abstract, stems of the `title` alone, words of
# authors' `name`s. A whole `word` is there once any paper has had it. `total` has the number of
# `papers`, and of all `stems` and `title` stems.
words = sa.Table(
    "text_words_1",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("word", sa.Text, primary_key=True),
    sa.Column("number", sa.BigInteger, nullable=False),
)


def prepare(database: Database) -> None:
    """Make what is missing; two processes that start at once make it once."""
    with database.reading() as connection:
        there = sa.inspect(connection).get_table_names()
    if {papers.name, words.name} <= set(there):
        return
    with database.writing() as connection:
        metadata.create_all(connection)
        # read by the thousand: beside the row, and as they are
        connection.execute(
            sa.text(f"ALTER TABLE {papers.name} ALTER COLUMN sequence SET STORAGE MAIN")
        )
