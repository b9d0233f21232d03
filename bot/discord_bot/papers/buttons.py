"""What buttons and menus do with a paper, or with those selected in a list.

They show their results to the person alone, except comparisons, which the channel sees.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import discord

from bot.discord_bot import custom_ids
from bot.discord_bot.controls import (
    build_modal,
    control,
    entered_texts,
    selected_values,
    text_field,
)
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.respond import defer, personal_translations, show
from bot.discord_bot.errors import UserError
from bot.discord_bot.images.pages import draw_evidence
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.paper_refs import find_paper, find_papers, parse_key
from bot.discord_bot.papers.compare import parse_aspects, show_comparison
from bot.discord_bot.papers.paper import (
    build_bibtex,
    build_card,
    build_related,
    build_summary,
    find_nearest,
)
from bot.discord_bot.papers.tokens import load_comparison, load_selection, save_selection
from bot.discord_bot.permissions import allow_members_below_digest
from bot.discord_bot.posting import add_post_button
from bot.discord_bot.question_limits import check_rate_limit
from bot.discord_bot.rendering import papers as render
from bot.discord_bot.rendering.comparison import comparison_evidence, list_comparison_evidence
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.services import Services, services_of
from bot.discord_bot.shelves.shelf import add_to_shelf, personal_shelf
from retrieval.paper import Paper
from retrieval.text import patterns as re

_ASPECTS_FIELD = "aspects"


@control(custom_ids.PAPER, allow_members_below_digest)
async def paper_button(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Show what a button says of a paper to the person alone; change the style of a summary."""
    action = match["action"]
    if action in {"style", "summarize"}:
        await check_rate_limit(services_of(interaction), interaction)
    if action == "style":
        await _change_style(interaction, match["key"])
        return
    await defer(interaction, ephemeral=True)
    shown = await build_paper_message(interaction, action, match["key"])
    await show(interaction, shown, ephemeral=True)


async def _change_style(interaction: discord.Interaction[Any], key: str) -> None:
    """Replace a summary by one in the style chosen below it."""
    await component_message.begin(interaction)
    t = await component_message.translations(interaction)
    remembered = services_of(interaction).stores.component_state
    known = await asyncio.to_thread(parse_key, key, remembered)
    style = next(iter(selected_values(interaction)), None)
    shown = await build_summary(interaction, t, known.paper_id, style, known.language)
    if interaction.message is not None and interaction.message.flags.ephemeral:
        add_post_button(interaction, t, [shown])
    await component_message.finish(interaction, shown)


async def build_paper_message(
    interaction: discord.Interaction[Any], action: str, key: str
) -> Sequence[OutgoingMessage]:
    """Return what a button or a menu's option on a paper shows to the person who pressed it.

    `key` is the paper's id or a token for it.
    """
    services, t = services_of(interaction), personal_translations(interaction)
    catalog, remembered = services.application.catalog, services.stores.component_state
    known = await asyncio.to_thread(parse_key, key, remembered)
    paper = await asyncio.to_thread(find_paper, known.paper_id, catalog, remembered)
    if action == "compare":
        hits = await find_nearest(services, paper)
        return [render.comparison_menu(t, paper.for_reading(), hits, key)]
    if action == "card":
        shown: Sequence[OutgoingMessage] = [await build_card(services, t, paper.paper_id)]
    else:
        shown = await _build_results(interaction, t, action, [paper], known.language)
    if action in {"card", "related", "summarize"}:
        add_post_button(interaction, t, shown)
    return shown


@control(re.compile(rf"fn:w:{custom_ids.KEY_PART}"), allow_members_below_digest)
async def compare_with(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Compare a paper with related ones that somebody selected, for everyone to see."""
    await show_comparison(interaction, [match["key"], *selected_values(interaction)])


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
    if action == "compare":
        await show_comparison(interaction, [paper.paper_id for paper in papers])
        return
    if action == "summarize":
        await check_rate_limit(services, interaction, len(papers))
    await defer(interaction, ephemeral=True)
    if action == "evidence":
        compared = await load_comparison(services, token)
        if compared is None:
            raise UserError("papers-forgotten")
        pictures = await draw_evidence(interaction, list_comparison_evidence(compared))
        shown = add_post_button(interaction, t, comparison_evidence(t, compared, pictures))
    else:
        shown = await _build_results(interaction, t, action, papers)
    await show(interaction, shown, ephemeral=True)


@control(re.compile(r"fn:m:aspects:(?P<token>[0-9A-Za-z]{1,20})"), allow_members_below_digest)
async def aspects_form(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Compare the selected papers by the aspects that were entered."""
    papers = await _load_papers(services_of(interaction), match["token"])
    aspects = parse_aspects(entered_texts(interaction).get(_ASPECTS_FIELD, ""))
    await show_comparison(interaction, [paper.paper_id for paper in papers], aspects)


async def _build_results(
    interaction: discord.Interaction[Any],
    t: Translations,
    action: str,
    papers: Sequence[Paper],
    language: str = "",
) -> Sequence[OutgoingMessage]:
    """Return what an action on papers shows, of which only the first counts for some."""
    ids = [paper.paper_id for paper in papers]
    match action:
        case "summarize":
            made = [build_summary(interaction, t, each, language=language) for each in ids]
            return await asyncio.gather(*made)
        case "related":
            return [await build_related(services_of(interaction), t, ids[0])]
        case "shelf":
            return [await add_to_shelf(interaction, t, personal_shelf(interaction), papers)]
        case _:
            return [build_bibtex(t, papers)]


async def _load_papers(services: Services, token: str) -> list[Paper]:
    """Return the selected papers; raise `UserError` if none is left."""
    papers = await load_selection(services, token)
    if not papers:
        raise UserError("papers-forgotten")
    return papers
