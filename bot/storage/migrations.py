"""Change the rows that older versions stored; `retrieval.db.migrate` adds what tables lack."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

import sqlalchemy as sa

from retrieval.db.schema import Step

_CLOCK_MARGIN = timedelta(hours=1)  # the clock may have been ahead of Discord's
_DISCORD_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)


def _search_for_composed_issues(connection: sa.Connection) -> None:
    """Have issues that were composed searched for from when they were due: they may be posted."""
    issues = sa.table(
        "digest_issues",
        sa.column("issue_id"),
        sa.column("outcome"),
        sa.column("due", sa.DateTime),
        sa.column("posted_after", sa.BigInteger),
        sa.column("last_try", sa.DateTime),
    )
    composed = sa.select(issues.c.issue_id, issues.c.due).where(issues.c.outcome == "composed")
    now = datetime.now(UTC).replace(tzinfo=None)
    for issue_id, due in connection.execute(composed).all():
        since = due.replace(tzinfo=UTC) - _CLOCK_MARGIN - _DISCORD_EPOCH
        first_id = max(since // timedelta(milliseconds=1), 0) << 22  # of Discord's at that moment
        change = sa.update(issues).where(issues.c.issue_id == issue_id)
        connection.execute(change.values(posted_after=first_id, last_try=now))


def _hash_people(connection: sa.Connection) -> None:
    """Replace who spent what by a keyed hash of the day; nobody stays nobody."""
    connection.execute(sa.text("DROP INDEX IF EXISTS ix_spending_user_id"))
    spending = sa.table("spending", sa.column("day", sa.Date), sa.column("person", sa.BigInteger))
    keys = sa.table("spending_keys", sa.column("day", sa.Date), sa.column("key", sa.LargeBinary))
    people = sa.select(spending).where(spending.c.person != 0).distinct()
    new_keys: dict[object, bytes] = {}
    for day, user_id in connection.execute(people).all():
        if day not in new_keys:
            new_keys[day] = secrets.token_bytes(32)
            connection.execute(sa.insert(keys).values(day=day, key=new_keys[day]))
        digest = hmac.digest(new_keys[day], str(user_id).encode(), hashlib.sha256)
        theirs = sa.and_(spending.c.day == day, spending.c.person == user_id)
        hashed = int.from_bytes(digest[:8]) >> 1 or 1
        connection.execute(sa.update(spending).where(theirs).values(person=hashed))


def _erase_drafts(connection: sa.Connection) -> None:
    """Erase drafts of forms and what undid changes of shelves, which are no longer stored.

    They named people, whose /forget-me would not find them.
    """
    remembered = sa.table("remembered", sa.column("kind"))
    kinds = remembered.c.kind.in_(("form", "form draft", "shelf undo"))
    connection.execute(sa.delete(remembered).where(kinds))


REVISIONS: Final[Mapping[str, Step | None]] = {
    "0001": None,
    "0002": None,
    "0003": None,
    "0004": None,
    "0005": _search_for_composed_issues,
    "0006": _hash_people,
    "0007": None,
    "0008": None,
    "0009": None,
    "0010": None,
    "0011": None,
    "0012": _erase_drafts,
}
