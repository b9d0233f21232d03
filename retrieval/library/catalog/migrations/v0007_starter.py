"""Mark the records of the starter library, whose abstracts were written for Footnote."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Tell them from an operator's imports by their source."""
    op.execute(
        "UPDATE papers SET provenance = 'starter' "
        "WHERE source = 'starter' AND provenance IN ('operator', 'unknown')"
    )
