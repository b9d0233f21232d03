"""Run the bot until it is told to stop, and say plainly where Discord does not let it in."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import aiohttp
import discord

from bot.discord_front.address import speaking_to
from bot.discord_front.bot import FootnoteBot


class CannotConnect(Exception):
    """Discord cannot be reached, or does not let the bot in; the message says what to do."""


async def serve(
    make_bot: Callable[[], FootnoteBot], token: str, *, api: str = "", told: Callable[[str], None]
) -> None:
    """Log in and answer until SIGINT or SIGTERM; `api` is empty for Discord itself.

    `told` is given one line once the bot is in, and one when it leaves. Raises `CannotConnect`.
    """
    with speaking_to(api):
        bot = make_bot()
        async with bot:
            greeting = asyncio.create_task(_greet(bot, told))
            with _told_to_stop(asyncio.current_task()):
                try:
                    await bot.start(token)
                except asyncio.CancelledError:
                    told("Stopping: answers that are being written are finished or cut.")
                except discord.LoginFailure as error:
                    raise CannotConnect(
                        "Discord does not accept DISCORD_TOKEN. Copy the bot's token again from "
                        "https://discord.com/developers/applications (Bot, Reset Token)."
                    ) from error
                except discord.PrivilegedIntentsRequired as error:
                    raise CannotConnect(
                        "FOOTNOTE_MESSAGE_CONTENT is set, but Discord has not granted the intent. "
                        "Switch on Message Content Intent for the bot at "
                        "https://discord.com/developers/applications, or unset the variable."
                    ) from error
                except (aiohttp.ClientConnectionError, discord.GatewayNotFound, OSError) as error:
                    raise CannotConnect(
                        f"{api or 'Discord'} cannot be reached: {error}. Check the network, or "
                        "https://discordstatus.com, and try again."
                    ) from error
                except discord.HTTPException as error:
                    raise CannotConnect(f"Discord refused the bot: {error}.") from error
                finally:
                    greeting.cancel()


async def _greet(bot: FootnoteBot, told: Callable[[str], None]) -> None:
    await bot.wait_until_ready()
    servers = len(bot.guilds)
    where = f"{servers:,} server{'' if servers == 1 else 's'}"
    told(f"Logged in as {bot.user}, in {where}. Ctrl-C stops.")


@contextmanager
def _told_to_stop(task: asyncio.Task[None] | None) -> Iterator[None]:
    """Cancel the task at the first SIGINT or SIGTERM, where signals can be had."""
    loop = asyncio.get_running_loop()
    caught = []
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, task.cancel if task else loop.stop)
            caught.append(number)
    try:
        yield
    finally:
        for number in caught:
            loop.remove_signal_handler(number)
