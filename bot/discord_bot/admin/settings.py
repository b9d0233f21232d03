"""`/settings`: let managers configure Footnote for their server.

Each change is saved at once and applies from the next question on. No setting keeps the command
from answering: see `require_manager`.
"""

from __future__ import annotations

import asyncio
from typing import Any

import discord
from discord import app_commands

from bot.discord_bot.admin.panel import SETTING, Change, build_change, build_panel
from bot.discord_bot.commands import IN_SERVERS, command
from bot.discord_bot.controls import control, selected_values
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.respond import acknowledge, defer, personal_translations, show
from bot.discord_bot.permissions import require_manager, require_server
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.services import Services, load_settings, services_of
from bot.receipts import forget_expired
from bot.records.server_settings import ServerSettings
from retrieval.text import patterns as re


@command("settings", where=IN_SERVERS, rule=require_manager)
@app_commands.default_permissions(manage_guild=True)
async def show_settings(interaction: discord.Interaction) -> None:
    """Show the panel, to the person alone."""
    await defer(interaction, ephemeral=True)
    await show(
        interaction, _build_panel(interaction, await load_settings(interaction)), ephemeral=True
    )


@control(SETTING, require_manager)
async def setting_control(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Save a change, and show the settings."""
    await acknowledge(interaction)
    services, guild_id = services_of(interaction), require_server(interaction)
    values = [match["to"]] if match["switch"] else selected_values(interaction)
    change = build_change(match["setting"] or match["switch"], values, services.application)
    settings = await asyncio.to_thread(_save, services, guild_id, change)
    saved = personal_translations(interaction)("admin-saved")
    await component_message.replace(interaction, _build_panel(interaction, settings, saved))


def _build_panel(
    interaction: discord.Interaction[Any], settings: ServerSettings, saved: str = ""
) -> OutgoingMessage:
    t, application = personal_translations(interaction), services_of(interaction).application
    return build_panel(t, settings, application, interaction.guild_locale, saved)


def _save(services: Services, guild_id: int, change: Change) -> ServerSettings:
    stores, now = services.stores, services.now()
    settings = stores.settings.change(guild_id, change, now)
    most = services.application.settings.receipt_days
    forget_expired(stores, guild_id, now, most)
    return settings
