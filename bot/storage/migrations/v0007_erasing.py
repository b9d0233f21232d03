"""Keep whose words a question quotes, what was erased, and which servers the bot is in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the columns and create the tables."""
    for name in ("question_channel_id", "quoted_message_id", "quoted_user_id"):
        op.add_column("turns", sa.Column(name, sa.BigInteger))
    for name in ("quoted_message_id", "quoted_user_id"):
        op.create_index(f"ix_turns_{name}", "turns", [name])
    op.create_table(
        "erasures",
        sa.Column("salt", sa.Text),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("erased_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("salt", name="pk_erasures"),
    )
    op.create_index("ix_erasures_erased_at", "erasures", ["erased_at"])
    op.create_table(
        "servers",
        sa.Column("application_id", sa.BigInteger, autoincrement=False),
        sa.Column("guild_id", sa.BigInteger, autoincrement=False),
        sa.PrimaryKeyConstraint("application_id", "guild_id", name="pk_servers"),
    )
