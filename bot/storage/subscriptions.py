"""Store the subscriptions of all servers, and when each is due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.records.subscriptions import PauseReason, Subscription, check_limits
from bot.storage.documents import read_choices, write_choices
from bot.storage.recent_erasures import was_erased
from bot.storage.shelves import NOBODY
from bot.storage.tables import digest_given, digest_issues, digest_votes, subscriptions
from retrieval.db.database import Database

_ALL = sa.select(subscriptions)
_IN_ORDER = _ALL.order_by(subscriptions.c.number)
_REASONS: dict[str, PauseReason] = {
    "": "",
    "asked": "asked",
    "channel gone": "channel gone",
    "not permitted": "not permitted",
    "messages closed": "messages closed",
}


class SubscriptionStore:
    """The subscriptions of all servers. May be called from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, subscription: Subscription) -> None:
        """Add a subscription; raise `TooManySubscriptions` if the server may have no more.

        It is stored without its creator if they were erased since, and not at all if the server or
        the recipient was.
        """
        of_guild = sa.select(subscriptions.c.recipient_id).where(
            subscriptions.c.guild_id == subscription.guild_id
        )
        last = sa.select(sa.func.max(subscriptions.c.number))
        row = {
            "subscription_id": subscription.subscription_id,
            "guild_id": subscription.guild_id,
            "recipient_id": subscription.recipient_id,
            "created_by": subscription.created_by,
            "created_at": subscription.created_at,
            "seen": subscription.seen,
            "paused": subscription.paused,
            **_to_columns(subscription),
        }
        with self._database.write_transaction() as connection:
            owners = (subscription.guild_id, subscription.recipient_id)
            if was_erased(connection, subscription.created_at, *owners):
                return
            if was_erased(connection, subscription.created_at, subscription.created_by):
                row["created_by"] = NOBODY
            check_limits(list(connection.scalars(of_guild)), subscription.recipient_id)
            number = (connection.scalar(last) or 0) + 1
            connection.execute(sa.insert(subscriptions).values(number=number, **row))

    def change(
        self, subscription_id: str, change: Callable[[Subscription], Subscription]
    ) -> Subscription | None:
        """Apply what a person changes; return the stored result, None for an unknown id.

        `change` runs in the transaction, so it must be quick. `seen`, `paused`, the server, the
        creator and the recipient stay as they are stored.
        """
        which = subscriptions.c.subscription_id == subscription_id
        with self._database.write_transaction() as connection:
            row = connection.execute(_ALL.where(which)).first()
            if row is None:
                return None
            values = _to_columns(change(_to_subscription(row)))
            connection.execute(sa.update(subscriptions).where(which).values(**values))
            return _to_subscription(connection.execute(_ALL.where(which)).one())

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

    def due(self, now: datetime, limit: int) -> Sequence[Subscription]:
        """Return those due by `now` and not paused, the longest due first."""
        wanted = _ALL.where(subscriptions.c.paused == "", subscriptions.c.next_due <= now)
        return self._find(wanted.order_by(subscriptions.c.next_due).limit(limit))

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

    def advance(self, subscription_id: str, was: datetime, next_due: datetime) -> bool:
        """Set when a subscription is next due if it is still due at `was`; return whether it was.

        So what a person has changed in the meantime is kept.
        """
        return self._change(subscription_id, subscriptions.c.next_due == was, next_due=next_due)

    def pause(self, subscription_id: str, reason: PauseReason) -> bool:
        """Pause a subscription; return whether it was running, so that one caller learns it."""
        return self._change(subscription_id, subscriptions.c.paused == "", paused=reason)

    def resume(self, subscription_id: str, due: Callable[[Subscription], datetime]) -> bool:
        """Resume a subscription, next due at `due(subscription)`; return whether it was paused."""
        which = subscriptions.c.subscription_id == subscription_id
        with self._database.write_transaction() as connection:
            row = connection.execute(_ALL.where(which, subscriptions.c.paused != "")).first()
            if row is None:
                return False
            values = {"paused": "", "next_due": due(_to_subscription(row))}
            connection.execute(sa.update(subscriptions).where(which).values(**values))
            return True

    def remove(self, subscription_id: str) -> bool:
        """Remove a subscription with its issues and votes; return whether there was one."""
        with self._database.write_transaction() as connection:
            return _remove(connection, subscriptions.c.subscription_id == subscription_id) > 0

    def _change(
        self, subscription_id: str, *conditions: sa.ColumnElement[bool], **values: Any
    ) -> bool:
        which = (subscriptions.c.subscription_id == subscription_id, *conditions)
        with self._database.write_transaction() as connection:
            change = sa.update(subscriptions).where(*which).values(**values)
            return connection.execute(change).rowcount > 0

    def _find(self, wanted: sa.Select[Any]) -> list[Subscription]:
        with self._database.read_transaction() as connection:
            return [_to_subscription(row) for row in connection.execute(wanted)]


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


def _to_columns(subscription: Subscription) -> dict[str, Any]:
    return {
        "channel_id": subscription.channel_id,
        "next_due": subscription.next_due,
        "record": write_choices(subscription),
    }


def _to_subscription(row: Any) -> Subscription:
    return Subscription(
        subscription_id=row.subscription_id,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        created_by=row.created_by,
        created_at=row.created_at,
        next_due=row.next_due,
        seen=row.seen,
        paused=_REASONS.get(row.paused, "asked"),
        recipient_id=row.recipient_id,
        **read_choices(row.subscription_id, row.record),
    )
