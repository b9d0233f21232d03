"""Make the buttons that turn the pages of a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from discord import ui

from bot.discord_bot.locales import Translations
from bot.discord_bot.rendering.message import button


def turning(
    t: Translations, page: int, pages: int, to: Callable[[int], str]
) -> list[ui.Button[Any]]:
    """Return the buttons of a page, counted from 1; none where there is only one.

    `to` gives the id of the button that turns to a page.
    """
    if pages <= 1:
        return []
    here = t("look-page", page=page, pages=pages)
    return [
        button(t("look-button-before"), to(page - 1), emoji="◀️", disabled=page <= 1),
        button(here, to(page), disabled=True),
        button(t("look-button-after"), to(page + 1), emoji="▶️", disabled=page >= pages),
    ]
