"""Create the subscriptions, the ledger of issues, what channels got, and the votes on it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables of digests."""
    op.create_table(
        "subscriptions",
        sa.Column("subscription_id", sa.Text),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("created_by", sa.BigInteger, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("next_due", sa.DateTime, nullable=False),
        sa.Column("seen", sa.BigInteger, nullable=False),
        sa.Column("paused", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("subscription_id", name="pk_subscriptions"),
        sa.UniqueConstraint("number", name="uq_subscriptions_number"),
    )
    for column in ("guild_id", "created_by"):
        op.create_index(f"ix_subscriptions_{column}", "subscriptions", [column])
    op.create_index("ix_subscriptions_paused_next_due", "subscriptions", ["paused", "next_due"])
    op.create_table(
        "digest_issues",
        sa.Column("issue_id", sa.Text),
        sa.Column("subscription_id", sa.Text, nullable=False),
        sa.Column("slot", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("due", sa.DateTime, nullable=False),
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("claimed_until", sa.DateTime, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("up_to", sa.BigInteger),
        sa.Column("channel_id", sa.BigInteger),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("sent_at", sa.DateTime),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("record", sa.Text),
        sa.PrimaryKeyConstraint("issue_id", name="pk_digest_issues"),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["subscriptions.subscription_id"],
            name="fk_digest_issues_subscription_id",
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint(
            "subscription_id", "slot", name="uq_digest_issues_subscription_id_slot"
        ),
    )
    op.create_index(
        "ix_digest_issues_outcome_claimed_until", "digest_issues", ["outcome", "claimed_until"]
    )
    op.create_index(
        "ix_digest_issues_subscription_id_due", "digest_issues", ["subscription_id", "due"]
    )
    op.create_table(
        "digest_given",
        sa.Column("channel_id", sa.BigInteger, autoincrement=False),
        sa.Column("paper_id", sa.Text),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("given_at", sa.DateTime, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("channel_id", "paper_id", name="pk_digest_given"),
    )
    op.create_index("ix_digest_given_guild_id", "digest_given", ["guild_id"])
    op.create_index(
        "ix_digest_given_channel_id_given_at", "digest_given", ["channel_id", "given_at"]
    )
    op.create_table(
        "digest_votes",
        sa.Column("issue_id", sa.Text),
        sa.Column("paper_id", sa.Text),
        sa.Column("user_id", sa.BigInteger, autoincrement=False),
        sa.Column("value", sa.SmallInteger, nullable=False),
        sa.Column("cast_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("issue_id", "paper_id", "user_id", name="pk_digest_votes"),
    )
    op.create_index("ix_digest_votes_user_id", "digest_votes", ["user_id"])
