"""`/help`: what Footnote does, in a screenful."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import discord

from bot.discord_bot.commands import command
from bot.discord_bot.delivery.respond import defer, personal_translations, show
from bot.discord_bot.locales.translations import mention_command
from bot.discord_bot.permissions import allow_anyone, can_manage
from bot.discord_bot.rendering.message import message, separator, subtext, text
from bot.discord_bot.services import services_of

_SECTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "admin-help-ask": ("admin-help-ask-about", "ask", "search"),
        "admin-help-read": (
            "admin-help-read-about",
            "paper",
            "summarize",
            "related",
            "compare",
            "trending",
        ),
        "admin-help-digest": (
            "admin-help-digest-about",
            "digest me",
            "digest subscribe",
            "digest preview",
        ),
        "admin-help-keep": ("admin-help-keep-about", "shelf add", "shelf show", "shelf export"),
        "admin-help-grow": (
            "admin-help-grow-about",
            "library add",
            "library list",
            "library stats",
        ),
        "admin-help-trust": ("admin-help-trust-about", "why", "status", "forget-me"),
    }
)
"""The title of each section, then what it is for, and its commands."""


@command("help", rule=allow_anyone)
async def show_help(interaction: discord.Interaction) -> None:
    """Show help to the person alone, even in channels where the bot is silent."""
    await defer(interaction, ephemeral=True)
    t = personal_translations(interaction)
    sections = [
        f"**{t(key)}** {' '.join(mention_command(name, t.commands) for name in names)}\n" + t(about)
        for key, (about, *names) in _SECTIONS.items()
    ]
    mode = services_of(interaction).application.settings.mode
    explain = t("cmd-explain" if mode == "model" else "cmd-key-points")
    foot = [
        t("admin-help-menus", explain=explain),
        *([t("admin-help-settings")] if can_manage(interaction) else []),
        subtext(t("admin-help-promise")),
    ]
    head = text(f"**{t('admin-help')}**\n{t('admin-help-about')}")
    components = [head, separator(), *map(text, sections), separator(), *map(text, foot)]
    await show(interaction, message("paper", components), ephemeral=True)
