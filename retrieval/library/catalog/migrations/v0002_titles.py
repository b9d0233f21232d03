"""Index titles and ids together, so that all titles can be read without whole rows."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the index in SQLite only; PostgreSQL limits index entries to 2,704 bytes."""
    if op.get_bind().dialect.name == "sqlite":
        op.create_index("ix_papers_folded_title_paper_id", "papers", ["folded_title", "paper_id"])
