"""Create the table of what the sentences of each abstract do."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create it empty: indexing fills it."""
    op.create_table(
        "sentence_roles",
        sa.Column("paper_id", sa.Text),
        sa.Column("fingerprint", sa.BigInteger, nullable=False),
        sa.Column("roles", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("paper_id", name="pk_sentence_roles"),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["papers.paper_id"], name="fk_sentence_roles_paper_id", ondelete="CASCADE"
        ),
    )
