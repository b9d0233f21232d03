"""`/settings`: let managers configure Footnote for their server.

Each change is saved at once and applies from the next question on. No setting keeps the command
from answering: see `require_manager`.
"""

from __future__ import annotations

import asyncio
import math
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands

from bot.application import Application
from bot.discord_bot.admin.panel import (
    SETTING,
    Change,
    SettingChoices,
    build_change,
    build_panel,
    build_reset_question,
)
from bot.discord_bot.commands import IN_SERVERS, command
from bot.discord_bot.controls import Field, build_modal, control, entered_texts, selected_values
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.respond import acknowledge, defer, personal_translations, show
from bot.discord_bot.locales.translations import ENGLISH_NAMES, to_language
from bot.discord_bot.permissions import require_manager, require_server
from bot.discord_bot.rendering.message import OutgoingMessage, button
from bot.discord_bot.rendering.notices import notice
from bot.discord_bot.services import Services, load_server_settings, load_settings, services_of
from bot.receipts import SweepReceipts
from bot.records.server_settings import ServerSettings
from retrieval.text import patterns as re

_CUTOFF = "cutoff"
_MAX_CUTOFF_CHARS = 6
_LOOKUP_SECONDS = 1.0  # seconds, of the three in which Discord wants a first response


@command("settings", where=IN_SERVERS, rule=require_manager)
@app_commands.default_permissions(manage_guild=True)
async def show_settings(interaction: discord.Interaction) -> None:
    """Show the panel, to the person alone."""
    await defer(interaction, ephemeral=True)
    shown = _build_panel(interaction, await load_settings(interaction))
    await show(interaction, shown, ephemeral=True)


@control(SETTING, require_manager)
async def setting_control(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Save a change, and show the settings."""
    t, setting = personal_translations(interaction), match["setting"] or match["switch"]
    if match["cutoff"]:
        field = Field(
            _CUTOFF,
            t("admin-cutoff-label"),
            value=match["typed"] or await _load_cutoff(interaction),
            placeholder=t("admin-cutoff-hint"),
            required=False,
            max_chars=_MAX_CUTOFF_CHARS,
        )
        form = build_modal(t("admin-cutoff-title"), "fn:m:cutoff", [field])
        await interaction.response.send_modal(form)
        return
    await acknowledge(interaction)
    if setting == "reset":
        shown = build_reset_question(t)
    elif setting == "panel":
        shown = _build_panel(interaction, await load_settings(interaction))
    else:
        values = [match["to"]] if match["switch"] else selected_values(interaction)
        change = build_change(setting, values, _find_choices(interaction))
        saved = t("admin-reset" if setting == "reset-all" else "admin-saved")
        shown = await _save(interaction, change, saved)
    await component_message.replace(interaction, shown)


@control(re.compile(r"fn:m:cutoff"), require_manager)
async def cutoff_form(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Save the cutoff that was entered in the form."""
    t, typed = personal_translations(interaction), entered_texts(interaction).get(_CUTOFF, "")
    try:
        cutoff = parse_cutoff(typed)
    except ValueError:
        kept = typed.strip().replace(":", " ")[:_MAX_CUTOFF_CHARS]
        again = button(t("digest-button-again"), f"fn:z:cutoff:{kept}")
        todo = t("admin-cutoff-bad-todo")
        refused = notice(t("admin-cutoff-bad"), todo, kind="error", buttons=[again])
        await show(interaction, refused, ephemeral=True)
        return
    await acknowledge(interaction)
    shown = await _save(interaction, lambda found: replace(found, cutoff=cutoff), t("admin-saved"))
    await component_message.replace(interaction, shown)


async def _load_cutoff(interaction: discord.Interaction[Any]) -> str:
    """Return the current cutoff; "" if it takes too long, so that the form opens in time."""
    services, guild_id = services_of(interaction), interaction.guild_id
    try:
        async with asyncio.timeout(_LOOKUP_SECONDS):
            cutoff = (await load_server_settings(services, guild_id)).cutoff
    except TimeoutError:
        return ""
    return "" if cutoff is None else str(cutoff)


def _build_panel(
    interaction: discord.Interaction[Any], settings: ServerSettings, saved: str = ""
) -> OutgoingMessage:
    t = personal_translations(interaction)
    return build_panel(t, settings, _find_choices(interaction), saved)


def _find_choices(interaction: discord.Interaction[Any]) -> SettingChoices:
    return find_choices(services_of(interaction).application, interaction.guild_locale)


def find_choices(application: Application, locale: object) -> SettingChoices:
    """Return what a server of a locale may choose from, and what the operator set.

    Only a model writes in the operator's language; what the bot says itself is in the server's.
    """
    settings = application.settings
    models = tuple(application.models)
    writes = settings.mode == "model"
    return SettingChoices(
        models,
        models[0] if models else settings.model,
        settings.language if writes else ENGLISH_NAMES[to_language(locale)],
        application.cutoff,
        settings.unsupported,
        settings.receipt_days,
    )


async def _save(
    interaction: discord.Interaction[Any], change: Change, saved: str
) -> OutgoingMessage:
    """Change a server's settings; return the panel, which says that they are saved."""
    services, guild_id = services_of(interaction), require_server(interaction)
    settings = await asyncio.to_thread(_save_change, services, guild_id, change)
    return _build_panel(interaction, settings, saved)


def parse_cutoff(text: str) -> float | None:
    """Parse a cutoff, with a decimal point or comma; return None for an empty text.

    Raises ValueError for anything but a number from 0 to 1.
    """
    written = text.strip().replace(",", ".")
    if not written:
        return None
    value = float(written)
    if not math.isfinite(value) or not 0 <= value <= 1:
        raise ValueError(text)
    return value


def _save_change(services: Services, guild_id: int, change: Change) -> ServerSettings:
    stores, now = services.stores, services.now()
    settings = stores.settings.change(guild_id, change, now)
    most = services.application.settings.receipt_days
    SweepReceipts(stores.receipts, stores.settings, most).sweep_server(guild_id, now)
    return settings
