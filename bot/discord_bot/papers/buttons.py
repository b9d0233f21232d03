"""The buttons below a paper. They show their results to the person alone, commands to everyone."""

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
from bot.discord_bot.delivery.respond import defer, personal_translations, show
from bot.discord_bot.guard_messages import check_rate_limit
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.paper_refs import PaperKey, find_paper, parse_key
from bot.discord_bot.papers import paper as messages
from bot.discord_bot.papers.compare import show_comparison
from bot.discord_bot.permissions import allow_members_below_digest
from bot.discord_bot.posting import add_post_button
from bot.discord_bot.rendering.bylines import link_title, short_authors, title, year
from bot.discord_bot.rendering.escape import plain_text
from bot.discord_bot.rendering.message import OutgoingMessage, message, subtext, text
from bot.discord_bot.services import Services, services_of
from bot.discord_bot.shelves.shelf import add_to_shelf, personal_shelf
from retrieval.paper import Paper
from retrieval.search.results import Hit

_COMPARE_WITH = re.compile(rf"fn:w:(?P<key>.{{1,{custom_ids.MAX_KEY_CHARS}}})", re.DOTALL)
_MAX_OTHERS = 4


class PaperButton(Control, template=custom_ids.PAPER, rule=allow_members_below_digest):
    """Shows a paper's card, summary, related papers or BibTeX; compares it; puts it on a shelf."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button says."""
        services, t = services_of(interaction), personal_translations(interaction)
        action = self.match["action"]
        if action in {"style", "summarize"}:
            await check_rate_limit(services, t, interaction)
        if action == "style":
            await self._change_style(interaction, services)
            return
        await defer(interaction, ephemeral=True)
        key = await self._parse_key(services)
        shown = [await self._build_message(interaction, services, t, key)]
        if action in {"summarize", "related", "card", "bibtex"}:
            add_post_button(interaction, t, shown)
        await show(interaction, shown, ephemeral=True)

    async def _parse_key(self, services: Services) -> PaperKey:
        return await asyncio.to_thread(
            parse_key, self.match["key"], services.stores.component_state
        )

    async def _build_message(
        self,
        interaction: discord.Interaction[Any],
        services: Services,
        t: Translations,
        key: PaperKey,
    ) -> OutgoingMessage:
        action = self.match["action"]
        if action == "summarize":
            return await messages.build_summary(interaction, t, key.paper_id, "tldr", key.language)
        if action == "related":
            return await messages.build_related(services, t, key.paper_id)
        if action == "card":
            return await messages.build_card(services, t, key.paper_id)
        catalog, remembered = services.application.catalog, services.stores.component_state
        paper = await asyncio.to_thread(find_paper, key.paper_id, catalog, remembered)
        if action == "compare":
            hits = await messages.find_nearest(services, paper)
            return _build_comparison_menu(t, paper.for_reading(), hits, self.match["key"])
        if action == "shelf":
            return await add_to_shelf(
                services, interaction, t, personal_shelf(interaction), [paper]
            )
        return messages.build_bibtex(t, [paper])

    async def _change_style(
        self, interaction: discord.Interaction[Any], services: Services
    ) -> None:
        """Replace a summary by one in the style chosen below it."""
        await component_message.begin(interaction)
        t = await component_message.translations(interaction)
        key = await self._parse_key(services)
        style = self.values[0] if self.values else "tldr"
        shown = await messages.build_summary(interaction, t, key.paper_id, style, key.language)
        if interaction.message is not None and interaction.message.flags.ephemeral:
            add_post_button(interaction, t, [shown])
        await component_message.finish(interaction, shown)


class CompareWith(Control, template=_COMPARE_WITH, rule=allow_members_below_digest):
    """Compares a paper with related ones that somebody selected."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show the comparison to everyone: a group wants to look at it together."""
        await show_comparison(interaction, [self.match["key"], *self.values])


def _build_comparison_menu(
    t: Translations, paper: Paper, hits: Sequence[Hit], key: str
) -> OutgoingMessage:
    """Return a menu of the papers to compare one with."""
    head = text(f"{subtext(t('papers-compare-with'))}\n**{link_title(paper)}**")
    options = [
        discord.SelectOption(
            label=limits.cut(title(hit.paper), limits.OPTION_LABEL),
            value=hit.paper.paper_id,
            description=limits.cut(_describe(t, hit.paper), limits.OPTION_DESCRIPTION) or None,
        )
        for hit in hits
        if 0 < limits.count_units(hit.paper.paper_id) <= limits.OPTION_VALUE
    ]
    if not options:
        return message("paper", [head, text(t("papers-nothing-to-compare"))])
    menu: ui.Select[Any] = ui.Select(
        custom_id=f"fn:w:{key}",
        placeholder=limits.cut(t("papers-choose-to-compare"), limits.PLACEHOLDER),
        max_values=min(_MAX_OTHERS, len(options)),
        options=options,
    )
    return message("comparison", [head, ui.ActionRow(menu)])


def _describe(t: Translations, paper: Paper) -> str:
    return " · ".join(filter(None, [plain_text(short_authors(t, paper)), year(paper)]))
