"""Make the menus and buttons below papers: to choose some, to act on one, to turn the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import discord
from discord import ui

from bot.answering.answer import Summary
from bot.discord_bot import custom_ids, limits
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.bylines import plain_byline, title, year
from bot.discord_bot.rendering.escape import plain_text
from bot.discord_bot.rendering.message import Component, button
from retrieval.paper import Paper

MAX_SELECTED = 5
"""How many papers a menu lets choose, as many as can be compared."""


def paper_menu(
    t: Translations, papers: Sequence[Paper], custom_id: str, first: int
) -> list[Component]:
    """Return the menu that chooses papers by their ids, one to five at once."""
    options: dict[str, discord.SelectOption] = {}
    for number, paper in enumerate(papers, first):
        if 0 < limits.count_units(paper.paper_id) <= limits.OPTION_VALUE:
            about = plain_byline(
                t, paper, year(paper), ", ".join(map(plain_text, paper.categories[:3]))
            )
            options.setdefault(
                paper.paper_id,
                discord.SelectOption(
                    label=limits.cut(f"{number}. {title(paper)}", limits.OPTION_LABEL),
                    value=paper.paper_id,
                    description=limits.cut(about, limits.OPTION_DESCRIPTION) or None,
                ),
            )
    if not options:
        return []
    choose: ui.Select[Any] = ui.Select(
        custom_id=custom_id,
        placeholder=limits.cut(t("rendering-choose-papers"), limits.PLACEHOLDER),
        min_values=1,
        max_values=min(MAX_SELECTED, len(options)),
        options=list(options.values()),
    )
    return [ui.ActionRow(choose)]


def style_menu(t: Translations, summary: Summary, key: str, styles: Sequence[str]) -> Component:
    """Return the menu of the styles that there are, the summary's own one marked."""
    options = [
        discord.SelectOption(
            label=limits.cut(t(f"rendering-style-{style}"), limits.OPTION_LABEL),
            value=style,
            default=style == summary.style,
        )
        for style in styles
    ]
    choose: ui.Select[Any] = ui.Select(
        custom_id=custom_ids.build_paper_id("style", key),
        placeholder=limits.cut(t("rendering-choose-style"), limits.PLACEHOLDER),
        options=options,
    )
    return ui.ActionRow(choose)


def paper_buttons(
    t: Translations,
    key: str,
    actions: Sequence[custom_ids.PaperAction],
    first: discord.ButtonStyle = discord.ButtonStyle.secondary,
) -> list[ui.Button[Any]]:
    """Return buttons on a paper, the first of them in a style of its own."""
    return [
        button(
            t(f"rendering-button-{action}"),
            custom_ids.build_paper_id(action, key),
            style=discord.ButtonStyle.secondary if at else first,
        )
        for at, action in enumerate(actions)
    ]


def page_buttons(
    t: Translations, page: int, pages: int, to: Callable[[int], str]
) -> list[ui.Button[Any]]:
    """Return the buttons that turn pages, counted from 1; none if there is only one page.

    `to` gives the id of the button that turns to a page.
    """
    if pages <= 1:
        return []
    here = t("rendering-page", page=page, pages=pages)
    return [
        button(t("rendering-button-before"), to(page - 1), emoji="◀️", disabled=page <= 1),
        button(here, to(page), disabled=True),
        button(t("rendering-button-after"), to(page + 1), emoji="▶️", disabled=page >= pages),
    ]
