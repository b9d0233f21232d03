"""Know who was erased a moment ago, so that what was under way then is not kept after.

An answer may be written, in this process or another, while whoever asked has all of theirs erased.
What is kept with a moment at or before an erasure is too late. The id of who was erased is kept
nowhere: the table has a hash of it, with a salt of its own, for an hour.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from bot.storage.tables import erasures

KEPT_FOR: Final = timedelta(hours=1)
"""Longer than anything is under way."""


def record_erasure(connection: sa.Connection, subject: int, now: datetime) -> None:
    """Note that a person or a server is erased, within the transaction that does it."""
    forget_old_erasures(connection, now)
    salt = secrets.token_hex(16)
    row = {"salt": salt, "hash": _hash(salt, subject), "erased_at": now}
    connection.execute(sa.insert(erasures).values(row))


def was_erased(connection: sa.Connection, since: datetime, *subjects: int | None) -> bool:
    """Say whether one of them was erased at `since` or later."""
    wanted = sa.select(erasures.c.salt, erasures.c.hash).where(erasures.c.erased_at >= since)
    return any(
        _hash(salt, subject) == digest
        for salt, digest in connection.execute(wanted)
        for subject in subjects
        if subject is not None
    )


def forget_old_erasures(connection: sa.Connection, now: datetime) -> None:
    """Forget erasures that nothing can be under way from."""
    old = erasures.c.erased_at < now - KEPT_FOR
    connection.execute(sa.delete(erasures).where(old))


def _hash(salt: str, subject: int) -> str:
    return hashlib.sha256(f"{salt} {subject}".encode()).hexdigest()
