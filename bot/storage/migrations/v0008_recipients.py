"""Keep which subscriptions are a member's own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the column, empty for the subscriptions of channels."""
    op.add_column("subscriptions", sa.Column("recipient_id", sa.BigInteger))
    op.create_index("ix_subscriptions_recipient_id", "subscriptions", ["recipient_id"])
