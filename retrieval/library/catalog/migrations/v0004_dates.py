"""Index dates and numbers together, so that listing the newest papers needs no sort."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Replace the index over dates with one over both."""
    op.drop_index("ix_papers_dated", "papers")
    op.create_index("ix_papers_dated_number", "papers", ["dated", "number"])
