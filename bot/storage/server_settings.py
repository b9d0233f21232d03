"""Keep the settings of each server, as a JSON object that may gain fields."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.settings.server import ServerSettings
from bot.storage import fields
from bot.storage.tables import server_settings
from retrieval.db import Database


class ServerSettingsStore:
    """The settings of each server."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, guild_id: int) -> ServerSettings:
        """Return a server's settings, or the defaults."""
        wanted = sa.select(server_settings.c.record)
        with self._database.reading() as connection:
            record = connection.scalar(wanted.where(server_settings.c.guild_id == guild_id))
        return ServerSettings() if record is None else _read(guild_id, record)

    def change(
        self, guild_id: int, change: Callable[[ServerSettings], ServerSettings], now: datetime
    ) -> ServerSettings:
        """Apply a change to what a server's settings are now; keep and return the result.

        `change` runs inside the transaction: it must be quick, and touch only what a person
        changed. Fields that a newer Footnote has written stay, until a change restores the
        defaults.
        """
        which = server_settings.c.guild_id == guild_id
        with self._database.writing() as connection:
            record = connection.scalar(sa.select(server_settings.c.record).where(which))
            settings = change(ServerSettings() if record is None else _read(guild_id, record))
            if settings == ServerSettings():
                connection.execute(sa.delete(server_settings).where(which))
            else:
                kept = {} if record is None else _document(guild_id, record)
                merged = fields.kept({**kept, **_written(settings)})
                row = {"guild_id": guild_id, "changed_at": now, "record": merged}
                self._database.upsert(connection, server_settings, [row])
        return settings


def _written(settings: ServerSettings) -> dict[str, Any]:
    return {
        "channels": settings.channels,
        "roles": settings.roles,
        "model": settings.model,
        "language": settings.language,
        "cutoff": settings.cutoff,
        "mentions": settings.mentions,
        "threads": settings.threads,
        "digest_roles": settings.digest_roles,
        "link_channels": settings.link_channels,
        "unsupported": settings.unsupported,
        "receipt_days": settings.receipt_days,
    }


def _days(document: fields.JSON) -> int | None:
    return None if document.get("receipt_days") is None else fields.whole(document, "receipt_days")


def _document(guild_id: int, record: str) -> fields.JSON:
    return fields.document(record, f"What server {guild_id} has settled")


def _read(guild_id: int, record: str) -> ServerSettings:
    document = _document(guild_id, record)
    usual = ServerSettings()
    return ServerSettings(
        channels=fields.wholes(document, "channels"),
        roles=fields.wholes(document, "roles"),
        model=fields.text(document, "model"),
        language=fields.text(document, "language"),
        cutoff=None if document.get("cutoff") is None else fields.number(document, "cutoff"),
        mentions=fields.flag(document, "mentions", default=usual.mentions),
        threads=fields.flag(document, "threads", default=usual.threads),
        digest_roles=fields.wholes(document, "digest_roles"),
        link_channels=fields.wholes(document, "link_channels"),
        unsupported=fields.text(document, "unsupported"),
        receipt_days=_days(document),
    )
