"""Store which servers the bot is in and their settings, and erase the data of those it left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.records.server_settings import ServerSettings
from bot.records.shelves import ShelfOwner
from bot.storage.conversations import forget_turns
from bot.storage.documents import (
    JSON,
    dump_document,
    load_document,
    read_server_settings,
    write_server_settings,
)
from bot.storage.recent_erasures import record_erasure
from bot.storage.rows import Store
from bot.storage.shelves import remove_shelf
from bot.storage.subscriptions import remove_guild
from bot.storage.tables import receipts, server_settings, servers, turns


class ServerStore(Store):
    """The servers that the bot is in, and everything stored about one."""

    def join(self, application_id: int, guild_ids: Sequence[int]) -> None:
        """Record that a bot is in servers."""
        rows = [{"application_id": application_id, "guild_id": guild} for guild in guild_ids]
        self._replace(servers, rows)

    def list_joined(self, application_id: int) -> Sequence[int]:
        """Return the servers that a bot is in, or was when it last looked."""
        wanted = sa.select(servers.c.guild_id).where(servers.c.application_id == application_id)
        return [row.guild_id for row in self._read(wanted.order_by(servers.c.guild_id))]

    def forget(self, guild_id: int, now: datetime) -> int:
        """Erase a server's turns, receipts, settings, shelf and digests; return how many turns.

        Its spending stays as long as that of others.
        """
        asked = sa.select(turns.c.turn_id).where(turns.c.guild_id == guild_id)
        with self._database.write_transaction() as connection:
            record_erasure(connection, guild_id, now)
            gone = forget_turns(connection, list(connection.scalars(asked)))
            remove_shelf(connection, ShelfOwner("guild", guild_id))
            remove_guild(connection, guild_id)
            for table in (receipts, server_settings, servers):
                connection.execute(sa.delete(table).where(table.c.guild_id == guild_id))
        self._database.truncate_log()
        return gone


class ServerSettingsStore(Store):
    """The settings of each server."""

    def get(self, guild_id: int) -> ServerSettings:
        """Return a server's settings, or the defaults."""
        with self._database.read_transaction() as connection:
            return read_server_settings(_load(connection, guild_id))

    def change(
        self, guild_id: int, change: Callable[[ServerSettings], ServerSettings], now: datetime
    ) -> ServerSettings:
        """Apply a change to a server's current settings; store and return the result.

        `change` runs inside the transaction: it must be quick, and touch only what a person
        changed. Fields that a newer Footnote has written stay, until a change restores the
        defaults.
        """
        with self._database.write_transaction() as connection:
            kept = _load(connection, guild_id)
            settings = change(read_server_settings(kept))
            if settings == ServerSettings():
                its = server_settings.c.guild_id == guild_id
                connection.execute(sa.delete(server_settings).where(its))
            else:
                merged = dump_document({**kept, **write_server_settings(settings)})
                row = {"guild_id": guild_id, "changed_at": now, "record": merged}
                self._database.upsert(connection, server_settings, [row])
        return settings


def _load(connection: sa.Connection, guild_id: int) -> JSON:
    wanted = sa.select(server_settings.c.record).where(server_settings.c.guild_id == guild_id)
    record = connection.scalar(wanted)
    if record is None:
        return {}
    return load_document(record, f"The record of the settings of server {guild_id}")
