"""Create the reservations, and name people in what was spent by a keyed hash of the day."""

from __future__ import annotations

import hashlib
import hmac
import secrets

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the tables, and hash who spent what; nobody stays nobody."""
    op.create_table(
        "reservations",
        sa.Column("reservation_id", sa.Text),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("person", sa.BigInteger, nullable=False),
        sa.Column("tokens", sa.BigInteger, nullable=False),
        sa.Column("dollars", sa.Double, nullable=False),
        sa.Column("until", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("reservation_id", name="pk_reservations"),
    )
    op.create_table(
        "spending_keys",
        sa.Column("day", sa.Date),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_spending_keys"),
    )
    op.drop_index("ix_spending_user_id", "spending")
    op.execute("ALTER TABLE spending RENAME COLUMN user_id TO person")
    _hash_people(op.get_bind())


def _hash_people(connection: sa.Connection) -> None:
    spending = sa.table(
        "spending",
        sa.column("day", sa.Date),
        sa.column("person", sa.BigInteger),
    )
    keys = sa.table("spending_keys", sa.column("day", sa.Date), sa.column("key", sa.LargeBinary))
    whose = sa.select(spending).where(spending.c.person != 0).distinct()
    people: dict[object, list[int]] = {}
    for day, person in connection.execute(whose).all():
        people.setdefault(day, []).append(person)
    for day, ids in people.items():
        key = secrets.token_bytes(32)
        connection.execute(sa.insert(keys).values(day=day, key=key))
        for person in ids:
            digest = hmac.digest(key, str(person).encode(), hashlib.sha256)
            hashed = int.from_bytes(digest[:8]) >> 1 or 1
            theirs = sa.and_(spending.c.day == day, spending.c.person == person)
            connection.execute(sa.update(spending).where(theirs).values(person=hashed))
