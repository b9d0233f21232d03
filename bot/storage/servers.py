"""Keep which servers the bot is in, and erase what is kept of one that it left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.storage.conversations import forget_turns
from bot.storage.erasures import record_erasure
from bot.storage.subscriptions import remove_guild
from bot.storage.tables import receipts, server_settings, servers, shelved, turns
from retrieval.db import Database


class ServerStore:
    """The servers that the bot is in, and everything kept of one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def join(self, application_id: int, guild_ids: Sequence[int]) -> None:
        """Note that a bot is in servers."""
        rows = [{"application_id": application_id, "guild_id": guild} for guild in guild_ids]
        with self._database.writing() as connection:
            self._database.upsert(connection, servers, rows)

    def joined(self, application_id: int) -> Sequence[int]:
        """Return the servers that a bot is in, or was when it last looked."""
        wanted = sa.select(servers.c.guild_id).where(servers.c.application_id == application_id)
        with self._database.reading() as connection:
            return list(connection.scalars(wanted.order_by(servers.c.guild_id)))

    def forget(self, guild_id: int, now: datetime) -> int:
        """Erase all that is kept of a server; return how many turns there were.

        That is its turns and receipts, its settings, shelf and digests. What was spent there stays
        as long as it does for everybody.
        """
        asked = sa.select(turns.c.turn_id).where(turns.c.guild_id == guild_id)
        shelf = sa.and_(shelved.c.owner_kind == "guild", shelved.c.owner_id == guild_id)
        with self._database.writing() as connection:
            record_erasure(connection, guild_id, now)
            gone = forget_turns(connection, list(connection.scalars(asked)))
            connection.execute(sa.delete(receipts).where(receipts.c.guild_id == guild_id))
            connection.execute(sa.delete(shelved).where(shelf))
            remove_guild(connection, guild_id)
            for table in (server_settings, servers):
                connection.execute(sa.delete(table).where(table.c.guild_id == guild_id))
        self._database.truncate_log()
        return gone
