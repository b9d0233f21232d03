"""The buttons below a paper. They show their results to the person alone, commands to everyone."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import discord

from bot.discord_bot import custom_ids
from bot.discord_bot.apply_guard import check_rate_limit
from bot.discord_bot.controls import control, selected_values
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.respond import defer, personal_translations, show
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.paper_refs import find_paper, parse_key
from bot.discord_bot.papers import paper as messages
from bot.discord_bot.papers.compare import show_comparison
from bot.discord_bot.permissions import allow_members_below_digest
from bot.discord_bot.posting import add_post_button
from bot.discord_bot.rendering.bylines import link_title, mark_upload, title
from bot.discord_bot.rendering.menus import MAX_SELECTED, paper_options
from bot.discord_bot.rendering.message import OutgoingMessage, menu, message, subtext, text
from bot.discord_bot.services import services_of
from bot.discord_bot.shelves.shelf import add_to_shelf, personal_shelf
from retrieval.paper import Paper
from retrieval.search.results import Hit
from retrieval.text import patterns as re


@control(custom_ids.PAPER, allow_members_below_digest)
async def paper_button(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Show what a button says of a paper to the person alone; change the style of a summary."""
    action, services = match["action"], services_of(interaction)
    if action in {"style", "summarize"}:
        await check_rate_limit(services, interaction)
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
    style = (selected_values(interaction) or ["tldr"])[0]
    shown = await messages.build_summary(interaction, t, known.paper_id, style, known.language)
    if interaction.message is not None and interaction.message.flags.ephemeral:
        add_post_button(interaction, t, [shown])
    await component_message.finish(interaction, shown)


async def build_paper_message(
    interaction: discord.Interaction[Any], action: str, key: str
) -> OutgoingMessage:
    """Return what a button or a menu's option on a paper shows to the person who pressed it.

    `key` is the paper's id or a token for it.
    """
    services, t = services_of(interaction), personal_translations(interaction)
    catalog, remembered = services.application.catalog, services.stores.component_state
    known = await asyncio.to_thread(parse_key, key, remembered)
    match action:
        case "summarize":
            shown = await messages.build_summary(
                interaction, t, known.paper_id, language=known.language
            )
        case "related":
            shown = await messages.build_related(services, t, known.paper_id)
        case "card":
            shown = await messages.build_card(services, t, known.paper_id)
        case _:
            paper = await asyncio.to_thread(find_paper, known.paper_id, catalog, remembered)
            if action == "compare":
                hits = await messages.find_nearest(services, paper)
                return _build_comparison_menu(t, paper.for_reading(), hits, key)
            if action == "shelf":
                return await add_to_shelf(interaction, t, personal_shelf(interaction), [paper])
            return messages.build_bibtex(t, [paper])
    add_post_button(interaction, t, [shown])
    return shown


@control(re.compile(rf"fn:w:{custom_ids.KEY_PART}"), allow_members_below_digest)
async def compare_with(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Compare a paper with related ones that somebody selected, for everyone to see."""
    await show_comparison(interaction, [match["key"], *selected_values(interaction)])


def _build_comparison_menu(
    t: Translations, paper: Paper, hits: Sequence[Hit], key: str
) -> OutgoingMessage:
    """Return a menu of the papers to compare one with."""
    named = f"**{link_title(paper)}**{mark_upload(t, paper)}"
    head = text(f"{subtext(t('papers-compare-with'))}\n{named}")
    options = paper_options(t, ((hit.paper, title(hit.paper)) for hit in hits))
    if not options:
        return message("paper", [head, text(t("papers-nothing-to-compare"))])
    choose = menu(
        f"fn:w:{key}", t("papers-choose-to-compare"), options, max_values=MAX_SELECTED - 1
    )
    return message("comparison", [head, choose])
