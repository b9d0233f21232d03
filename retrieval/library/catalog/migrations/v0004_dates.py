"""Index days with numbers, so that a page of the newest papers is read without sorting all."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Put an index over both in the place of the one over days."""
    op.drop_index("ix_papers_dated", "papers")
    op.create_index("ix_papers_dated_number", "papers", ["dated", "number"])
