"""Store what language models cost, and what is reserved for calls in progress.

A person is stored as a keyed hash of the user id. The key is random, lasts one day, and is erased
with the hashes after it: until then a person's spending is known even after `/forget-me`, and
nobody can be recognized from one day to the next.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime

import sqlalchemy as sa

from bot.records.spending import NOBODY, Budget, Reservation, Spending, Totals
from bot.storage.rows import Store, to_row
from bot.storage.tables import additions, reservations, spending, spending_keys

NO_SERVER = 0  # direct messages; no server has this id
_KEY_BYTES = 32


class SpendingStore(Store):
    """What was spent and is reserved, for `bot.limits.budgets.Budgets`."""

    def reserve(
        self, reservation: Reservation, now: datetime, over: Callable[[Totals], Budget | None]
    ) -> Budget | None:
        """Hold a reservation unless `over` names a budget for the totals before it; return that."""
        day, guild_id = reservation.day, reservation.guild_id or NO_SERVER
        with self._database.write_transaction() as connection:
            self._forget_people_before(connection, day)
            connection.execute(sa.delete(reservations).where(reservations.c.until <= now))
            person = load_person(connection, day, reservation.user_id)
            if (refused := over(_totals(connection, day, guild_id, person, now))) is not None:
                return refused
            whose = {"guild_id": guild_id, "person": person}
            row = to_row(reservations, reservation, **asdict(reservation.amount), **whose)
            connection.execute(sa.insert(reservations).values(row))
        return None

    def settle(self, reservation: Reservation, spent: Spending) -> None:
        """Count what was spent in the place of a reservation, also of one that is held no more."""
        day = reservation.day
        held = reservations.c.reservation_id == reservation.reservation_id
        with self._database.write_transaction() as connection:
            connection.execute(sa.delete(reservations).where(held))
            if spent.tokens or spent.dollars:
                # After its day, people cannot be told apart.
                key = _load_key(connection, day)
                person = NOBODY if key is None else _hash_person(key, reservation.user_id)
                self._add(connection, day, reservation.guild_id or NO_SERVER, person, spent)

    def totals(self, day: date, guild_id: int | None, user_id: int, now: datetime) -> Totals:
        """Return what was spent or is reserved on a day."""
        with self._database.read_transaction() as connection:
            key = _load_key(connection, day)
            person = None if key is None else _hash_person(key, user_id)
            return _totals(connection, day, guild_id or NO_SERVER, person, now)

    def spent(self, day: date, guild_id: int | None = None) -> Spending:
        """Return what was spent on a day in a server, or (None) everywhere."""
        where = {} if guild_id is None else {"guild_id": guild_id}
        with self._database.read_transaction() as connection:
            return _sum(connection, spending, day=day, **where)

    def forget_people_before(self, day: date) -> None:
        """Forget who spent and added what on the days before `day`.

        Of what was spent, the sums of servers stay.
        """
        with self._database.write_transaction() as connection:
            self._forget_people_before(connection, day)
        self._database.truncate_log()

    def _forget_people_before(self, connection: sa.Connection, day: date) -> None:
        connection.execute(sa.delete(additions).where(additions.c.day < day))
        over = sa.select(spending_keys.c.day).where(spending_keys.c.day < day)
        for past in list(connection.scalars(over)):
            theirs = sa.and_(spending.c.day == past, spending.c.person != NOBODY)
            rows = connection.execute(sa.select(spending).where(theirs)).all()
            connection.execute(sa.delete(spending).where(theirs))
            for row in rows:
                spent = Spending(row.tokens, row.dollars)
                self._add(connection, past, row.guild_id, NOBODY, spent)
            connection.execute(sa.delete(spending_keys).where(spending_keys.c.day == past))
            connection.execute(
                sa.update(reservations).where(reservations.c.day == past).values(person=NOBODY)
            )

    def _add(
        self, connection: sa.Connection, day: date, guild_id: int, person: int, spent: Spending
    ) -> None:
        key = {"day": day, "guild_id": guild_id, "person": person}
        wanted = sa.select(spending.c.tokens, spending.c.dollars).filter_by(**key)
        before = connection.execute(wanted).first()
        both = spent if before is None else spent + Spending(before.tokens, before.dollars)
        self._database.upsert(connection, spending, [key | asdict(both)])


def load_person(connection: sa.Connection, day: date, user_id: int) -> int:
    """Return a person's hash on a day, which gets a key if it has none yet."""
    key = _load_key(connection, day)
    if key is None:
        key = secrets.token_bytes(_KEY_BYTES)
        connection.execute(sa.insert(spending_keys).values(day=day, key=key))
    return _hash_person(key, user_id)


def _hash_person(key: bytes, user_id: int) -> int:
    """Return a person's hash on the day of `key`: 63 bits of an HMAC, and 0 for nobody."""
    if user_id == NOBODY:
        return NOBODY
    digest = hmac.digest(key, str(user_id).encode(), hashlib.sha256)
    return int.from_bytes(digest[:8]) >> 1 or 1


def _load_key(connection: sa.Connection, day: date) -> bytes | None:
    return connection.scalar(sa.select(spending_keys.c.key).where(spending_keys.c.day == day))


def _totals(
    connection: sa.Connection, day: date, guild_id: int, person: int | None, now: datetime
) -> Totals:
    """Return what was spent or is reserved; `person` is None where nobody is known of the day."""

    def both(**whose: int) -> Spending:
        held = _sum(connection, reservations, reservations.c.until > now, day=day, **whose)
        return held + _sum(connection, spending, day=day, **whose)

    return Totals(
        user=Spending() if person is None else both(person=person),
        server=both(guild_id=guild_id),
        all=both(),
    )


def _sum(
    connection: sa.Connection, table: sa.Table, *where: sa.ColumnElement[bool], **columns: object
) -> Spending:
    wanted = sa.select(sa.func.sum(table.c.tokens), sa.func.sum(table.c.dollars))
    tokens, dollars = connection.execute(wanted.where(*where).filter_by(**columns)).one()
    return Spending(int(tokens or 0), float(dollars or 0))
