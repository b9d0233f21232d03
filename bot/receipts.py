"""Forget receipts whose time is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.records.receipts import retention_days
from bot.records.server_settings import ServerSettings

if TYPE_CHECKING:
    from bot.storage.stores import Stores


def forget_expired(stores: Stores, guild_id: int | None, now: datetime, max_days: int) -> int:
    """Forget one server's expired receipts, or (None) those of no server; return how many.

    Those of no server expire after `max_days`. Blocks; raises `StorageError`.
    """
    settings = ServerSettings() if guild_id is None else stores.settings.get(guild_id)
    days = retention_days(settings, max_days)
    return stores.receipts.forget_older(guild_id, now - timedelta(days=days))


def forget_all_expired(stores: Stores, now: datetime, max_days: int) -> int:
    """Forget every expired receipt; return how many. Blocks; raises `StorageError`."""
    guilds = stores.receipts.list_guilds()
    return sum(forget_expired(stores, guild_id, now, max_days) for guild_id in guilds)
