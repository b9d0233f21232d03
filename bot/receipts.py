"""Forget receipts whose time is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.records.receipts import retention_days
from bot.records.server_settings import ServerSettings

if TYPE_CHECKING:
    from bot.storage.receipts import ReceiptStore
    from bot.storage.servers import ServerSettingsStore


class SweepReceipts:
    """Forgets expired receipts; those that belong to no server expire after `max_days`."""

    def __init__(
        self, receipts: ReceiptStore, settings: ServerSettingsStore, max_days: int
    ) -> None:
        self._receipts = receipts
        self._settings = settings
        self._max_days = max_days

    def __call__(self, now: datetime) -> int:
        """Forget every expired receipt; block; return how many. Raises `StorageError`."""
        return sum(self.sweep_server(guild_id, now) for guild_id in self._receipts.list_guilds())

    def sweep_server(self, guild_id: int | None, now: datetime) -> int:
        """Forget one server's expired receipts, or (None) those of no server; block."""
        settings = ServerSettings() if guild_id is None else self._settings.get(guild_id)
        days = retention_days(settings, self._max_days)
        return self._receipts.forget_older(guild_id, now - timedelta(days=days))
