"""Add the provenance of each record, and the fields that only an upload gave."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add both columns; the provenance of existing records is unknown."""
    op.add_column(
        "papers", sa.Column("provenance", sa.Text, nullable=False, server_default="unknown")
    )
    op.add_column("papers", sa.Column("uploaded", sa.JSON, nullable=False, server_default="[]"))
