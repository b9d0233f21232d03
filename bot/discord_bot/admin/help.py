"""`/help`: what Footnote does, in a screenful."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_bot.delivery.respond import defer, personal_translations, show
from bot.discord_bot.locales.translations import Translations, localized
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
        "digest": ("digest subscribe", "digest preview", "digest now"),
        "keep": ("shelf add", "shelf show", "shelf export"),
        "grow": ("library add", "library list", "library stats"),
        "trust": ("why", "status", "forget-me"),
    }
)


class HelpCommand(commands.Cog):
    """Explains what the bot can do."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._ids: Mapping[str, int] = {}

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
        ids = await self._load_command_ids(interaction)
        shown = _build_help(t, ids, manager=can_manage(interaction))
        await show(interaction, shown, ephemeral=True)

    async def _load_command_ids(self, interaction: discord.Interaction) -> Mapping[str, int]:
        """Return the ids of the commands, which make mentions of them clickable."""
        if not self._ids:
            tree: app_commands.CommandTree[discord.Client] = interaction.client.tree  # type: ignore[attr-defined]
            try:
                self._ids = {each.name: each.id for each in await tree.fetch_commands()}
            except discord.HTTPException:
                return {}  # their names will do
        return self._ids


def _build_help(t: Translations, ids: Mapping[str, int], *, manager: bool) -> OutgoingMessage:
    def mention(name: str) -> str:
        known = ids.get(name.split()[0])
        return f"</{name}:{known}>" if known else f"`/{name}`"

    components: list[Component] = [
        text(f"**{t('admin-help')}**\n{t('admin-help-about')}"),
        separator(),
    ]
    sections = [
        f"**{t(f'admin-help-{section}')}** "
        + " ".join(mention(name) for name in names)
        + f"\n{t(f'admin-help-{section}-about')}"
        for section, names in _SECTIONS.items()
    ]
    components.append(text("\n".join(sections)))
    components.append(separator())
    components.append(text(t("admin-help-menus")))
    if manager:
        components.append(text(t("admin-help-settings", settings=mention("settings"))))
    components.append(text(subtext(t("admin-help-promise"))))
    return message("paper", components)
