"""Name the catalogue's tables and columns, as the migrations leave them."""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# The long texts stand last, so that SQLite finds the short columns without reading past them.
papers = sa.Table(
    "papers",
    metadata,
    sa.Column("paper_id", sa.Text, primary_key=True),
    # The order of arrival: it outlives a change of paper_id, and iteration walks along it.
    sa.Column("number", sa.BigInteger, nullable=False, unique=True),
    sa.Column("year", sa.Integer, index=True),
    sa.Column("published", sa.Date),
    sa.Column("updated", sa.Date),
    # The day to sort by, and among equals the number: published, else updated.
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
    # How the record came in, and which fields of it only an upload gave: `Provenance`, `Field`.
    sa.Column("provenance", sa.Text, nullable=False, server_default="unknown"),
    sa.Column("uploaded", sa.JSON, nullable=False, server_default="[]"),
)

sa.Index(None, papers.c.dated, papers.c.number)

# All titles are read from this at once. Not in PostgreSQL, whose indexes take no long titles.
sa.Index(None, papers.c.folded_title, papers.c.paper_id).ddl_if(dialect="sqlite")

# What leads to a paper: `arxiv:…`, `doi:…`, `title:t-…`, `id:…`, former ids among them. A title,
# rarely a DOI, may lead to several papers that are not the same work, hence both columns.
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
