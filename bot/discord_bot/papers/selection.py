"""Select papers in a list, then summarize, compare, shelve or export them.

The buttons show their results to the person alone, except comparisons, which the channel sees.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import discord

from bot.discord_bot import custom_ids
from bot.discord_bot.apply_guard import check_rate_limit
from bot.discord_bot.controls import (
    build_modal,
    control,
    entered_texts,
    selected_values,
    text_field,
)
from bot.discord_bot.delivery.respond import defer, personal_translations, show
from bot.discord_bot.errors import UserError
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

_ASPECTS_FIELD = "aspects"


@control(custom_ids.HITS_PICK, allow_members_below_digest)
async def select_papers(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Show what can be done with the papers that somebody selected in the menu below a list."""
    await defer(interaction, ephemeral=True)
    services, t = services_of(interaction), personal_translations(interaction)
    catalog, remembered = services.application.catalog, services.stores.component_state
    chosen = selected_values(interaction)
    papers = await asyncio.to_thread(find_papers, chosen, catalog, remembered)
    if not papers:
        raise UserError("papers-gone", count=len(chosen))
    token = await save_selection(services, papers)
    shown = render.selection(t, [paper.for_reading() for paper in papers], token)
    await show(interaction, shown, ephemeral=True)


@control(custom_ids.SELECTION, allow_members_below_digest)
async def selection_button(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Do with the selected papers what a button says."""
    services, t = services_of(interaction), personal_translations(interaction)
    action, token = match["action"], match["token"]
    if action == "aspects":
        field = text_field(
            _ASPECTS_FIELD,
            t("papers-aspects-label"),
            placeholder=t("papers-aspects-hint"),
            long=True,
            max_chars=1_000,
        )
        form = build_modal(t("papers-aspects-title"), f"fn:m:aspects:{token}", [field])
        await interaction.response.send_modal(form)
        return
    papers = [] if action == "evidence" else await _load_papers(services, token)
    ids = [paper.paper_id for paper in papers]
    if action == "compare":
        await show_comparison(interaction, ids)
        return
    if action == "summarize":
        await check_rate_limit(services, interaction, len(papers))
    await defer(interaction, ephemeral=True)
    shown: OutgoingMessage | Sequence[OutgoingMessage]
    match action:
        case "evidence":
            compared = await load_comparison(services, token)
            if compared is None:
                raise UserError("papers-forgotten")
            shown = add_post_button(interaction, t, comparison_evidence(t, compared))
        case "summarize":
            shown = await asyncio.gather(*(build_summary(interaction, t, i) for i in ids))
        case "related":
            shown = await build_related(services, t, ids[0])
        case "shelf":
            shown = await add_to_shelf(interaction, t, personal_shelf(interaction), papers)
        case _:
            shown = build_bibtex(t, papers)
    await show(interaction, shown, ephemeral=True)


@control(re.compile(r"fn:m:aspects:(?P<token>[0-9A-Za-z]{1,20})"), allow_members_below_digest)
async def aspects_form(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Compare the selected papers by the aspects that were entered."""
    papers = await _load_papers(services_of(interaction), match["token"])
    aspects = parse_aspects(entered_texts(interaction).get(_ASPECTS_FIELD, ""))
    await show_comparison(interaction, [paper.paper_id for paper in papers], aspects)


async def _load_papers(services: Services, token: str) -> list[Paper]:
    """Return the selected papers; raise `UserError` if none is left."""
    papers = await load_selection(services, token)
    if not papers:
        raise UserError("papers-forgotten")
    return papers
