"""Create the turns and their messages, settings, shelves, votes, what is remembered, and notes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the first tables."""
    op.create_table(
        "turns",
        sa.Column("turn_id", sa.Text),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("guild_id", sa.BigInteger),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("question_message_id", sa.BigInteger),
        sa.Column("asked_at", sa.DateTime, nullable=False),
        sa.Column("follows", sa.Text),
        sa.Column("record", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("turn_id", name="pk_turns"),
        sa.UniqueConstraint("number", name="uq_turns_number"),
        sa.ForeignKeyConstraint(
            ["follows"], ["turns.turn_id"], name="fk_turns_follows", ondelete="SET NULL"
        ),
    )
    for column in ("user_id", "question_message_id", "follows"):
        op.create_index(f"ix_turns_{column}", "turns", [column])
    op.create_index(
        "ix_turns_channel_id_asked_at_number", "turns", ["channel_id", "asked_at", "number"]
    )
    op.create_table(
        "answer_messages",
        sa.Column("message_id", sa.BigInteger, autoincrement=False),
        sa.Column("turn_id", sa.Text, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("message_id", name="pk_answer_messages"),
        sa.ForeignKeyConstraint(
            ["turn_id"], ["turns.turn_id"], name="fk_answer_messages_turn_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_answer_messages_turn_id", "answer_messages", ["turn_id"])
    op.create_table(
        "server_settings",
        sa.Column("guild_id", sa.BigInteger, autoincrement=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name="pk_server_settings"),
    )
    op.create_table(
        "shelved",
        sa.Column("owner_kind", sa.Text),
        sa.Column("owner_id", sa.BigInteger, autoincrement=False),
        sa.Column("paper_id", sa.Text),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("added_by", sa.BigInteger, nullable=False),
        sa.Column("added_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("owner_kind", "owner_id", "paper_id", name="pk_shelved"),
        sa.UniqueConstraint("number", name="uq_shelved_number"),
    )
    op.create_index("ix_shelved_added_by", "shelved", ["added_by"])
    op.create_table(
        "votes",
        sa.Column("turn_id", sa.Text),
        sa.Column("user_id", sa.BigInteger, autoincrement=False),
        sa.Column("value", sa.SmallInteger, nullable=False),
        sa.Column("cast_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("turn_id", "user_id", name="pk_votes"),
    )
    op.create_index("ix_votes_user_id", "votes", ["user_id"])
    op.create_table(
        "remembered",
        sa.Column("kind", sa.Text),
        sa.Column("token", sa.Text),
        sa.Column("remembered_at", sa.DateTime, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("kind", "token", name="pk_remembered"),
    )
    op.create_index("ix_remembered_remembered_at", "remembered", ["remembered_at"])
    op.create_table(
        "notes",
        sa.Column("name", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_notes"),
    )
