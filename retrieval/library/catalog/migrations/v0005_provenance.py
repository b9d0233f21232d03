"""Keep how each record came in, and which of its fields only an upload gave."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add both; of what is there already, nobody knows how it came in."""
    op.add_column(
        "papers", sa.Column("provenance", sa.Text, nullable=False, server_default="unknown")
    )
    op.add_column("papers", sa.Column("uploaded", sa.JSON, nullable=False, server_default="[]"))
