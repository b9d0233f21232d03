"""Keep the votes on answers, one a person."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from bot.conversations import Tally
from bot.storage.erasures import was_erased
from bot.storage.tables import votes
from retrieval.db import Database


class VoteStore:
    """The votes on answers, one per person and answer."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def cast(self, turn_id: str, user_id: int, value: Literal[-1, 1], now: datetime) -> Tally:
        """Cast, turn or (the same again) take back a vote; return the tally."""
        own = sa.and_(votes.c.turn_id == turn_id, votes.c.user_id == user_id)
        with self._database.writing() as connection:
            if was_erased(connection, now, user_id):
                pass  # it was pressed before
            elif connection.scalar(sa.select(votes.c.value).where(own)) == value:
                connection.execute(sa.delete(votes).where(own))
            else:
                row = {"turn_id": turn_id, "user_id": user_id, "value": value, "cast_at": now}
                self._database.upsert(connection, votes, [row])
            return _tally(connection, turn_id)

    def tally(self, turn_id: str) -> Tally:
        """Return the tally of an answer."""
        with self._database.reading() as connection:
            return _tally(connection, turn_id)


def _tally(connection: sa.Connection, turn_id: str) -> Tally:
    counted = sa.select(votes.c.value, sa.func.count().label("voters")).where(
        votes.c.turn_id == turn_id
    )
    rows = connection.execute(counted.group_by(votes.c.value))
    found = {row.value: row.voters for row in rows}
    return Tally(up=found.get(1, 0), down=found.get(-1, 0))
