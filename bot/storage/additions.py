"""Store how many records people added to the library today."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from bot.records.spending import DailyRecords
from bot.storage.rows import Store
from bot.storage.spending import load_person
from bot.storage.tables import additions


class AdditionStore(Store):
    """How many records people added, each under a hash that lasts one day: see spending.py."""

    def take(
        self, day: date, guild_id: int, user_id: int, records: int, most: DailyRecords
    ) -> DailyRecords | None:
        """Count records that a person is about to add in a server.

        Return what is left, and count nothing, if that is less, or if nothing is left. With 0
        records, this only looks.
        """
        with self._database.write_transaction() as connection:
            person = load_person(connection, day, user_id)
            theirs, here = additions.c.person == person, additions.c.guild_id == guild_id
            user, server = (_sum(connection, additions.c.day == day, of) for of in (theirs, here))
            left = DailyRecords(max(most.user - user, 0), max(most.server - server, 0))
            if min(left.user, left.server) < max(records, 1):
                return left
            if records:
                before = _sum(connection, additions.c.day == day, theirs, here)
                row = {"day": day, "guild_id": guild_id, "person": person}
                self._database.upsert(connection, additions, [{**row, "records": before + records}])
        return None


def _sum(connection: sa.Connection, *where: sa.ColumnElement[bool]) -> int:
    wanted = sa.select(sa.func.sum(additions.c.records)).where(*where)
    return int(connection.scalar(wanted) or 0)
