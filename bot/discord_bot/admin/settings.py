"""`/settings`: let managers configure Footnote for their server."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import discord
from discord import app_commands
from discord.ext import commands

from bot.application import Application
from bot.discord_bot.admin.panel import (
    CUTOFF_FORM_ID,
    OPERATOR_DEFAULT,
    SETTING,
    SettingChoices,
    build_panel,
    build_reset_question,
    parse_days,
)
from bot.discord_bot.controls import Control, Field, Form, build_modal
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.respond import acknowledge, defer, personal_translations, show
from bot.discord_bot.locales.translations import (
    ENGLISH_NAMES,
    Translations,
    localized,
    to_language,
)
from bot.discord_bot.options import ANSWER_LANGUAGES
from bot.discord_bot.permissions import require_manager, require_server, servers_only, with_rule
from bot.discord_bot.rendering.message import button
from bot.discord_bot.rendering.notices import notice
from bot.discord_bot.services import Services, load_server_settings, load_settings, services_of
from bot.receipts.receipt import SweepReceipts
from bot.settings.server import ServerSettings
from retrieval.text import patterns as re

_CUTOFF = "cutoff"
_MAX_CUTOFF_CHARS = 6
_LOOKUP_SECONDS = 1.0  # seconds, of the three in which Discord wants a first response


class SettingsCommand(commands.Cog):
    """Shows the settings; each change is saved at once and applies from the next question on.

    No setting keeps it from answering: see `require_manager`.
    """

    def __init__(self, services: Services) -> None:
        self._services = services

    @app_commands.command(
        name=localized("cmd-settings", "settings"),
        description=localized("cmd-settings-about", "Configure Footnote for this server"),
        extras=with_rule(require_manager),
    )
    @app_commands.default_permissions(manage_guild=True)
    @servers_only
    async def settings(self, interaction: discord.Interaction) -> None:
        """Show the panel, to the person alone."""
        await defer(interaction, ephemeral=True)
        t = personal_translations(interaction)
        settings = await load_settings(interaction)
        shown = build_panel(
            t, settings, find_choices(self._services.application, interaction.guild_locale)
        )
        await show(interaction, shown, ephemeral=True)


class SettingControl(Control, template=SETTING, rule=require_manager):
    """Changes a setting."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Save the change, and show the settings."""
        guild_id = require_server(interaction)
        services, t = services_of(interaction), personal_translations(interaction)
        setting = self.match["setting"] or self.match["switch"]
        choices = find_choices(services.application, interaction.guild_locale)
        if self.match["cutoff"]:
            typed = self.match["typed"] or await _load_cutoff(services, guild_id)
            await interaction.response.send_modal(_build_form(t, typed))
            return
        await acknowledge(interaction)
        if setting in {"panel", "reset"}:
            settings = await load_settings(interaction)
            panel = build_panel(t, settings, choices)
            shown = build_reset_question(t) if setting == "reset" else panel
            await component_message.replace(interaction, shown)
            return
        values = [self.match["to"]] if self.match["switch"] else _selected_values(interaction)
        change = build_change(setting, values, choices)
        settings = await apply_change(services, guild_id, change)
        saved = t("admin-reset" if setting == "reset-all" else "admin-saved")
        await component_message.replace(interaction, build_panel(t, settings, choices, saved))


async def set_cutoff(
    interaction: discord.Interaction[Any], match: re.Match, texts: Mapping[str, str]
) -> None:
    """Save the cutoff that was entered in the form."""
    guild_id = require_server(interaction)
    services, t = services_of(interaction), personal_translations(interaction)
    try:
        cutoff = parse_cutoff(texts.get(_CUTOFF, ""))
    except ValueError:
        typed = texts.get(_CUTOFF, "").strip().replace(":", " ")[:_MAX_CUTOFF_CHARS]
        again = button(t("digest-button-again"), f"fn:z:cutoff:{typed}")
        refused = notice(
            t, t("admin-cutoff-bad"), t("admin-cutoff-bad-todo"), kind="error", buttons=[again]
        )
        await show(interaction, refused, ephemeral=True)
        return
    await acknowledge(interaction)
    settings = await apply_change(services, guild_id, lambda found: replace(found, cutoff=cutoff))
    choices = find_choices(services.application, interaction.guild_locale)
    shown = build_panel(t, settings, choices, t("admin-saved"))
    await component_message.replace(interaction, shown)


CUTOFF_FORM = Form(CUTOFF_FORM_ID, set_cutoff, require_manager)


async def _load_cutoff(services: Services, guild_id: int) -> str:
    """Return the current cutoff; "" if it takes too long, so that the form opens in time."""
    try:
        async with asyncio.timeout(_LOOKUP_SECONDS):
            cutoff = (await load_server_settings(services, guild_id)).cutoff
    except TimeoutError:
        return ""
    return "" if cutoff is None else str(cutoff)


def _selected_values(interaction: discord.Interaction[Any]) -> Sequence[str]:
    """Return the chosen values, which are ids for channels and roles."""
    data = cast("dict[str, Any]", interaction.data or {})
    return [str(value) for value in data.get("values", ())]


def _build_form(t: Translations, cutoff: str) -> discord.ui.Modal:
    field = Field(
        _CUTOFF,
        t("admin-cutoff-label"),
        value=cutoff,
        placeholder=t("admin-cutoff-hint"),
        required=False,
        max_chars=_MAX_CUTOFF_CHARS,
    )
    return build_modal(t("admin-cutoff-title"), "fn:m:cutoff", [field])


Change = Callable[[ServerSettings], ServerSettings]


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


async def apply_change(services: Services, guild_id: int, change: Change) -> ServerSettings:
    """Change a server's settings, save them, and return them."""
    return await asyncio.to_thread(_save_change, services, guild_id, change)


def build_change(setting: str, values: Sequence[str], offered: SettingChoices) -> Change:
    """Return the change that a menu or switch makes."""

    def change(settings: ServerSettings) -> ServerSettings:
        value = values[0] if values else OPERATOR_DEFAULT
        match setting:
            case "channels":
                return replace(settings, channels=tuple(map(int, values)))
            case "roles":
                return replace(settings, roles=tuple(map(int, values)))
            case "digests":
                return replace(settings, digest_roles=tuple(map(int, values)))
            case "links":
                return replace(settings, link_channels=tuple(map(int, values)))
            case "model":
                return replace(settings, model=value if value in offered.models else "")
            case "language":
                return replace(settings, language=value if value in ANSWER_LANGUAGES else "")
            case "mentions":
                return replace(settings, mentions=value == "on")
            case "threads":
                return replace(settings, threads=value == "on")
            case "unsupported":
                as_set = value == offered.unsupported
                return replace(settings, unsupported="" if as_set else value)
            case "pictures":
                return replace(settings, light_pictures=value == "light")
            case "receipts":
                return replace(settings, receipt_days=parse_days(value))
            case _:
                return ServerSettings()

    return change


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
    community, now = services.stores, services.now()
    settings = community.settings.change(guild_id, change, now)
    most = services.application.settings.receipt_days
    SweepReceipts(community.receipts, community.settings, most).sweep_server(guild_id, now)
    return settings
