"""Keep from where on a channel is searched for an issue that may have been posted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_MARGIN = timedelta(hours=1)  # the clock may have been ahead of Discord's
_DISCORD_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)

_issues = sa.table(
    "digest_issues",
    sa.column("issue_id", sa.Text),
    sa.column("outcome", sa.Text),
    sa.column("due", sa.DateTime),
    sa.column("posted_after", sa.BigInteger),
    sa.column("last_try", sa.DateTime),
)


def upgrade() -> None:
    """Add the columns; an issue that is composed already may stand from when it was due on."""
    op.add_column("digest_issues", sa.Column("posted_after", sa.BigInteger))
    op.add_column("digest_issues", sa.Column("last_try", sa.DateTime))
    connection = op.get_bind()
    now = datetime.now(UTC).replace(tzinfo=None)
    composed = sa.select(_issues.c.issue_id, _issues.c.due).where(_issues.c.outcome == "composed")
    for issue_id, due in connection.execute(composed).all():
        change = sa.update(_issues).where(_issues.c.issue_id == issue_id)
        after = _first_id_of(due.replace(tzinfo=UTC) - _MARGIN)
        connection.execute(change.values(posted_after=after, last_try=now))


def _first_id_of(moment: datetime) -> int:
    """Return the least id that Discord gives at a moment."""
    return max(int((moment - _DISCORD_EPOCH) / timedelta(milliseconds=1)), 0) << 22
