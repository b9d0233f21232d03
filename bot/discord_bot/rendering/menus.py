"""Make the menus and buttons below papers: to choose some, to act on one, to turn the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import discord
from discord import ui

from bot.discord_bot import custom_ids, limits
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.bylines import plain_byline, title
from bot.discord_bot.rendering.escape import plain_text
from bot.discord_bot.rendering.message import Component, button, menu, option
from retrieval.paper import Paper

MAX_SELECTED = 5
"""How many papers a menu lets choose, as many as can be compared."""

PAPER_ACTIONS = {
    "summarize": "rendering-button-summarize",
    "related": "rendering-button-related",
    "shelf": "rendering-button-shelf",
    "card": "rendering-button-card",
    "compare": "rendering-button-compare",
    "bibtex": "rendering-button-bibtex",
}
"""What can be done with a paper, and what it is called."""


def paper_menu(
    t: Translations, papers: Sequence[Paper], custom_id: str, first: int
) -> list[Component]:
    """Return the menu that chooses papers by their ids, one to five at once."""
    options = paper_options(t, ((p, f"{n}. {title(p)}") for n, p in enumerate(papers, first)))
    label = t("rendering-choose-papers")
    return [menu(custom_id, label, options, max_values=MAX_SELECTED)] if options else []


def paper_options(
    t: Translations, labeled: Iterable[tuple[Paper, str]]
) -> list[discord.SelectOption]:
    """Return the options of a menu for papers with their labels, each id once if it fits."""
    options: dict[str, discord.SelectOption] = {}
    for paper, label in labeled:
        if 0 < limits.count_units(paper.paper_id) <= limits.OPTION_VALUE:
            about = plain_byline(t, paper, ", ".join(map(plain_text, paper.categories[:3])))
            options.setdefault(paper.paper_id, option(label, paper.paper_id, about=about))
    return list(options.values())


def paper_buttons(
    t: Translations,
    key: str,
    actions: Sequence[str],
    first: discord.ButtonStyle = discord.ButtonStyle.secondary,
) -> list[ui.Button[Any]]:
    """Return buttons on a paper, the first of them in a style of its own."""
    return [
        button(
            t(PAPER_ACTIONS[action]),
            custom_ids.build_id("p", action, key),
            style=discord.ButtonStyle.secondary if at else first,
        )
        for at, action in enumerate(actions)
    ]


class Page:
    """A page of a list: its `number`, counted from 1, of `pages`, and the place of its first entry.

    Without so many pages it is the last one.
    """

    def __init__(self, number: int, total: int, size: int) -> None:
        self.pages = max(1, -(-total // size))
        self.number = min(max(number, 1), self.pages)
        self.first = (self.number - 1) * size

    def buttons(self, t: Translations, *to: object) -> list[ui.Button[Any]]:
        """Return the buttons that turn pages, by ids of the parts `to`; none for a single page."""
        if self.pages <= 1:
            return []

        def turn(label: str, number: int, **more: Any) -> ui.Button[Any]:
            return button(label, custom_ids.build_id(*to, number), **more)

        at = self.number
        here = t("rendering-page", page=at, pages=self.pages)
        return [
            turn(t("rendering-button-before"), at - 1, emoji="◀️", disabled=at <= 1),
            turn(here, at, disabled=True),
            turn(t("rendering-button-after"), at + 1, emoji="▶️", disabled=at >= self.pages),
        ]
