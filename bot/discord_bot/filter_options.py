"""Read the options by which a question or a search is narrowed down."""

from __future__ import annotations

from bot.discord_bot.errors import UserError
from bot.discord_bot.locales import Translations
from retrieval.search.filters import Filters


def filters_of(
    t: Translations,
    *,
    category: str | None,
    year_from: int | None,
    year_to: int | None,
    author: str | None,
    source: str | None,
) -> Filters:
    """Return the filters of what was typed: categories and sources with commas between them.

    Raises `UserError` where the years are the wrong way round.
    """
    if year_from is not None and year_to is not None and year_from > year_to:
        years = {"from": str(year_from), "to": str(year_to)}
        raise UserError(t("errors-years", **years), t("errors-years-todo"))
    name = (author or "").strip()
    return Filters(
        year_from, year_to, _several(category), (name,) if name else (), _several(source)
    )


def _several(value: str | None) -> tuple[str, ...]:
    """Return what stands between commas."""
    return tuple(part for raw in (value or "").split(",") if (part := raw.strip()))
