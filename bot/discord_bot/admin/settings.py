"""`/settings`: let managers configure Footnote for their server.

Each change is saved at once and applies from the next question on. No setting keeps the command
from answering: see `require_manager`.
"""

from __future__ import annotations

import asyncio
from typing import Any

import discord
from discord import app_commands

from bot.discord_bot.admin.panel import (
    SETTING,
    Change,
    SettingChoices,
    build_change,
    build_panel,
)
from bot.discord_bot.commands import IN_SERVERS, command
from bot.discord_bot.controls import control, selected_values
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.respond import acknowledge, defer, personal_translations, show
from bot.discord_bot.locales.translations import ENGLISH_NAMES, to_language
from bot.discord_bot.permissions import require_manager, require_server
from bot.discord_bot.services import Services, load_settings, services_of
from bot.receipts import forget_expired
from bot.records.server_settings import ServerSettings
from retrieval.text import patterns as re


@command("settings", where=IN_SERVERS, rule=require_manager)
@app_commands.default_permissions(manage_guild=True)
async def show_settings(interaction: discord.Interaction) -> None:
    """Show the panel, to the person alone."""
    await defer(interaction, ephemeral=True)
    t, settings = personal_translations(interaction), await load_settings(interaction)
    await show(interaction, build_panel(t, settings, _find_choices(interaction)), ephemeral=True)


@control(SETTING, require_manager)
async def setting_control(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Save a change, and show the settings."""
    await acknowledge(interaction)
    t, offered = personal_translations(interaction), _find_choices(interaction)
    values = [match["to"]] if match["switch"] else selected_values(interaction)
    change = build_change(match["setting"] or match["switch"], values, offered)
    services, guild_id = services_of(interaction), require_server(interaction)
    settings = await asyncio.to_thread(_save, services, guild_id, change)
    shown = build_panel(t, settings, offered, t("admin-saved"))
    await component_message.replace(interaction, shown)


def _find_choices(interaction: discord.Interaction[Any]) -> SettingChoices:
    """Return what the server may choose from, and what the operator set.

    Only a model writes in the operator's language; what the bot says itself is in the server's.
    """
    application = services_of(interaction).application
    settings, models = application.settings, tuple(application.models)
    writes, own = settings.mode == "model", ENGLISH_NAMES[to_language(interaction.guild_locale)]
    return SettingChoices(
        models,
        models[0] if models else settings.model,
        settings.language if writes else own,
        settings.unsupported,
        settings.receipt_days,
    )


def _save(services: Services, guild_id: int, change: Change) -> ServerSettings:
    stores, now = services.stores, services.now()
    settings = stores.settings.change(guild_id, change, now)
    most = services.application.settings.receipt_days
    forget_expired(stores, guild_id, now, most)
    return settings
