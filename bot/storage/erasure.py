"""Find and erase everything stored about one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.records.shelves import ShelfOwner
from bot.storage.conversations import forget_turns
from bot.storage.recent_erasures import record_erasure, was_erased
from bot.storage.rows import Store
from bot.storage.shelves import NOBODY, remove_shelf
from bot.storage.subscriptions import remove_recipient
from bot.storage.tables import (
    answer_copies,
    answer_messages,
    digest_votes,
    receipts,
    shelved,
    subscriptions,
    turns,
    votes,
)

_OWNERS = (votes.c.user_id, digest_votes.c.user_id, answer_copies.c.user_id, receipts.c.user_id)
"""The people whose rows are erased with them."""

_NAMES = (subscriptions.c.created_by, shelved.c.added_by)
"""The people whose rows stay without their ids."""


@dataclass(frozen=True, slots=True)
class ErasedCounts:
    """How much was erased, and the (channel id, message id) of the answers."""

    turns: int = 0
    votes: int = 0
    shelved: int = 0
    digests: int = 0
    messages: tuple[tuple[int, int], ...] = ()


class PersonalDataStore(Store):
    """Everything stored about one person."""

    def forget(self, user_id: int, now: datetime) -> ErasedCounts:
        """Erase a person's turns, receipts, votes, shelf and digests, and the id elsewhere.

        Turns that quote the person go too. Papers on a server's shelf and subscriptions of channels
        stay without the id. Today's spending stays under a hash that is erased after the day.
        Requests that began before `now` store nothing afterwards.
        """
        asked = sa.select(turns.c.turn_id).where(_of(user_id))
        with self._database.write_transaction() as connection:
            record_erasure(connection, user_id, now)
            messages = _messages(connection, user_id)
            own = {
                column.table: connection.execute(sa.delete(column.table).where(column == user_id))
                for column in _OWNERS
            }
            ended = remove_recipient(connection, user_id)  # and votes, which are counted above
            for column in _NAMES:
                named = sa.update(column.table).where(column == user_id)
                connection.execute(named.values({column: NOBODY}))
            gone = forget_turns(connection, list(connection.scalars(asked)))
            off = remove_shelf(connection, ShelfOwner("user", user_id))
        self._database.truncate_log()
        cast = own[votes].rowcount + own[digest_votes].rowcount
        return ErasedCounts(gone, cast, off, ended, messages)

    def was_erased(self, user_id: int, since: datetime) -> bool:
        """Return whether a person was erased at `since` or later, within the last hour."""
        with self._database.read_transaction() as connection:
            return was_erased(connection, since, user_id)

    def messages(self, user_id: int) -> Sequence[tuple[int, int]]:
        """Return (channel id, message id) of what answers or quotes the person, oldest first."""
        with self._database.read_transaction() as connection:
            return _messages(connection, user_id)


def _of(user_id: int) -> sa.ColumnElement[bool]:
    return sa.or_(turns.c.user_id == user_id, turns.c.quoted_user_id == user_id)


def _messages(connection: sa.Connection, user_id: int) -> tuple[tuple[int, int], ...]:
    """Return the messages of the person's answers, then copies of these or posted by the person."""
    wanted = (
        sa.select(turns.c.channel_id, answer_messages.c.message_id)
        .join(answer_messages, answer_messages.c.turn_id == turns.c.turn_id)
        .where(_of(user_id))
        .order_by(turns.c.asked_at, turns.c.number, answer_messages.c.place)
    )
    copies = (
        sa.select(turns.c.channel_id, answer_copies.c.message_id)
        .join(answer_copies, answer_copies.c.turn_id == turns.c.turn_id)
        .where(sa.or_(_of(user_id), answer_copies.c.user_id == user_id))
        .order_by(answer_copies.c.message_id)
    )
    return tuple(
        (channel, message)
        for each in (wanted, copies)
        for channel, message in connection.execute(each)
    )
