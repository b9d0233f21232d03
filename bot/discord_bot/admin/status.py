"""`/status`: report the state of the bot and its library."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_bot.delivery.respond import defer, personal_translations, show
from bot.discord_bot.library.stats import FeedStates, describe_growth, find_feed_states
from bot.discord_bot.locales.translations import Translations, localized
from bot.discord_bot.permissions import everywhere
from bot.discord_bot.registration import Registration
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import Component, OutgoingMessage, message, subtext, text
from bot.discord_bot.services import Services, load_settings, services_of
from bot.errors import StorageError
from bot.evaluation.run_files import EvaluationSummary
from bot.limits.budgets import Spending
from bot.version import installed_version
from retrieval.errors import RetrievalError

if TYPE_CHECKING:
    from bot.discord_bot.bot import FootnoteBot


@dataclass(frozen=True, slots=True)
class StatusFigures:
    """What the stores say: counts are None where the library cannot be read."""

    papers: int | None
    waiting: int | None
    keeping: bool
    feed_states: FeedStates
    evaluation: EvaluationSummary | None
    spent: Spending | None = None


class StatusCommand(commands.Cog):
    """Reports the state of the bot; its uptime counts from the creation of this command."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._started = services.clock()

    @app_commands.command(
        name=localized("cmd-status", "status"),
        description=localized("cmd-status-about", "See whether Footnote is healthy"),
    )
    @everywhere
    async def status(self, interaction: discord.Interaction) -> None:
        """Show it to the person alone."""
        await defer(interaction, ephemeral=True)
        settings = await load_settings(interaction)
        t = personal_translations(interaction)
        stored = await asyncio.to_thread(self._load_figures, interaction)
        shown = self._build_message(t, stored, interaction.client, settings.model)
        await show(interaction, shown, ephemeral=True)

    def _load_figures(self, interaction: discord.Interaction[Any]) -> StatusFigures:
        guild_id = interaction.guild_id
        papers = waiting = None
        try:
            catalog = services_of(interaction).application.catalog
            papers, waiting = catalog.count(), catalog.count_pending()
        except RetrievalError:
            pass  # the status says so
        found = self._services.load_evaluation()
        try:
            self._services.stores.notes.read("status")
            spent = self._load_spent(guild_id)
        except StorageError:
            return StatusFigures(papers, waiting, keeping=False, feed_states={}, evaluation=found)
        grown = find_feed_states(self._services)
        return StatusFigures(papers, waiting, True, grown, found, spent)

    def _load_spent(self, guild_id: int | None) -> Spending | None:
        """Return what models used today in this server; None if no model is used."""
        budgets = self._services.guard.budgets
        if budgets is None or guild_id is None:
            return None
        writes = self._services.application.settings.mode == "model"
        return budgets.spent_today(guild_id) if writes else None

    def _build_message(
        self, t: Translations, stored: StatusFigures, client: discord.Client, model: str
    ) -> OutgoingMessage:
        application = self._services.application
        registration = cast("FootnoteBot", client).registration
        well = stored.papers is not None and stored.keeping and not registration.refusal
        if application.settings.mode == "extractive":
            writes = t("admin-extractive")
        else:
            name = model or application.settings.model
            writes = t("admin-model-writes", model=escape_markdown(name, 100))
        lines = [
            _describe_library(t, stored),
            *describe_growth(t, application.settings.auto_ingest, stored.feed_states),
            writes,
            *_describe_spent(t, stored.spent),
            *describe_evaluation(t, stored.evaluation),
            t("admin-storage-ok" if stored.keeping else "admin-storage-bad"),
            *_describe_registration(t, registration),
            t(
                "admin-uptime",
                uptime=_format_uptime(t, self._services.clock() - self._started),
                servers=len(client.guilds),
            ),
            t("admin-latency", latency=_milliseconds(client.latency)),
        ]
        key = "admin-status" if well else "admin-status-bad"
        components: list[Component] = [
            text(f"**{t(key)}**\n" + "\n".join(f"- {line}" for line in lines))
        ]
        components.append(text(subtext(f"Footnote {installed_version() or '(not installed)'}")))
        return message("ok" if well else "error", components)


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
    if registration.left_out:
        count = len(registration.left_out)
        lines.append(t("admin-commands-left-out", count=count))
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


def _milliseconds(seconds: float) -> int:
    """Return the time that the gateway took to answer last; 0 where it has not yet."""
    return round(1e3 * seconds) if math.isfinite(seconds) else 0


def describe_evaluation(t: Translations, summary: EvaluationSummary | None) -> Iterator[str]:
    """Yield a line with the last evaluation's figures, if there was one."""
    if summary is None:
        return
    last = t(
        "evaluation-last",
        when=f"<t:{int(summary.made_at.timestamp())}:R>",
        count=summary.questions,
        model=escape_markdown(summary.model, 100),
    )
    shares = (
        ("evaluation-facts", summary.facts),
        ("evaluation-precise", summary.precise),
        ("evaluation-refused", summary.refused),
        ("evaluation-answered", summary.answered),
    )
    shown = [t(key, percent=round(100 * share)) for key, share in shares if share is not None]
    yield " · ".join([last, *shown])
