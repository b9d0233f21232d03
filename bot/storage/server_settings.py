"""Keep the settings of each server, as a JSON object that may gain fields."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.community.server_settings import ServerSettings
from bot.storage import fields
from bot.storage.tables import server_settings
from retrieval.sql import Database


class SqlServerSettings:
    """The settings of each server, as `bot.community.ports.ServerSettingsStore` has them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, guild_id: int) -> ServerSettings:
        """Return a server's settings, the defaults where it has settled nothing."""
        wanted = sa.select(server_settings.c.record)
        with self._database.reading() as connection:
            record = connection.scalar(wanted.where(server_settings.c.guild_id == guild_id))
        return ServerSettings() if record is None else _read(guild_id, record)

    def put(self, guild_id: int, settings: ServerSettings, now: datetime) -> None:
        """Keep a server's settings."""
        row = {"guild_id": guild_id, "changed_at": now, "record": _write(settings)}
        with self._database.writing() as connection:
            self._database.upsert(connection, server_settings, [row])

    def forget(self, guild_id: int) -> None:
        """Forget a server's settings."""
        with self._database.writing() as connection:
            connection.execute(
                sa.delete(server_settings).where(server_settings.c.guild_id == guild_id)
            )


def _write(settings: ServerSettings) -> str:
    document = {
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
    return fields.kept(document)


def _days(document: fields.JSON) -> int | None:
    return None if document.get("receipt_days") is None else fields.whole(document, "receipt_days")


def _read(guild_id: int, record: str) -> ServerSettings:
    document = fields.document(record, f"What server {guild_id} has settled")
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
