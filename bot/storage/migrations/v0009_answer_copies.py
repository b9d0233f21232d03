"""Create the table of what people posted about an answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Create it empty: copies posted before are not known."""
    op.create_table(
        "answer_copies",
        sa.Column("message_id", sa.BigInteger, autoincrement=False),
        sa.Column("turn_id", sa.Text, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("message_id", name="pk_answer_copies"),
        sa.ForeignKeyConstraint(
            ["turn_id"], ["turns.turn_id"], name="fk_answer_copies_turn_id", ondelete="CASCADE"
        ),
    )
    for name in ("turn_id", "user_id"):
        op.create_index(f"ix_answer_copies_{name}", "answer_copies", [name])
