"""`/trending`: the most noticed papers of a day, week or month."""

from __future__ import annotations

from typing import cast

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.answering.trending import Period, Trend, Trending, count_upvotes
from bot.discord_bot import custom_ids
from bot.discord_bot.delivery.respond import defer, show, translations_for
from bot.discord_bot.locales.translations import Translations, localized
from bot.discord_bot.permissions import everywhere
from bot.discord_bot.rendering import papers as render
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.services import Services, services_of
from retrieval.paper import Paper

_MAX_PAPERS = 10


class TrendingCommand(commands.Cog):
    """Shows trending papers."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @app_commands.command(
        name=localized("cmd-trending", "trending"),
        description=localized(
            "cmd-trending-about", "See the trending papers of a day, week or month"
        ),
    )
    @app_commands.rename(period=localized("cmd-trending-opt-period", "period"))
    @app_commands.describe(
        period=localized("cmd-trending-opt-period-about", "How far back to look")
    )
    @app_commands.choices(
        period=[
            Choice(name=localized("cmd-trending-period-day", "Day"), value="day"),
            Choice(name=localized("cmd-trending-period-week", "Week"), value="week"),
            Choice(name=localized("cmd-trending-period-month", "Month"), value="month"),
        ]
    )
    @everywhere
    async def trending(self, interaction: discord.Interaction, period: str = "week") -> None:
        """List the papers."""
        await defer(interaction)
        t = await translations_for(interaction, ephemeral=False)
        catalog = services_of(interaction).application.catalog
        find = Trending(catalog, today=lambda: self._services.now().date())
        trend = await find(cast(Period, period), limit=_MAX_PAPERS)
        await show(interaction, _build_message(t, trend))


def _build_message(t: Translations, trend: Trend) -> OutgoingMessage:
    """Return the papers of a trend and how they are ordered."""
    title = t(f"papers-trending-{trend.period}")
    if trend.by == "added":
        title = t("papers-trending-added")
    return render.paper_list(
        t,
        title,
        trend.papers,
        footer=t(f"papers-trending-by-{trend.by}"),
        pick=custom_ids.build_hits_pick_id("t", 1),
        notes=[_describe_votes(t, paper) for paper in trend.papers]
        if trend.by == "upvotes"
        else (),
    )


def _describe_votes(t: Translations, paper: Paper) -> str:
    return t("papers-trending-votes", count=count_upvotes(paper))
