"""Answer an interaction, whatever state it is in and whatever has gone wrong with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

import discord

from bot.discord_bot.delivery import discord_errors
from bot.discord_bot.delivery.discord_errors import CONNECTION_ERRORS, is_lost, is_temporary
from bot.discord_bot.delivery.streaming import StreamingReply
from bot.discord_bot.delivery.targets import ChannelMessage
from bot.discord_bot.locales.translations import Translations, find_language_by_name
from bot.discord_bot.log import log
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.services import Services, load_settings, services_of
from bot.errors import describe

RESPONSE_SECONDS = 2.8
"""Seconds for the first response; after three, Discord takes none any more."""
_QUICK_SECONDS = 1.0  # seconds of these for what is looked up before
_DEFERRED_EPHEMERAL = "footnote-deferred-ephemeral"
_DEFERRED_ID = "footnote-deferred-id"
_ANSWERED = "footnote-answered"

T = TypeVar("T")


async def defer(interaction: discord.Interaction[Any], *, ephemeral: bool = False) -> int | None:
    """Tell Discord that an answer is being made: "Footnote is thinking".

    On a button or menu too, it is a new message that will come; its id is returned, where known.
    Never raises for Discord's sake: what cannot be deferred is answered elsewhere by `show`.
    """
    if interaction.response.is_done():
        return None
    interaction.extras[_DEFERRED_EPHEMERAL] = ephemeral
    return await _defer(interaction, ephemeral=ephemeral, thinking=True)


async def defer_if_slow(interaction: discord.Interaction[Any], look_up: Callable[[], T]) -> T:
    """Look up, blocking, whether there is anything to announce; announce it where that takes long.

    That there is nothing is for the person alone.
    """
    looking = asyncio.create_task(asyncio.to_thread(look_up))
    await asyncio.wait({looking}, timeout=_QUICK_SECONDS)
    if not looking.done():
        await defer(interaction)
    return await looking


async def acknowledge(interaction: discord.Interaction[Any]) -> None:
    """Tell Discord that a press was seen; the message it is on may be edited later."""
    if not interaction.response.is_done():
        await _defer(interaction)


async def _defer(interaction: discord.Interaction[Any], **options: bool) -> int | None:
    try:
        with services_of(interaction).pending_acks.track():
            async with asyncio.timeout(RESPONSE_SECONDS):
                response = await interaction.response.defer(**options)
    except (discord.HTTPException, discord.InteractionResponded, *CONNECTION_ERRORS) as error:
        log().warning("not deferred", interaction=interaction.id, error=describe(error))
        return None
    message_id = response.message_id if response else None
    interaction.extras[_DEFERRED_ID] = message_id
    return message_id


async def show(
    interaction: discord.Interaction[Any],
    shown: OutgoingMessage | Sequence[OutgoingMessage],
    *,
    ephemeral: bool = False,
) -> discord.Message | None:
    """Show one or several messages as the answer to an interaction; return the first, if known.

    Answers, fills in what was deferred, or follows up. Past 15 minutes, or where Discord no
    longer knows the interaction, public ones go to the channel, in place of what was deferred; if
    that fails, and if ephemeral, to the person, and what was deferred for all goes; where not even
    that is possible, raises `Undeliverable`.
    """
    messages = [shown] if isinstance(shown, OutgoingMessage) else list(shown)
    done = 0
    first: discord.Message | None = None
    try:
        for message in messages:
            written = await _answer(interaction, message, ephemeral=ephemeral)
            first = first or written
            done += 1
    except Exception as error:
        if not is_lost(error) and not is_temporary(error):
            raise
        log().warning("answered elsewhere", interaction=interaction.id, error=describe(error))
        t = await translations_for(interaction, ephemeral=ephemeral)
        note = t("errors-elsewhere")
        places = [ChannelMessage(interaction.user, nonce=f"{interaction.id}d", note=note)]
        if interaction.channel_id is not None:
            channel = interaction.client.get_partial_messageable(interaction.channel_id)
            deferred = _find_deferred(interaction, channel)
            if not ephemeral:
                nonce = f"{interaction.id}c"
                places.insert(0, ChannelMessage(channel, nonce=nonce, note=note, message=deferred))
            elif deferred is not None:
                with suppress(discord.HTTPException, *CONNECTION_ERRORS):
                    await deferred.delete()
        await StreamingReply(places).finalize(messages[done:])
        interaction.extras[_ANSWERED] = True
    return first


async def translations_for(
    interaction: discord.Interaction[Any], *, ephemeral: bool = False
) -> Translations:
    """Return the translations of the person, or, for what all see, of the server.

    A server's language is the one set with `/settings`, else the one that it has in Discord.
    """
    if ephemeral or interaction.guild_id is None:
        return personal_translations(interaction)
    chosen = await load_settings(interaction)
    locale = interaction.guild_locale or interaction.locale
    return server_translations(chosen.language, locale, services_of(interaction))


def server_translations(language: str, locale: object, services: Services) -> Translations:
    """Return the translations of a language by its English name, or else of a locale."""
    return Translations(find_language_by_name(language) or locale, services.commands)


def personal_translations(interaction: discord.Interaction[Any]) -> Translations:
    """Return the translations of the person who asked."""
    return Translations(interaction.locale, services_of(interaction).commands)


def _is_awaited(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether Discord shows that the bot is thinking, or how far it is."""
    thinking = discord.InteractionResponseType.deferred_channel_message
    return interaction.response.type is thinking and not interaction.extras.get(_ANSWERED)


def _find_deferred(
    interaction: discord.Interaction[Any], channel: discord.PartialMessageable
) -> discord.PartialMessage | None:
    """Return the public message that awaits the answer, where it is known."""
    message_id = interaction.extras.get(_DEFERRED_ID)
    if not message_id or interaction.extras.get(_DEFERRED_EPHEMERAL):
        return None
    return channel.get_partial_message(message_id) if _is_awaited(interaction) else None


async def _answer(
    interaction: discord.Interaction[Any], shown: OutgoingMessage, *, ephemeral: bool
) -> discord.Message | None:
    if _is_awaited(interaction):
        if ephemeral and not interaction.extras.get(_DEFERRED_EPHEMERAL):
            # What was announced to all must not become what only one may see, so it goes first.
            await interaction.delete_original_response()
            interaction.extras[_ANSWERED] = True
            return await _follow_up(interaction, shown, ephemeral=True)
        message: discord.Message = await interaction.edit_original_response(
            view=shown.view, attachments=shown.uploads()
        )
        interaction.extras[_ANSWERED] = True
        return message
    if interaction.response.is_done():
        return await _follow_up(interaction, shown, ephemeral=ephemeral)
    try:
        async with asyncio.timeout(RESPONSE_SECONDS):
            response = await interaction.response.send_message(
                view=shown.view, files=shown.uploads(), ephemeral=ephemeral
            )
    except discord.HTTPException as error:
        if error.code != discord_errors.ALREADY_ACKNOWLEDGED:
            raise
        return await _follow_up(interaction, shown, ephemeral=ephemeral)
    interaction.extras[_ANSWERED] = True
    return response.resource if isinstance(response.resource, discord.Message) else None


async def _follow_up(
    interaction: discord.Interaction[Any], shown: OutgoingMessage, *, ephemeral: bool
) -> discord.Message:
    return await interaction.followup.send(
        view=shown.view, files=shown.uploads(), ephemeral=ephemeral, wait=True
    )
