"""Store the subscriptions of all servers, and when each is due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.records.schedule import next_slot
from bot.records.subscriptions import (
    PauseReason,
    Subscription,
    SubscriptionNotFound,
    check_limits,
)
from bot.storage.documents import read_choices, write_choices
from bot.storage.recent_erasures import was_erased
from bot.storage.rows import Store, read_columns, to_row
from bot.storage.shelves import NOBODY
from bot.storage.tables import digest_given, digest_issues, digest_votes, subscriptions

_ALL = sa.select(subscriptions)
_IN_ORDER = _ALL.order_by(subscriptions.c.number)


class SubscriptionStore(Store):
    """The subscriptions of all servers. May be called from any thread."""

    def add(self, subscription: Subscription) -> None:
        """Add a subscription; raise `TooManySubscriptions` if the server may have no more.

        It is stored without its creator if they were erased since, and not at all if the server or
        the recipient was.
        """
        of_guild = sa.select(subscriptions.c.recipient_id).where(
            subscriptions.c.guild_id == subscription.guild_id
        )
        last = sa.select(sa.func.max(subscriptions.c.number))
        row = to_row(subscriptions, subscription, record=write_choices(subscription))
        with self._database.write_transaction() as connection:
            owners = (subscription.guild_id, subscription.recipient_id)
            if was_erased(connection, subscription.created_at, *owners):
                return
            if was_erased(connection, subscription.created_at, subscription.created_by):
                row["created_by"] = NOBODY
            check_limits(list(connection.scalars(of_guild)), subscription.recipient_id)
            number = (connection.scalar(last) or 0) + 1
            connection.execute(sa.insert(subscriptions).values(row | {"number": number}))

    def change(
        self, subscription_id: str, change: Callable[[Subscription], Subscription], now: datetime
    ) -> Subscription:
        """Apply what a person changes, and when it is due; return the stored result.

        `change` runs in the transaction, so it must be quick. `seen`, `paused`, the server, the
        creator and the recipient stay as they are stored. Raises `SubscriptionNotFound` and
        `UnknownZone`.
        """
        which = subscriptions.c.subscription_id == subscription_id
        with self._database.write_transaction() as connection:
            row = connection.execute(_ALL.where(which)).first()
            if row is None:
                raise SubscriptionNotFound
            found = _to_subscription(row)
            changed = change(found)
            next_due = changed.next_due
            if changed.schedule != found.schedule:
                next_due = next_slot(changed.schedule, now).at
            values = {"channel_id": changed.channel_id, "record": write_choices(changed)}
            connection.execute(
                sa.update(subscriptions).where(which).values(**values, next_due=next_due)
            )
            return _to_subscription(connection.execute(_ALL.where(which)).one())

    def require(self, subscription_id: str) -> Subscription:
        """Return the subscription of an id; raise `SubscriptionNotFound`."""
        found = self.get(subscription_id)
        if found is None:
            raise SubscriptionNotFound
        return found

    def get(self, subscription_id: str) -> Subscription | None:
        """Return the subscription of an id."""
        found = self._find(_ALL.where(subscriptions.c.subscription_id == subscription_id))
        return found[0] if found else None

    def list_for_guild(self, guild_id: int) -> Sequence[Subscription]:
        """Return a server's subscriptions, oldest first."""
        return self._find(_IN_ORDER.where(subscriptions.c.guild_id == guild_id))

    def list_all(self) -> Sequence[Subscription]:
        """Return all subscriptions, oldest first."""
        return self._find(_IN_ORDER)

    def due(self, now: datetime) -> Sequence[Subscription]:
        """Return those due by `now` and not paused, the longest due first."""
        wanted = _ALL.where(subscriptions.c.paused == "", subscriptions.c.next_due <= now)
        return self._find(wanted.order_by(subscriptions.c.next_due))

    def reschedule(self, due: Sequence[tuple[str, datetime, datetime]]) -> None:
        """Set when subscriptions are next due: (id, old moment, new moment) each.

        A subscription that is no longer due at the old moment keeps its own.
        """
        if not due:
            return
        change = (
            sa.update(subscriptions)
            .where(
                subscriptions.c.subscription_id == sa.bindparam("whose"),
                subscriptions.c.next_due == sa.bindparam("was"),
            )
            .values(next_due=sa.bindparam("moment"))
        )
        rows = [{"whose": whose, "was": was, "moment": moment} for whose, was, moment in due]
        with self._database.write_transaction() as connection:
            connection.execute(change, rows)

    def pause(self, subscription_id: str, reason: PauseReason) -> bool:
        """Pause a subscription; return whether it was running, so that one caller learns it."""
        running = sa.update(subscriptions).where(
            subscriptions.c.subscription_id == subscription_id, subscriptions.c.paused == ""
        )
        return self._write(running.values(paused=reason)) > 0

    def resume(self, subscription_id: str, now: datetime) -> bool:
        """Resume a subscription from its next slot on; return whether it was paused."""
        which = subscriptions.c.subscription_id == subscription_id
        with self._database.write_transaction() as connection:
            row = connection.execute(_ALL.where(which, subscriptions.c.paused != "")).first()
            if row is None:
                return False
            next_due = next_slot(_to_subscription(row).schedule, now).at
            change = sa.update(subscriptions).where(which).values(paused="", next_due=next_due)
            connection.execute(change)
            return True

    def remove(self, subscription_id: str) -> bool:
        """Remove a subscription with its issues and votes; return whether there was one."""
        with self._database.write_transaction() as connection:
            return _remove(connection, subscriptions.c.subscription_id == subscription_id) > 0

    def _find(self, wanted: sa.Select[Any]) -> list[Subscription]:
        return [_to_subscription(row) for row in self._read(wanted)]


def remove_guild(connection: sa.Connection, guild_id: int) -> None:
    """Remove a server's subscriptions, and what its channels got."""
    connection.execute(sa.delete(digest_given).where(digest_given.c.guild_id == guild_id))
    _remove(connection, subscriptions.c.guild_id == guild_id)


def remove_recipient(connection: sa.Connection, user_id: int) -> int:
    """Remove a person's personal subscriptions in all servers; return how many."""
    return _remove(connection, subscriptions.c.recipient_id == user_id)


def _remove(connection: sa.Connection, which: sa.ColumnElement[bool]) -> int:
    """Remove subscriptions; what a person got is forgotten with the last of theirs."""
    personal = sa.and_(which, subscriptions.c.recipient_id.is_not(None))
    direct = set(connection.scalars(sa.select(subscriptions.c.channel_id).where(personal)))
    whose = sa.select(subscriptions.c.subscription_id).where(which)
    issues = sa.select(digest_issues.c.issue_id).where(digest_issues.c.subscription_id.in_(whose))
    connection.execute(sa.delete(digest_votes).where(digest_votes.c.issue_id.in_(issues)))
    removed = connection.execute(sa.delete(subscriptions).where(which)).rowcount
    still = sa.select(subscriptions.c.channel_id).where(subscriptions.c.channel_id.in_(direct))
    gone = direct - set(connection.scalars(still))
    connection.execute(sa.delete(digest_given).where(digest_given.c.channel_id.in_(gone)))
    return removed


def _to_subscription(row: Any) -> Subscription:
    choices = read_choices(row.subscription_id, row.record)
    return Subscription(**read_columns(Subscription, row), **choices)
