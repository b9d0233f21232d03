"""Create the tables of papers, their keys, the index queue, and the state."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the first tables."""
    op.create_table(
        "papers",
        sa.Column("paper_id", sa.Text),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("year", sa.Integer),
        sa.Column("published", sa.Date),
        sa.Column("updated", sa.Date),
        sa.Column("dated", sa.Date),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("added_at", sa.DateTime, nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        sa.Column("doi", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("folded_title", sa.Text, nullable=False),
        sa.Column("folded_categories", sa.Text, nullable=False),
        sa.Column("folded_authors", sa.Text, nullable=False),
        sa.Column("categories", sa.JSON, nullable=False),
        sa.Column("authors", sa.JSON, nullable=False),
        sa.Column("extra", sa.JSON, nullable=False),
        sa.Column("abstract", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("paper_id", name="pk_papers"),
        sa.UniqueConstraint("number", name="uq_papers_number"),
    )
    for column in ("year", "dated", "source"):
        op.create_index(f"ix_papers_{column}", "papers", [column])
    op.create_table(
        "paper_keys",
        sa.Column("key", sa.Text),
        sa.Column("paper_id", sa.Text),
        sa.PrimaryKeyConstraint("key", "paper_id", name="pk_paper_keys"),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["papers.paper_id"], name="fk_paper_keys_paper_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_paper_keys_paper_id", "paper_keys", ["paper_id"])
    op.create_table(
        "index_queue",
        sa.Column("paper_id", sa.Text),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("paper_id", name="pk_index_queue"),
    )
    op.create_index("ix_index_queue_revision_paper_id", "index_queue", ["revision", "paper_id"])
    op.create_table(
        "state",
        sa.Column("key", sa.Text),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_state"),
    )
