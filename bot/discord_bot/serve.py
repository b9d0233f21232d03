"""Run the bot until it is stopped, and explain why Discord does not let it in."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.discord_bot.bot import FootnoteBot

_STOPPING: Final = "Stopping: answers that are being written are finished or cut."
_CLOSE_SECONDS: Final = 5.0
"""Seconds to clean up after a closed bot."""


class CannotConnect(Exception):
    """Discord cannot be reached, or does not let the bot in; the message says what to do."""


async def _wait_forever() -> None:
    await asyncio.Event().wait()


async def serve(
    make_bot: Callable[[], FootnoteBot],
    token: str,
    *,
    api: str = "",
    report: Callable[[str], None],
    hold_locks: Callable[[], Awaitable[None]] = _wait_forever,
) -> None:
    """Log in and answer until SIGINT or SIGTERM; `api` is empty for Discord itself.

    `report` gets a line once the bot is connected, more if Discord refused commands, and one when
    it leaves. `hold_locks` runs as long as the bot may answer, and raises the reason when it no
    longer may. Raises that, and `CannotConnect`.
    """
    with use_discord_api(api):
        bot = make_bot()
        stopping = asyncio.Event()
        tasks: set[asyncio.Task[Any]] = set()
        try:
            async with bot:
                # In a task: discord.py swallows a cancellation while it reconnects, and then
                # neither connects nor ends. Closing the bot always ends it.
                running = asyncio.create_task(bot.start(token), name="discord")
                told_to = asyncio.create_task(stopping.wait(), name="until told to stop")
                may_not = asyncio.ensure_future(hold_locks())
                tasks |= {
                    running,
                    told_to,
                    may_not,
                    asyncio.create_task(_greet(bot, report), name="greeting"),
                }
                with _on_stop_signal(stopping.set), suppress(asyncio.CancelledError):
                    await asyncio.wait(
                        {running, told_to, may_not}, return_when=asyncio.FIRST_COMPLETED
                    )
                if running.done():
                    _raise_connection_error(running, api)
                elif may_not.done():
                    may_not.result()
                else:
                    report(_STOPPING)
                    running.cancel()
        finally:
            for task in tasks:
                task.cancel()
            # Errors of a closed bot do not matter.
            with suppress(TimeoutError):
                async with asyncio.timeout(_CLOSE_SECONDS):
                    await asyncio.gather(*tasks, return_exceptions=True)
                    await _close_lost_connections(bot)


async def _close_lost_connections(bot: FootnoteBot) -> None:
    """Close connections that were cut while they were made, of which discord.py loses sight.

    The thread that beats for one would go on to beat into an event loop that is closed.
    """
    for thread in threading.enumerate():
        if (
            isinstance(thread, discord.gateway.KeepAliveHandler)
            and thread.ws._connection is bot._connection
        ):
            thread.stop()
            with suppress(Exception):
                await thread.ws.close()


def _raise_connection_error(running: asyncio.Task[None], api: str) -> None:
    """Raise `CannotConnect` for what ended a bot, and anything else as it is."""
    match running.exception():
        case None:
            return
        case discord.LoginFailure() as error:
            raise CannotConnect(
                "Discord does not accept DISCORD_TOKEN. Copy the bot's token again from "
                "https://discord.com/developers/applications (Bot, Reset Token)."
            ) from error
        case discord.PrivilegedIntentsRequired() as error:
            raise CannotConnect(
                "FOOTNOTE_MESSAGE_CONTENT is set, but Discord has not granted the intent. "
                "Switch on Message Content Intent for the bot at "
                "https://discord.com/developers/applications, or unset the variable."
            ) from error
        case (aiohttp.ClientConnectionError() | discord.GatewayNotFound() | OSError()) as error:
            raise CannotConnect(
                f"{api or 'Discord'} cannot be reached: {error}. Check the network, or "
                "https://discordstatus.com, and try again."
            ) from error
        case discord.HTTPException() as error:
            raise CannotConnect(f"Discord refused the bot: {error}.") from error
        case BaseException() as error:
            raise error


async def _greet(bot: FootnoteBot, report: Callable[[str], None]) -> None:
    await bot.wait_until_ready()
    servers = len(bot.guilds)
    where = f"{servers:,} server{'' if servers == 1 else 's'}"
    report(f"Logged in as {bot.user}, in {where}. Ctrl-C stops.")
    for line in bot.registration.warnings():
        report(line)
    if bot.registration.pending:
        await bot.wait_until_registered()
        for line in bot.registration.warnings():
            report(line)


@contextmanager
def _on_stop_signal(stop: Callable[[], object]) -> Iterator[None]:
    """Call `stop` at SIGINT or SIGTERM, where signals can be had."""
    loop = asyncio.get_running_loop()
    caught = []
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, stop)
            caught.append(number)
    try:
        yield
    finally:
        for number in caught:
            loop.remove_signal_handler(number)


@contextmanager
def use_discord_api(api: str) -> Iterator[None]:
    """Have discord.py speak to the server at `api` ("http://127.0.0.1:8080"); empty is Discord.

    discord.py keeps both addresses on its classes, so that they hold for the whole process; they
    are put back at the end. REST is expected under `/api/v10`, the gateway under `/gateway`.
    """
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    if api:
        Route.BASE = f"{api.rstrip('/')}/api/v10"
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(_gateway_address(api))
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


def _gateway_address(api: str) -> str:
    parts = urlsplit(api)
    scheme = {"http": "ws", "https": "wss"}.get(parts.scheme, parts.scheme)
    return urlunsplit((scheme, parts.netloc, "/gateway", "", ""))
