"""The catalog's tables, and the conversion of papers to and from rows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any, Final

import sqlalchemy as sa

from retrieval.db.database import storable_text
from retrieval.db.schema import NAMING_CONVENTION, Schema
from retrieval.errors import CatalogueError, DataDirectoryError
from retrieval.library.catalog.identity import fold_name
from retrieval.library.catalog.migrations import REVISIONS
from retrieval.paper import Paper

metadata = sa.MetaData(naming_convention=NAMING_CONVENTION)

# Long texts come last, so that SQLite reads the short columns without skipping over them.
papers = sa.Table(
    "papers",
    metadata,
    sa.Column("paper_id", sa.Text, primary_key=True),
    # The order of arrival: it survives a change of paper_id, and iteration follows it.
    sa.Column("number", sa.BigInteger, nullable=False, unique=True),
    sa.Column("year", sa.Integer, index=True),
    sa.Column("published", sa.Date),
    sa.Column("updated", sa.Date),
    # The day to sort by, published or else updated; ties are sorted by number.
    sa.Column("dated", sa.Date),
    sa.Column("source", sa.Text, nullable=False, index=True),
    sa.Column("added_at", sa.DateTime, nullable=False),  # UTC, as changed_at
    sa.Column("changed_at", sa.DateTime, nullable=False),
    sa.Column("doi", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("folded_title", sa.Text, nullable=False),
    sa.Column("folded_categories", sa.Text, nullable=False),
    sa.Column("folded_authors", sa.Text, nullable=False),
    sa.Column("categories", sa.JSON, nullable=False),
    sa.Column("authors", sa.JSON, nullable=False),
    sa.Column("extra", sa.JSON, nullable=False),
    sa.Column("abstract", sa.Text, nullable=False),
    sa.Column("provenance", sa.Text, nullable=False, server_default="unknown"),
    # The only place that sees a member's upload; empty for other records.
    sa.Column("place", sa.Text, nullable=False, server_default=""),
)

_is_placed = papers.c.place != ""
sa.Index(None, papers.c.place, sqlite_where=_is_placed, postgresql_where=_is_placed)

sa.Index(None, papers.c.dated, papers.c.number)

# Serves the reading of all titles. PostgreSQL cannot index long titles.
sa.Index(None, papers.c.folded_title, papers.c.paper_id).ddl_if(dialect="sqlite")

# Keys of papers: `arxiv:…`, `doi:…`, `title:t-…`, `id:…`, including former ids. Several works may
# share a title, or rarely a DOI; hence both columns are the primary key.
paper_keys = sa.Table(
    "paper_keys",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column(
        "paper_id",
        sa.Text,
        sa.ForeignKey("papers.paper_id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
)

# No foreign key: the row that removes a paper from the indexes outlives the paper.
index_queue = sa.Table(
    "index_queue",
    metadata,
    sa.Column("paper_id", sa.Text, primary_key=True),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("revision", sa.BigInteger, nullable=False),
    sa.Index(None, "revision", "paper_id"),
)

state = sa.Table(
    "state",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)


# The text of a whole paper, as its places see it: one that members uploaded is theirs alone. No
# foreign key: a merge deletes the paper's row and writes it again, perhaps under another id.
full_texts = sa.Table(
    "full_texts",
    metadata,
    sa.Column("text_id", sa.Integer, primary_key=True),
    sa.Column("paper_id", sa.Text, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("licence", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False, index=True),
    sa.Column("pages", sa.Integer, nullable=False),
    sa.Column("passages", sa.Integer, nullable=False),
    sa.Column("added_at", sa.DateTime, nullable=False),
    # The person who uploaded it, as a place; empty if nobody did, or it is not known.
    sa.Column("uploader", sa.Text, nullable=False, server_default=""),
    sa.UniqueConstraint("paper_id", "place"),
    sqlite_autoincrement=True,  # the indexes may still have passages of a removed one
)

passages = sa.Table(
    "passages",
    metadata,
    # That of the first of several: text_id * 10,000 + its number. In SQLite the number of the row.
    sa.Column("passage_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    sa.Column(
        "text_id",
        sa.Integer,
        sa.ForeignKey("full_texts.text_id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    sa.Column("packed", sa.LargeBinary, nullable=False),
)

# Papers whose text a service is to be asked for, until it has been.
wanted_texts = sa.Table("wanted_texts", metadata, sa.Column("paper_id", sa.Text, primary_key=True))

# PDFs, to draw pages of; texts of several places may have the same one.
paper_files = sa.Table(
    "paper_files",
    metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)


VERSION_TABLE: Final = "catalogue_version"

SCHEMA: Final = Schema(
    noun="catalog",
    contents="its papers",
    start_again="move it away, run `footnote reindex`, and ingest the papers again",
    failed=CatalogueError,
    unusable=DataDirectoryError,
    revisions=REVISIONS,
    version_table=VERSION_TABLE,
    writer_lock=0x466F6F74,  # "Foot"
)


COLUMNS = tuple(papers.c[each.name] for each in fields(Paper) if each.name in papers.c)
"""Those of a paper's fields, in their order."""


def to_paper(row: Sequence[Any]) -> Paper:
    """Build a paper from the values of `COLUMNS`."""
    values = {column.name: value for column, value in zip(COLUMNS, row, strict=True)}
    for name in ("authors", "categories"):
        values[name] = tuple(values[name])
    return Paper(**values)


def to_row(paper: Paper, folded_title: str) -> dict[str, Any]:
    """Return a paper's column values, except `number`, `added_at` and `changed_at`."""
    row = {column.name: getattr(paper, column.name) for column in COLUMNS}
    return row | {
        "extra": dict(paper.extra),
        "year": paper.year,
        "dated": paper.published or paper.updated,
        "folded_title": folded_title,
        # One value per line, delimited at both ends so that LIKE matches whole values and words.
        "folded_categories": _join_lines(category.casefold() for category in paper.categories),
        "folded_authors": _join_lines(f" {fold_name(name)} " for name in paper.authors),
    }


def to_column_time(moment: datetime) -> datetime:
    """Return `moment` as naive UTC, the columns' format."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def to_storable(paper: Paper) -> Paper:
    """Return `paper` with values replaced that a database cannot store.

    Drops NUL characters and turns lone surrogates into U+FFFD, since PostgreSQL stores neither.
    Datetimes become dates, and values in `extra` become JSON. All other text is unchanged.
    """
    return Paper(**{each.name: _to_storable(getattr(paper, each.name)) for each in fields(Paper)})


def _to_storable(value: Any) -> Any:
    match value:
        case datetime():
            return value.date()
        case None | date():
            return value
        case tuple():
            return tuple(map(storable_text, value))
        case _:
            return _to_json(value)


def _join_lines(values: Iterable[str]) -> str:
    text = "\n".join(values)
    return f"\n{text}\n" if text else ""


def _to_json(value: Any) -> Any:
    match value:
        case str():
            return storable_text(value)
        case None | bool() | int():
            return value
        case float():
            return value if math.isfinite(value) else None
        case Mapping():
            return {storable_text(str(key)): _to_json(item) for key, item in value.items()}
        case list() | tuple():
            return [_to_json(item) for item in value]
        case _:
            return storable_text(str(value))
