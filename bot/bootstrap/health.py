"""Probe what the bot needs for answering, and serve health and metrics."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.application import Application
from bot.discord_bot.bot import FootnoteBot
from bot.discord_bot.log import log
from bot.errors import describe
from bot.operations.health import Probe, serve_probes
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

    def latency(self) -> float:
        """Return the seconds of the last heartbeat."""
        return self.bot.latency if self.bot is not None else float("nan")

    def server_count(self) -> float:
        """Return the number of servers that the bot is in."""
        return float(len(self.bot.guilds)) if self.bot is not None else 0.0

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
    metrics.watch("gateway_up", "1 while Discord's gateway is connected.", running.gateway_up)
    metrics.watch("gateway_latency_seconds", "Discord's last heartbeat.", running.latency)
    metrics.watch("servers", "Servers that the bot is in.", running.server_count)
    probes: dict[str, Probe] = {
        "discord": lambda: _probe_gateway(running),
        "library": lambda: _probe_library(application),
        "state": lambda: _probe_stores(stores),
    }
    async with serve_probes(
        *listening,
        probes,
        metrics=metrics.text,
        failed=lambda error: log().warning("not ready", error=describe(error)),
    ) as port:
        log().info("health is served", host=listening[0], port=port)
        yield


async def _probe_gateway(running: RunningBot) -> str:
    return "" if running.gateway_up() else "not connected"


async def _probe_library(application: Application) -> str:
    await asyncio.to_thread(application.library.vectors.count)
    await asyncio.to_thread(application.catalog.count)
    return ""


async def _probe_stores(stores: Stores) -> str:
    await asyncio.to_thread(stores.notes.read, "health")
    return ""
