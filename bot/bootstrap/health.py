"""Probe what the bot needs for answering, and serve health and metrics."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from bot.application import Application
from bot.discord_bot.bot import FootnoteBot
from bot.discord_bot.log import log
from bot.errors import describe
from bot.operations.health import serve_probes
from bot.operations.metrics import Metrics
from bot.settings import Settings
from bot.storage.stores import Stores


class RunningBot:
    """The running bot, once it is built."""

    def __init__(self) -> None:
        self.bot: FootnoteBot | None = None

    def gateway_up(self) -> float:
        """Return 1 while the gateway is connected, else 0."""
        return float(self.bot is not None and self.bot.is_ready() and not self.bot.is_closed())

    def set(self, bot: FootnoteBot) -> FootnoteBot:
        """Remember the bot, and return it."""
        self.bot = bot
        return bot


@asynccontextmanager
async def serve_health(
    settings: Settings,
    application: Application,
    stores: Stores,
    running: RunningBot,
    metrics: Metrics,
) -> AsyncIterator[None]:
    """Answer at `FOOTNOTE_HEALTH_ADDRESS` while the context is open; raises `CannotListen`."""
    listening = settings.health_host_and_port
    if listening is None:
        yield
        return
    catalog = application.catalog
    metrics.watch("papers", "Papers of record.", catalog.count)
    metrics.watch("papers_pending", "Papers that wait to be indexed.", catalog.count_pending)
    metrics.watch(
        "passages_pending",
        "Parts of whole papers that wait to be indexed.",
        partial(catalog.count_pending, passages=True),
    )
    metrics.watch("gateway_up", "1 while Discord's gateway is connected.", running.gateway_up)
    metrics.watch(
        "gateway_latency_seconds",
        "Discord's last heartbeat.",
        lambda: running.bot.latency if running.bot else float("nan"),
    )
    metrics.watch(
        "servers",
        "Servers that the bot is in.",
        lambda: len(running.bot.guilds) if running.bot else 0,
    )

    async def probe_gateway() -> str:
        return "" if running.gateway_up() else "not connected"

    async def probe_library() -> str:
        await asyncio.to_thread(application.library.vectors.count)
        await asyncio.to_thread(catalog.count)
        return ""

    async def probe_stores() -> str:
        await asyncio.to_thread(stores.notes.read, "health")
        return ""

    probes = {"discord": probe_gateway, "library": probe_library, "state": probe_stores}
    async with serve_probes(
        *listening,
        probes,
        metrics=metrics.text,
        failed=lambda error: log().warning("not ready", error=describe(error)),
    ) as port:
        log().info("health is served", host=listening[0], port=port)
        yield
