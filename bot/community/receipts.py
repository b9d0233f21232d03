"""Say for how long receipts are kept, and forget those whose time is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.community.ports import Receipts, ServerSettingsStore
from bot.community.server_settings import ServerSettings


def days_kept(settings: ServerSettings, most: int) -> int:
    """Return for how many days a server's receipts are kept: as it settled, but at most `most`."""
    return most if settings.receipt_days is None else min(settings.receipt_days, most)


class SweepReceipts:
    """Forgets the receipts whose time is over; what is of no server has `most` days."""

    def __init__(self, receipts: Receipts, settings: ServerSettingsStore, most: int) -> None:
        self._receipts = receipts
        self._settings = settings
        self._most = most

    def __call__(self, now: datetime) -> int:
        """Sweep; block; return how many are gone. Raises `KeepingFailed`."""
        return sum(self.server(guild_id, now) for guild_id in self._receipts.guilds())

    def server(self, guild_id: int | None, now: datetime) -> int:
        """Sweep what is of one server, or of none; block; return how many are gone."""
        settled = ServerSettings() if guild_id is None else self._settings.get(guild_id)
        days = days_kept(settled, self._most)
        return self._receipts.forget_older(guild_id, now - timedelta(days=days))
