"""The buttons on one paper. Only who presses sees what they show; a command shows it to all."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.discord_bot import custom_ids, limits
from bot.discord_bot.controls import Control
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.respond import defer, personal_translations, show, translations_for
from bot.discord_bot.guard_messages import check_rate_limit
from bot.discord_bot.locales import Translations
from bot.discord_bot.paper_refs import PaperKey, find_paper, parse_key
from bot.discord_bot.papers import card
from bot.discord_bot.papers.comparisons import compared
from bot.discord_bot.papers.summaries import summarised
from bot.discord_bot.permissions import allow_members_below_digest
from bot.discord_bot.rendering.bylines import first_author, title, titled, year
from bot.discord_bot.rendering.escape import plain
from bot.discord_bot.rendering.message import OutgoingMessage, message, small, text
from bot.discord_bot.services import Services, services_of, settings_at
from bot.discord_bot.shelving import own_shelf, put
from bot.settings.server import ServerSettings
from retrieval.paper import Paper
from retrieval.search.results import Hit

COMPARE_WITH = re.compile(rf"fn:w:(?P<key>.{{1,{custom_ids.MAX_KEY_CHARS}}})", re.DOTALL)

_OTHERS = 4


class OnPaper(Control, template=custom_ids.PAPER, rule=allow_members_below_digest):
    """Shows a paper's card, summary, relatives, BibTeX or what to compare it with; shelves it."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button says."""
        services = services_of(interaction)
        if self.match["action"] == "style":
            await self._restyle(interaction, services)
            return
        t = personal_translations(interaction)
        if self.match["action"] == "summarize":
            await check_rate_limit(services, t, interaction)
        await defer(interaction, ephemeral=True)
        settings = await settings_at(interaction)
        meant = await self._meant(services)
        shown = await self._shown(interaction, services, settings, t, meant)
        await show(interaction, shown, ephemeral=True)

    async def _meant(self, services: Services) -> PaperKey:
        return await asyncio.to_thread(parse_key, self.match["key"], services.stores.remembered)

    async def _shown(
        self,
        interaction: discord.Interaction[Any],
        services: Services,
        settings: ServerSettings,
        t: Translations,
        meant: PaperKey,
    ) -> OutgoingMessage:
        action = self.match["action"]
        if action == "summarize":
            return await summarised(
                interaction, t, settings, meant.paper_id, "tldr", meant.language
            )
        if action == "related":
            return await card.related(services, t, meant.paper_id)
        if action == "card":
            return await card.card(services, t, meant.paper_id)
        papers, remembered = services.application.catalog, services.stores.remembered
        paper = await asyncio.to_thread(find_paper, meant.paper_id, papers, remembered)
        if action == "compare":
            hits = await card.nearest(services, paper)
            return _to_compare(t, paper.for_reading(), hits, self.match["key"])
        if action == "shelf":
            return await put(services, interaction, t, own_shelf(interaction), [paper])
        return card.bibtex(t, [paper])

    async def _restyle(self, interaction: discord.Interaction[Any], services: Services) -> None:
        await check_rate_limit(services, personal_translations(interaction), interaction)
        await component_message.begin(interaction)
        settings = await settings_at(interaction)
        t = await component_message.translations(interaction)
        meant = await self._meant(services)
        style = self.values[0] if self.values else "tldr"
        shown = await summarised(interaction, t, settings, meant.paper_id, style, meant.language)
        await component_message.finish(interaction, shown)


class CompareWith(Control, template=COMPARE_WITH, rule=allow_members_below_digest):
    """Compares a paper with those chosen from its relatives."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show the comparison to all: it is what a group wants to look at together."""
        services = services_of(interaction)
        await check_rate_limit(services, personal_translations(interaction), interaction)
        await defer(interaction)
        settings = await settings_at(interaction)
        remembered = services.stores.remembered
        first = await asyncio.to_thread(parse_key, self.match["key"], remembered)
        t = await translations_for(interaction, ephemeral=False)
        shown = await compared(interaction, t, settings, [first.paper_id, *self.values])
        await show(interaction, shown)


def _to_compare(t: Translations, paper: Paper, hits: Sequence[Hit], key: str) -> OutgoingMessage:
    """Show a menu of the papers to compare one with."""
    head = text(f"{small(t('reading-compare-with'))}\n**{titled(paper)}**")
    options = [
        discord.SelectOption(
            label=limits.cut(title(hit.paper), limits.OPTION_LABEL),
            value=hit.paper.paper_id,
            description=limits.cut(_about(t, hit.paper), limits.OPTION_DESCRIPTION) or None,
        )
        for hit in hits
        if 0 < limits.units(hit.paper.paper_id) <= limits.OPTION_VALUE
    ]
    if not options:
        return message("paper", [head, text(t("reading-nothing-to-compare"))])
    menu: ui.Select[Any] = ui.Select(
        custom_id=f"fn:w:{key}",
        placeholder=limits.cut(t("reading-choose-to-compare"), limits.PLACEHOLDER),
        max_values=min(_OTHERS, len(options)),
        options=options,
    )
    return message("comparison", [head, ui.ActionRow(menu)])


def _about(t: Translations, paper: Paper) -> str:
    return " · ".join(filter(None, [plain(first_author(t, paper)), year(paper)]))
