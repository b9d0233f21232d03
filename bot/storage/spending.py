"""Keep what language models cost."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from bot.community.budgets import Spent
from bot.storage.tables import spending
from retrieval.sql import Database

NOWHERE = 0  # in direct messages; no server has this id


class SqlSpending:
    """What was spent, as `bot.community.budgets.Spending` has it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, day: date, guild_id: int | None, user_id: int, spent: Spent) -> None:
        """Add what was spent for a person, in a server or (None) in direct messages."""
        with self._database.writing() as connection:
            add_spent(connection, self._database, day, guild_id or NOWHERE, user_id, spent)

    def of_user(self, day: date, user_id: int) -> Spent:
        """Return what a person spent on a day, wherever."""
        return self._sum(spending.c.day == day, spending.c.user_id == user_id)

    def of_server(self, day: date, guild_id: int) -> Spent:
        """Return what a server spent on a day."""
        return self._sum(spending.c.day == day, spending.c.guild_id == guild_id)

    def of_all(self, day: date) -> Spent:
        """Return what was spent on a day."""
        return self._sum(spending.c.day == day)

    def _sum(self, *where: sa.ColumnElement[bool]) -> Spent:
        wanted = sa.select(sa.func.sum(spending.c.tokens), sa.func.sum(spending.c.dollars))
        with self._database.reading() as connection:
            tokens, dollars = connection.execute(wanted.where(*where)).one()
        return Spent(int(tokens or 0), float(dollars or 0))


def add_spent(
    connection: sa.Connection,
    database: Database,
    day: date,
    guild_id: int,
    user_id: int,
    spent: Spent,
) -> None:
    """Add to what was spent, within a transaction that writes."""
    key = {"day": day, "guild_id": guild_id, "user_id": user_id}
    wanted = sa.select(spending.c.tokens, spending.c.dollars).filter_by(**key)
    before = connection.execute(wanted).first()
    both = spent if before is None else spent + Spent(before.tokens, before.dollars)
    row = {**key, "tokens": both.tokens, "dollars": both.dollars}
    database.upsert(connection, spending, [row])


def give_up_name(connection: sa.Connection, database: Database, user_id: int, nobody: int) -> None:
    """Let what a person spent be nobody's, within a transaction that writes: sums stay."""
    theirs = spending.c.user_id == user_id
    rows = connection.execute(sa.select(spending).where(theirs)).all()
    connection.execute(sa.delete(spending).where(theirs))
    for row in rows:
        spent = Spent(row.tokens, row.dollars)
        add_spent(connection, database, row.day, row.guild_id, nobody, spent)
