"""Change the message that a pressed button or menu is on."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord_bot.delivery import discord_errors
from bot.discord_bot.delivery.discord_errors import is_lost
from bot.discord_bot.delivery.respond import acknowledge, defer, show, translations_for
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.message import OutgoingMessage


def is_pressers_own(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether nobody but the presser asked for the message, or sees it."""
    message = interaction.message
    if message is None:
        return False
    if message.flags.ephemeral or interaction.guild_id is None:
        return True
    asked = message.interaction_metadata
    return asked is not None and asked.user.id == interaction.user.id


async def begin(interaction: discord.Interaction[Any]) -> None:
    """Acknowledge a press: the message will change, or a new one come that only the presser sees.

    What somebody else asked for stays as it is, or many who press would fight over it.
    """
    if is_pressers_own(interaction):
        await acknowledge(interaction)
    else:
        await defer(interaction, ephemeral=True)


async def finish(interaction: discord.Interaction[Any], shown: OutgoingMessage) -> None:
    """Change the message as `begin` announced."""
    if is_pressers_own(interaction):
        await replace(interaction, shown)
    else:
        await show(interaction, shown, ephemeral=True)


async def replace(interaction: discord.Interaction[Any], shown: OutgoingMessage) -> None:
    """Change the message that was pressed; show a new one where it is gone."""
    try:
        await edit(interaction, shown)
    except discord.HTTPException as error:
        if not is_lost(error):
            raise
        await show(interaction, shown, ephemeral=True)


async def edit(interaction: discord.Interaction[Any], shown: OutgoingMessage) -> None:
    """Change the message that was pressed."""
    if not interaction.response.is_done():
        try:
            await interaction.response.edit_message(view=shown.view, attachments=shown.uploads())
        except discord.HTTPException as error:
            if error.code != discord_errors.ALREADY_ACKNOWLEDGED:
                raise
        else:
            return
    await interaction.edit_original_response(view=shown.view, attachments=shown.uploads())


async def translations(interaction: discord.Interaction[Any]) -> Translations:
    """Return the translations for what `finish` shows."""
    message = interaction.message
    public = message is not None and not message.flags.ephemeral and is_pressers_own(interaction)
    return await translations_for(interaction, ephemeral=not public)
