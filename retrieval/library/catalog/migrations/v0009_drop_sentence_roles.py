"""Drop the table of what the sentences of each abstract do, which nothing reads."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Drop the table: sentences are classified when they are read."""
    op.drop_table("sentence_roles")
