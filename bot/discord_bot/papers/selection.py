"""Select papers in a list, then summarize, compare, shelve or export them.

The buttons show their results to the person alone, except comparisons, which the channel sees.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import discord

from bot.discord_bot import custom_ids
from bot.discord_bot.controls import Control, Field, Form, build_modal
from bot.discord_bot.delivery.respond import defer, personal_translations, show
from bot.discord_bot.errors import UserError
from bot.discord_bot.guard_messages import check_rate_limit
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.paper_refs import find_papers
from bot.discord_bot.papers.compare import parse_aspects, show_comparison
from bot.discord_bot.papers.paper import build_bibtex, build_related, build_summary
from bot.discord_bot.papers.tokens import load_comparison, load_selection, save_selection
from bot.discord_bot.permissions import allow_members_below_digest
from bot.discord_bot.posting import add_post_button
from bot.discord_bot.rendering import papers as render
from bot.discord_bot.rendering.comparison import comparison_evidence
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.services import Services, services_of
from bot.discord_bot.shelves.shelf import add_to_shelf, personal_shelf
from retrieval.paper import Paper
from retrieval.text import patterns as re

_ASPECTS_FORM = re.compile(r"fn:m:aspects:(?P<token>[0-9A-Za-z]{1,20})")
_ASPECTS_FIELD = "aspects"


class SelectPapers(Control, template=custom_ids.HITS_PICK, rule=allow_members_below_digest):
    """Takes the papers that somebody selected in the menu below a list."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show what can be done with them."""
        await defer(interaction, ephemeral=True)
        services, t = services_of(interaction), personal_translations(interaction)
        catalog, remembered = services.application.catalog, services.stores.component_state
        papers = await asyncio.to_thread(find_papers, self.values, catalog, remembered)
        if not papers:
            raise UserError(t("papers-gone", count=len(self.values)), t("papers-gone-todo"))
        token = await save_selection(services, [paper.paper_id for paper in papers])
        shown = render.selection(t, [paper.for_reading() for paper in papers], token)
        await show(interaction, shown, ephemeral=True)


class SelectionButton(Control, template=custom_ids.SELECTION, rule=allow_members_below_digest):
    """Acts on the selected papers."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button says."""
        services, t = services_of(interaction), personal_translations(interaction)
        action, token = self.match["action"], self.match["token"]
        if action == "aspects":
            await interaction.response.send_modal(_build_aspects_form(t, token))
            return
        if action == "evidence":
            await defer(interaction, ephemeral=True)
            compared = await load_comparison(services, token)
            if compared is None:
                raise UserError(t("papers-forgotten"), t("papers-forgotten-todo"))
            shown = add_post_button(interaction, t, comparison_evidence(t, compared))
            await show(interaction, shown, ephemeral=True)
            return
        papers = await _load_papers(services, t, token)
        if action == "compare":
            await show_comparison(interaction, [paper.paper_id for paper in papers])
            return
        if action == "summarize":
            await check_rate_limit(services, t, interaction, len(papers))
        await defer(interaction, ephemeral=True)
        result = await _run_action(interaction, t, action, papers)
        await show(interaction, result, ephemeral=True)


async def _run_action(
    interaction: discord.Interaction[Any], t: Translations, action: str, papers: Sequence[Paper]
) -> OutgoingMessage | list[OutgoingMessage]:
    services = services_of(interaction)
    match action:
        case "summarize":
            ids = [paper.paper_id for paper in papers]
            return await asyncio.gather(*(build_summary(interaction, t, i, "tldr") for i in ids))
        case "related":
            return await build_related(services, t, papers[0].paper_id)
        case "shelf":
            return await add_to_shelf(services, interaction, t, personal_shelf(interaction), papers)
        case _:
            return build_bibtex(t, papers)


async def _submit_aspects(
    interaction: discord.Interaction[Any], match: re.Match, texts: Mapping[str, str]
) -> None:
    """Compare the selected papers by the aspects typed into the form."""
    services, t = services_of(interaction), personal_translations(interaction)
    papers = await _load_papers(services, t, match["token"])
    aspects = parse_aspects(texts.get(_ASPECTS_FIELD, ""))
    await show_comparison(interaction, [paper.paper_id for paper in papers], aspects)


ASPECTS_FORM = Form(_ASPECTS_FORM, _submit_aspects, allow_members_below_digest)


def _build_aspects_form(t: Translations, token: str) -> discord.ui.Modal:
    field = Field(
        _ASPECTS_FIELD,
        t("papers-aspects-label"),
        placeholder=t("papers-aspects-hint"),
        long=True,
        max_chars=1_000,
    )
    return build_modal(t("papers-aspects-title"), f"fn:m:aspects:{token}", [field])


async def _load_papers(services: Services, t: Translations, token: str) -> list[Paper]:
    """Return the selected papers; raise `UserError` if none is left."""
    papers = await load_selection(services, token)
    if not papers:
        raise UserError(t("papers-forgotten"), t("papers-forgotten-todo"))
    return papers
