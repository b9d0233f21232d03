"""Say what the bot needs to answer, and open the address at which that is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.community.ports import Community
from bot.discord_front.bot import FootnoteBot
from bot.discord_front.log import log
from bot.operations.health import Probe, health
from bot.settings import Settings
from bot.wiring.application import Application


class Standing:
    """The bot that is running, once there is one."""

    def __init__(self) -> None:
        self.bot: FootnoteBot | None = None

    def take(self, bot: FootnoteBot) -> FootnoteBot:
        """Keep the bot that was made, and give it on."""
        self.bot = bot
        return bot


@asynccontextmanager
async def told_over_http(
    settings: Settings, application: Application, community: Community, standing: Standing
) -> AsyncIterator[None]:
    """Answer at `FOOTNOTE_HTTP` while the context is open; raises `CannotListen`."""
    listening = settings.listening
    if listening is None:
        yield
        return
    probes: dict[str, Probe] = {
        "discord": lambda: _gateway(standing.bot),
        "library": lambda: _library(application),
        "state": lambda: _state(community),
    }
    async with health(
        *listening, probes, failed=lambda error: log().warning("not ready", error=repr(error))
    ) as port:
        log().info("health is told", host=listening[0], port=port)
        yield


async def _gateway(bot: FootnoteBot | None) -> str:
    if bot is None or not bot.is_ready() or bot.is_closed():
        return "not connected"
    return ""


async def _library(application: Application) -> str:
    await asyncio.to_thread(application.library.vectors.count)
    await asyncio.to_thread(application.catalogue.count)
    return ""


async def _state(community: Community) -> str:
    await asyncio.to_thread(community.notes.read, "health")
    return ""
