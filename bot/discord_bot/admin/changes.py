"""Change one setting of a server; it is kept at once."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.discord_bot.admin.panel import Offered
from bot.discord_bot.admin.receipt_days import AS_SET, days_in
from bot.discord_bot.options import ANSWER_LANGUAGES
from bot.discord_bot.ports import Application
from bot.discord_bot.services import Services
from bot.receipts.receipt import SweepReceipts
from bot.settings.server import ServerSettings

Change = Callable[[ServerSettings], ServerSettings]


def offered(application: Application) -> Offered:
    """Return what a server may choose from, and what the operator set."""
    settings = application.settings
    models = tuple(application.models)
    return Offered(
        models,
        models[0] if models else settings.model,
        settings.language,
        application.cutoff.min_confidence,
        settings.unsupported,
        settings.receipt_days,
    )


async def apply(services: Services, guild_id: int, change: Change) -> ServerSettings:
    """Change a server's settings and keep them; return them."""
    return await asyncio.to_thread(_apply, services, guild_id, change)


def chosen(setting: str, values: Sequence[str], offered: Offered) -> Change:
    """Return the change that a menu or switch stands for."""

    def change(settings: ServerSettings) -> ServerSettings:
        value = values[0] if values else AS_SET
        match setting:
            case "channels":
                return replace(settings, channels=tuple(map(int, values)))
            case "roles":
                return replace(settings, roles=tuple(map(int, values)))
            case "digests":
                return replace(settings, digest_roles=tuple(map(int, values)))
            case "links":
                return replace(settings, link_channels=tuple(map(int, values)))
            case "model":
                return replace(settings, model=value if value in offered.models else "")
            case "language":
                return replace(settings, language=value if value in ANSWER_LANGUAGES else "")
            case "mentions":
                return replace(settings, mentions=value == "on")
            case "threads":
                return replace(settings, threads=value == "on")
            case "unsupported":
                as_set = value == offered.unsupported
                return replace(settings, unsupported="" if as_set else value)
            case "receipts":
                return replace(settings, receipt_days=days_in(value))
            case _:
                return ServerSettings()

    return change


def cutoff_in(text: str) -> float | None:
    """Return the cut-off that somebody wrote, with a point or a comma; None for nothing.

    Raises ValueError for anything but a number from 0 to 1.
    """
    written = text.strip().replace(",", ".")
    if not written:
        return None
    value = float(written)
    if not math.isfinite(value) or not 0 <= value <= 1:
        raise ValueError(text)
    return value


def _apply(services: Services, guild_id: int, change: Change) -> ServerSettings:
    community, now = services.stores, services.now()
    settings = community.settings.change(guild_id, change, now)
    most = services.application.settings.receipt_days
    SweepReceipts(community.receipts, community.settings, most).server(guild_id, now)
    return settings
