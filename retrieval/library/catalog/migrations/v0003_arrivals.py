"""Store the highest number of a paper, so that numbers of removed papers are not reused."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Store the current highest number in the state."""
    papers = sa.table("papers", sa.column("number"))
    state = sa.table("state", sa.column("key"), sa.column("value"))
    connection = op.get_bind()
    highest = connection.scalar(sa.select(sa.func.max(papers.c.number))) or 0
    connection.execute(sa.insert(state).values(key="last_arrival", value=str(highest)))
