"""Erase the drafts of forms that do not say whose they are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Delete them: nobody's /forget-me could. Their buttons say that the form is gone."""
    remembered = sa.table("remembered", sa.column("kind", sa.Text))
    op.execute(sa.delete(remembered).where(remembered.c.kind == "form"))
