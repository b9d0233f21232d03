"""`/help`: what Footnote does, in a screenful."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import discord
from discord import app_commands
from discord.ext import commands

from bot.answering.language_model import Mode
from bot.discord_bot.delivery.respond import defer, personal_translations, show
from bot.discord_bot.locales.translations import Translations, localized, mention_command
from bot.discord_bot.permissions import allow_anyone, can_manage, everywhere, with_rule
from bot.discord_bot.rendering.message import (
    Component,
    OutgoingMessage,
    message,
    separator,
    subtext,
    text,
)
from bot.discord_bot.services import Services

_SECTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ask": ("ask", "search"),
        "read": ("paper", "summarize", "related", "compare", "trending"),
        "digest": ("digest me", "digest subscribe", "digest preview"),
        "keep": ("shelf add", "shelf show", "shelf export"),
        "grow": ("library add", "library list", "library stats"),
        "trust": ("why", "status", "forget-me"),
    }
)


class HelpCommand(commands.Cog):
    """Explains what the bot can do."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @app_commands.command(
        name=localized("cmd-help", "help"),
        description=localized("cmd-help-about", "See what Footnote can do"),
        extras=with_rule(allow_anyone),
    )
    @everywhere
    async def help(self, interaction: discord.Interaction) -> None:
        """Show help to the person alone, even in channels where the bot is silent."""
        await defer(interaction, ephemeral=True)
        t = personal_translations(interaction)
        mode = self._services.application.settings.mode
        shown = _build_help(t, mode, manager=can_manage(interaction))
        await show(interaction, shown, ephemeral=True)


def _build_help(t: Translations, mode: Mode, *, manager: bool) -> OutgoingMessage:
    components: list[Component] = [
        text(f"**{t('admin-help')}**\n{t('admin-help-about')}"),
        separator(),
    ]
    sections = [
        f"**{t(f'admin-help-{section}')}** "
        + " ".join(mention_command(name, t.commands) for name in names)
        + f"\n{t(f'admin-help-{section}-about')}"
        for section, names in _SECTIONS.items()
    ]
    components += map(text, sections)
    components.append(separator())
    explain = t("cmd-explain" if mode == "model" else "cmd-key-points")
    components.append(text(t("admin-help-menus", explain=explain)))
    if manager:
        components.append(text(t("admin-help-settings")))
    components.append(text(subtext(t("admin-help-promise"))))
    return message("paper", components)
