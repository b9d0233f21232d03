"""Create the table of what language models cost."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "spending",
        sa.Column("day", sa.Date),
        sa.Column("guild_id", sa.BigInteger, autoincrement=False),
        sa.Column("user_id", sa.BigInteger, autoincrement=False),
        sa.Column("tokens", sa.BigInteger, nullable=False),
        sa.Column("dollars", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("day", "guild_id", "user_id", name="pk_spending"),
    )
    op.create_index("ix_spending_user_id", "spending", ["user_id"])
