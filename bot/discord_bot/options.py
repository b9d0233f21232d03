"""Complete and parse options that several commands take: papers, languages, filters."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import discord
from babel import Locale
from discord.app_commands import Choice

from bot.discord_bot import limits
from bot.discord_bot.errors import UserError
from bot.discord_bot.paper_refs import to_key
from bot.discord_bot.rendering.escape import plain_text
from bot.discord_bot.services import Services, services_of
from retrieval.errors import RetrievalError
from retrieval.paper import Paper, normalize_title
from retrieval.search.categories import add_all_codes, load_category_names
from retrieval.search.query import Filters, fold_words

_MAX_TITLE_CHARS = 200  # characters of a title that are looked up

# A menu has room for 25 options: one is left for "as it was set".
_LOCALES = [
    Locale.parse(code)
    for code in "en de fr es pt it nl pl cs sv da no fi el tr uk ru he ar hi vi ko ja zh".split()
]
ANSWER_LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        str(each.english_name): f"{str(each.display_name)[0].upper()}{str(each.display_name)[1:]}"
        for each in _LOCALES
    }
)
"""English name → own name."""


async def complete_title(interaction: discord.Interaction[Any], current: str) -> list[Choice[str]]:
    """Return up to 25 papers whose titles may be meant; the value of each is its key."""
    services = services_of(interaction)

    def look_up() -> list[Choice[str]]:
        try:
            catalog = services.application.catalog
            found = catalog.suggest_titles(current[:_MAX_TITLE_CHARS], limits.CHOICES)
        except RetrievalError:
            return []  # what is typed is still taken; the command says what is wrong
        return _build_choices(found, services)

    async with services.lookups:
        return await asyncio.to_thread(look_up)


def complete_from(papers: Sequence[Paper], current: str, services: Services) -> list[Choice[str]]:
    """Return which of some papers are meant, in their order; blocks."""
    words = normalize_title(current).split()
    found = [
        (paper.paper_id, paper.for_reading().title)
        for paper in papers
        if all(f" {word}" in f" {normalize_title(paper.title)}" for word in words)
    ]
    return _build_choices(found[: limits.CHOICES], services)


def _build_choices(found: Sequence[tuple[str, str]], services: Services) -> list[Choice[str]]:
    remembered, now = services.stores.component_state, services.now()
    return [
        Choice(
            name=limits.cut(plain_text(title) or plain_text(paper_id) or "?", limits.CHOICE_NAME),
            value=to_key(paper_id, remembered, now),
        )
        for paper_id, title in found
    ]


async def complete_category(
    interaction: discord.Interaction[Any], current: str
) -> list[Choice[str]]:
    """Return categories of the library by their codes or arXiv's names, the frequent ones first."""
    counts = (await interaction.client.count_library()).categories
    names = load_category_names()
    return _complete_last(current, [(code, names.get(code, ""), n) for code, n in counts])


async def complete_source(interaction: discord.Interaction[Any], current: str) -> list[Choice[str]]:
    """Return sources of the library by their names, the frequent ones first."""
    counts = (await interaction.client.count_library()).sources
    return _complete_last(current, [(source, "", n) for source, n in counts])


def _complete_last(current: str, known: Iterable[tuple[str, str, int]]) -> list[Choice[str]]:
    """Return what the last of some values, with commas between, may become.

    `known` are values with their names and numbers of papers.
    """
    before, _, typed = current.rpartition(",")
    words = fold_words(typed)
    start = f"{before.strip()}, " if before.strip() else ""
    found = []
    for value, name, papers in known:
        text = " ".join(["", *fold_words(value), *fold_words(name)])
        label = plain_text(f"{start}{value}{f' · {name}' if name else ''} ({papers})")
        units = max(map(limits.count_units, (label, f"{start}{value}")))
        if units <= limits.CHOICE_NAME and all(f" {word}" in text for word in words):
            found.append(Choice(name=label, value=f"{start}{value}"))
    return found[: limits.CHOICES]


async def complete_language(
    interaction: discord.Interaction[Any], current: str
) -> list[Choice[str]]:
    """Return the languages that are meant; the value is the English name."""
    wanted = current.strip().casefold()
    return [
        Choice(name=name, value=english)
        for english, name in language_names().items()
        if any(part.casefold().startswith(wanted) for part in name.split(" · "))
    ]


def language_names() -> dict[str, str]:
    """Return the languages as a menu names them, by their English names."""
    return {
        english: own if own == english else f"{own} · {english}"
        for english, own in ANSWER_LANGUAGES.items()
    }


async def complete_model(interaction: discord.Interaction[Any], current: str) -> list[Choice[str]]:
    """Return the models that the operator offers whose names have what somebody typed."""
    wanted = current.strip().casefold()
    names = [
        name for name in _offered_models(services_of(interaction)) if wanted in name.casefold()
    ]
    short = [name for name in names if limits.count_units(name) <= limits.CHOICE_NAME]
    return [Choice(name=name, value=name) for name in short[: limits.CHOICES]]


def find_model(typed: str, services: Services) -> str:
    """Return the name of a model that the operator offers; raise `UserError` for any other."""
    if typed.strip() not in _offered_models(services):
        raise UserError("ask-unknown-model", model=typed.strip())
    return typed.strip()


def _offered_models(services: Services) -> Sequence[str]:
    """Return the names of the language models, the default first; none if quotes are answers."""
    application = services.application
    return application.models if application.settings.mode == "model" else ()


def parse_filters(
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
        raise UserError("errors-years", start=str(year_from), end=str(year_to))
    name = (author or "").strip()
    return Filters(
        year_from,
        year_to,
        parse_categories(category),
        (name,) if name else (),
        _split_commas(source),
    )


def parse_categories(typed: str | None) -> tuple[str, ...]:
    """Return categories that were typed with commas between them, with the codes of their names."""
    return add_all_codes(_split_commas(typed))


def _split_commas(value: str | None) -> tuple[str, ...]:
    """Split a text at commas, without blanks and empty parts."""
    return tuple(part for raw in (value or "").split(",") if (part := raw.strip()))
