"""Create the table of how many records people added in a day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Create it empty: today's additions so far do not count."""
    op.create_table(
        "additions",
        sa.Column("day", sa.Date),
        sa.Column("guild_id", sa.BigInteger, autoincrement=False),
        sa.Column("person", sa.BigInteger, autoincrement=False),
        sa.Column("records", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("day", "guild_id", "person", name="pk_additions"),
    )
