"""`/status`: report the state of the bot and its library."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import discord

from bot.discord_bot.commands import command
from bot.discord_bot.delivery.respond import defer, personal_translations, show
from bot.discord_bot.library.stats import FeedStates, describe_growth, find_feed_states
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.registration import Registration
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import OutgoingMessage, message, subtext, text
from bot.discord_bot.services import Services, load_settings, services_of
from bot.errors import StorageError
from bot.records.spending import Spending
from bot.version import installed_version
from retrieval.errors import RetrievalError


@dataclass(frozen=True, slots=True)
class StatusFigures:
    """What the stores say: counts are None where the library cannot be read."""

    papers: int | None
    waiting: int
    keeping: bool
    feed_states: FeedStates
    spent: Spending | None = None


@command("status")
async def status(interaction: discord.Interaction) -> None:
    """Show the state of the bot to the person alone."""
    await defer(interaction, ephemeral=True)
    settings = await load_settings(interaction)
    stored = await asyncio.to_thread(_load_figures, services_of(interaction), interaction.guild_id)
    await show(interaction, _build_message(interaction, stored, settings.model), ephemeral=True)


def _load_figures(services: Services, guild_id: int | None) -> StatusFigures:
    papers, waiting = None, 0
    try:
        catalog = services.application.catalog
        papers, waiting = catalog.count(), catalog.count_pending()
    except RetrievalError:
        pass  # the status says so
    try:
        services.stores.notes.read("status")
        spent = _load_spent(services, guild_id)
    except StorageError:
        return StatusFigures(papers, waiting, keeping=False, feed_states={})
    return StatusFigures(papers, waiting, True, find_feed_states(services), spent)


def _load_spent(services: Services, guild_id: int | None) -> Spending | None:
    """Return what models used today in this server; None if no model is used."""
    budgets = services.guard.budgets
    if budgets is None or guild_id is None or services.application.settings.mode != "model":
        return None
    return budgets.spent_today(guild_id)


def _build_message(
    interaction: discord.Interaction[Any], stored: StatusFigures, model: str
) -> OutgoingMessage:
    t, services, client = (
        personal_translations(interaction), services_of(interaction), interaction.client,
    )  # fmt: skip
    settings, registration = services.application.settings, client.registration
    well = stored.papers is not None and stored.keeping and not registration.refusal
    if settings.mode == "extractive":
        writes = t("admin-extractive")
    else:
        writes = t("admin-model-writes", model=escape_markdown(model or settings.model, 100))
    uptime = _format_uptime(t, services.clock() - client.started)
    lines = [
        _describe_library(t, stored),
        *describe_growth(t, settings.auto_ingest, stored.feed_states),
        writes,
        *_describe_spent(t, stored.spent),
        t("admin-storage-ok" if stored.keeping else "admin-storage-bad"),
        *_describe_registration(t, registration),
        t("admin-uptime", uptime=uptime, servers=len(client.guilds)),
        # Where the gateway has not answered yet, the latency is not a number.
        t("admin-latency", latency=round(1e3 * client.latency) if client.latency < 60 else 0),
    ]
    head = f"**{t('admin-status' if well else 'admin-status-bad')}**\n"
    version = subtext(f"Footnote {installed_version() or '(not installed)'}")
    shown = [text(head + "\n".join(f"- {line}" for line in lines)), text(version)]
    return message("ok" if well else "error", shown)


def _describe_library(t: Translations, stored: StatusFigures) -> str:
    if stored.papers is None:
        return t("admin-library-bad")
    if stored.waiting:
        return t("admin-papers-waiting", count=stored.papers, waiting=stored.waiting)
    return t("admin-papers", count=stored.papers)


def _describe_registration(t: Translations, registration: Registration) -> list[str]:
    """Return lines about the commands that Discord refused."""
    lines = []
    if registration.pending:
        lines.append(t("admin-commands-pending"))
    if registration.refusal:
        lines.append(t("admin-commands-refused"))
    if registration.servers_only:
        lines.append(t("admin-commands-servers-only"))
    return lines


def _describe_spent(t: Translations, spent: Spending | None) -> list[str]:
    if spent is None:
        return []
    if spent.tokens and not spent.dollars:  # by a model whose price is not known
        return [t("admin-spent-tokens", tokens=spent.tokens)]
    dollars = f"{spent.dollars:.2f}"
    return [t("admin-spent", tokens=spent.tokens, dollars=dollars)]


def _format_uptime(t: Translations, seconds: float) -> str:
    whole = timedelta(seconds=int(seconds))
    hours, rest = divmod(whole.seconds, 3_600)
    return t("admin-duration", days=whole.days, hours=hours, minutes=rest // 60)
