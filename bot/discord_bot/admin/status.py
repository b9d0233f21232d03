"""`/status`: report the state of the bot and its library."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import discord

from bot.auto_ingest.state import load_feed_states
from bot.discord_bot.commands import command
from bot.discord_bot.delivery.respond import defer, personal_translations, show
from bot.discord_bot.library.stats import describe_growth
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.registration import Registration
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import message, subtext, text
from bot.discord_bot.services import Services, load_settings, services_of
from bot.errors import StorageError
from bot.records.spending import Spending
from bot.version import installed_version
from retrieval.errors import RetrievalError


@command("status")
async def status(interaction: discord.Interaction) -> None:
    """Show the state of the bot to the person alone."""
    await defer(interaction, ephemeral=True)
    server = await load_settings(interaction)
    t, services = personal_translations(interaction), services_of(interaction)
    client: Any = interaction.client
    settings = services.application.settings
    has_library, library = await asyncio.to_thread(_describe_library, t, services)
    keeps, kept = await asyncio.to_thread(_describe_stores, t, services, interaction.guild_id)
    well = has_library and keeps and not client.registration.refusal
    if settings.mode == "extractive":
        writes = t("admin-extractive")
    else:
        model = server.model or settings.model
        writes = t("admin-model-writes", model=escape_markdown(model, 100))
    # Where the gateway has not answered yet, the latency is not a number.
    latency = round(1e3 * client.latency) if client.latency < 60 else 0
    lines = [
        library,
        writes,
        *kept,
        *_describe_registration(t, client.registration),
        t(
            "admin-uptime",
            uptime=_format_uptime(t, services.clock() - client.started),
            servers=len(client.guilds),
        ),
        t("admin-latency", latency=latency),
    ]
    head = f"**{t('admin-status' if well else 'admin-status-bad')}**\n"
    version = subtext(f"Footnote {installed_version() or '(not installed)'}")
    shown = [text(head + "\n".join(f"- {line}" for line in lines)), text(version)]
    await show(interaction, message("ok" if well else "error", shown), ephemeral=True)


def _describe_library(t: Translations, services: Services) -> tuple[bool, str]:
    """Return whether the library can be read, and what is in it; block."""
    catalog = services.application.catalog
    try:
        papers, waiting = catalog.count(), catalog.count_pending()
    except RetrievalError:
        return False, t("admin-library-bad")
    if waiting:
        return True, t("admin-papers-waiting", count=papers, waiting=waiting)
    return True, t("admin-papers", count=papers)


def _describe_stores(
    t: Translations, services: Services, guild_id: int | None
) -> tuple[bool, list[str]]:
    """Return whether the stores work, and what they say of feeds and spending; block."""
    settings, budgets = services.application.settings, services.guard.budgets
    lines = []
    try:
        feeds = load_feed_states(services.stores.notes)
        if budgets is not None and guild_id is not None and settings.mode == "model":
            lines.append(_describe_spent(t, budgets.spent_today(guild_id)))
    except StorageError:
        return False, [t("admin-storage-bad")]
    return True, [
        *describe_growth(t, settings.auto_ingest, feeds), *lines, t("admin-storage-ok"),
    ]  # fmt: skip


def _describe_registration(t: Translations, registration: Registration) -> list[str]:
    """Return lines about the commands that Discord refused."""
    applies = {
        "admin-commands-pending": registration.pending,
        "admin-commands-refused": registration.refusal,
        "admin-commands-servers-only": registration.servers_only,
    }
    return [t(key) for key, is_so in applies.items() if is_so]


def _describe_spent(t: Translations, spent: Spending) -> str:
    if spent.tokens and not spent.dollars:  # by a model whose price is not known
        return t("admin-spent-tokens", tokens=spent.tokens)
    return t("admin-spent", tokens=spent.tokens, dollars=f"{spent.dollars:.2f}")


def _format_uptime(t: Translations, seconds: float) -> str:
    whole = timedelta(seconds=int(seconds))
    hours, rest = divmod(whole.seconds, 3_600)
    return t("admin-duration", days=whole.days, hours=hours, minutes=rest // 60)
