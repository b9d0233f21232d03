"""Remember recent erasures, so that a request in progress stores nothing afterwards.

An answer may be in progress, in this process or another, while the person who asked erases
everything. Requests that began at or before an erasure are not stored. The table has no ids, only
salted hashes of them, for an hour.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from bot.storage.tables import erasures

KEPT_FOR: Final = timedelta(hours=1)
"""Longer than any request takes."""


def record_erasure(connection: sa.Connection, subject: int, now: datetime) -> None:
    """Record the erasure of a person or server, within the transaction that erases."""
    forget_old_erasures(connection, now)
    salt = secrets.token_hex(16)
    row = {"salt": salt, "hash": _hash(salt, subject), "erased_at": now}
    connection.execute(sa.insert(erasures).values(row))


def was_erased(connection: sa.Connection, since: datetime, *subjects: int | None) -> bool:
    """Return whether one of the subjects was erased at `since` or later."""
    wanted = sa.select(erasures.c.salt, erasures.c.hash).where(erasures.c.erased_at >= since)
    return any(
        _hash(salt, subject) == digest
        for salt, digest in connection.execute(wanted)
        for subject in subjects
        if subject is not None
    )


def forget_old_erasures(connection: sa.Connection, now: datetime) -> None:
    """Forget erasures that are older than any request."""
    old = erasures.c.erased_at < now - KEPT_FOR
    connection.execute(sa.delete(erasures).where(old))


def _hash(salt: str, subject: int) -> str:
    return hashlib.sha256(f"{salt} {subject}".encode()).hexdigest()
