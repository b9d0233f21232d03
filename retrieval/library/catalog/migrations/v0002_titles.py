"""Index titles with their papers' ids, so that all can be read without the rows around them."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the index in SQLite; PostgreSQL's take no entry over 2,704 bytes."""
    if op.get_bind().dialect.name == "sqlite":
        op.create_index("ix_papers_folded_title_paper_id", "papers", ["folded_title", "paper_id"])
