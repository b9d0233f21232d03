"""Choose where to send an answer, with alternatives if that fails."""

from __future__ import annotations

import asyncio
from typing import Any, Literal

import discord

from bot.discord_bot import limits
from bot.discord_bot.delivery import discord_errors
from bot.discord_bot.delivery.discord_errors import CONNECTION_ERRORS
from bot.discord_bot.delivery.targets import ChannelMessage, ReplyTarget, Response
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.log import log
from bot.discord_bot.rendering.escape import plain_text
from bot.errors import describe

_OPEN_SECONDS = 5.0  # seconds that opening a thread may take before the channel does
_ARCHIVE_AFTER_MINUTES: Literal[1440] = 1440  # minutes without a message


def command_targets(
    interaction: discord.Interaction[Any],
    turn_id: str,
    t: Translations,
    message_id: int | None,
) -> list[ReplyTarget]:
    """Return the targets of the answer to a command, button or form, the best first.

    `message_id` is that of the original response, where it is known.
    """
    places: list[ReplyTarget] = [Response(interaction)]
    if interaction.channel_id is not None:
        channel = interaction.client.get_partial_messageable(
            interaction.channel_id, guild_id=interaction.guild_id
        )
        own = channel.get_partial_message(message_id) if message_id is not None else None
        note = t("ask-late")
        places.append(ChannelMessage(channel, nonce=f"{turn_id}c", note=note, message=own))
    return [*places, _direct_target(interaction.user, turn_id, t)]


def message_targets(
    message: discord.Message,
    thread: discord.Thread | None,
    person: discord.User | discord.Member,
    turn_id: str,
    t: Translations,
    note: str = "",
) -> list[ReplyTarget]:
    """Return the targets of the answer below a message: the thread, the channel, the person.

    In the channel, `note` stands above it.
    """
    reference = message.to_reference(fail_if_not_exists=False)
    places: list[ReplyTarget] = [
        ChannelMessage(message.channel, nonce=f"{turn_id}c", reference=reference, note=note)
    ]
    if thread is not None:
        places.insert(0, ChannelMessage(thread, nonce=f"{turn_id}t"))
    if message.guild is not None:
        places.append(_direct_target(person, turn_id, t))
    return places


def _direct_target(
    person: discord.User | discord.Member, turn_id: str, t: Translations
) -> ChannelMessage:
    return ChannelMessage(person, nonce=f"{turn_id}d", note=t("ask-elsewhere"))


async def open_thread(message: discord.Message, name: str) -> discord.Thread | None:
    """Open a thread from a message, or return the one it has; None where the bot may not.

    An archived thread reopens when somebody writes in it.
    """
    if message.guild is None or not isinstance(message.channel, discord.TextChannel):
        return None
    mine = message.channel.permissions_for(message.guild.me)
    if not (mine.create_public_threads and mine.send_messages_in_threads):
        return None
    title = limits.cut(plain_text(name), limits.THREAD_NAME) or "…"
    try:
        async with asyncio.timeout(_OPEN_SECONDS):
            try:
                return await message.create_thread(
                    name=title, auto_archive_duration=_ARCHIVE_AFTER_MINUTES
                )
            except discord.HTTPException as error:
                if error.code != discord_errors.THREAD_EXISTS:
                    raise
            return await message.fetch_thread()
    except (discord.HTTPException, *CONNECTION_ERRORS) as error:
        log().info("no thread", message=message.id, error=describe(error))
        return None


async def close_empty_thread(thread: discord.Thread) -> None:
    """Delete a thread of the bot in which nothing is left; archive it if the bot may not delete."""
    if thread.owner_id != thread.guild.me.id:
        return
    try:
        async for left in thread.history(limit=2):  # Discord itself writes one message
            if left.type is not discord.MessageType.thread_starter_message:
                return
        if thread.permissions_for(thread.guild.me).manage_threads:
            await thread.delete()
        else:
            await thread.edit(archived=True)
    except (discord.DiscordException, *CONNECTION_ERRORS) as error:
        log().info("empty thread not closed", thread=thread.id, error=describe(error))
