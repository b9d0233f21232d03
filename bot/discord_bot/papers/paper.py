"""`/paper`, `/summarize`, `/related` and `/trending`, and what they and the buttons show."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import discord
from discord.app_commands import Choice, Range

from bot.answering.sections import list_sections
from bot.answering.summarize import list_styles
from bot.answering.trending import Period, Trending, count_upvotes
from bot.discord_bot import custom_ids, limits
from bot.discord_bot.budget_notice import compose_notice
from bot.discord_bot.commands import command
from bot.discord_bot.delivery.respond import defer, personal_translations, show, translations_for
from bot.discord_bot.locales.translations import Translations, localized
from bot.discord_bot.options import complete_language, complete_title
from bot.discord_bot.paper_refs import find_paper, to_key, to_paper_id
from bot.discord_bot.question_limits import check_rate_limit, queue_slot
from bot.discord_bot.rendering import notices
from bot.discord_bot.rendering import papers as render
from bot.discord_bot.rendering.escape import plain_text
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.services import Services, load_settings, services_of
from bot.export.formats import export_papers
from retrieval.errors import RetrievalError
from retrieval.paper import Paper
from retrieval.search.query import fold_words
from retrieval.search.results import Hit

_MAX_PAPERS = 10


async def complete_style(interaction: discord.Interaction[Any], current: str) -> list[Choice[str]]:
    """Complete a style of those that there are, with a language model or without one."""
    t, mode = personal_translations(interaction), services_of(interaction).application.settings.mode
    names = {style: t("rendering-style", style=style) for style in list_styles(mode)}
    wanted = current.strip().casefold()
    return [Choice(name=n, value=s) for s, n in names.items() if wanted in n.casefold()]


async def complete_section(
    interaction: discord.Interaction[Any], current: str
) -> list[Choice[str]]:
    """Complete a section of the paper that is chosen; nothing where only its abstract is there."""
    services, words = services_of(interaction), fold_words(current)
    reference = str(getattr(interaction.namespace, "paper", "") or "")

    def look_up() -> list[str]:
        try:
            catalog = services.application.catalog
            paper = find_paper(reference, catalog, services.stores.component_state)
            return list_sections(catalog.full_texts.list_passages(paper.paper_id).values())
        except RetrievalError:
            return []  # what is typed is still taken; the command says what is wrong

    async with services.lookups:
        sections = await asyncio.to_thread(look_up)
    found = [name for name in map(plain_text, sections) if _has_words(name, words)]
    short = [name for name in found if limits.count_units(name) <= limits.CHOICE_NAME]
    return [Choice(name=name, value=name) for name in short[: limits.CHOICES]]


def _has_words(name: str, begun: Sequence[str]) -> bool:
    """Tell whether a name has words that begin as those do that somebody types."""
    words = fold_words(name)
    return all(any(word.startswith(start) for word in words) for start in begun)


@command("paper", complete={"paper": complete_title})
async def show_paper(interaction: discord.Interaction, paper: Range[str, 1, 500]) -> None:
    """Show a paper's card."""
    await defer(interaction)
    t = await translations_for(interaction)
    await show(interaction, await build_card(services_of(interaction), t, paper))


@command(
    "summarize",
    complete={
        "paper": complete_title,
        "style": complete_style,
        "section": complete_section,
        "language": complete_language,
    },
)
async def summarize(
    interaction: discord.Interaction,
    paper: Range[str, 1, 500],
    style: Range[str, 1, 60] | None = None,
    section: Range[str, 1, 200] | None = None,
    language: Range[str, 1, 60] | None = None,
) -> None:
    """Show a summary of a paper, or of a section of it."""
    await show_summary(interaction, paper, style, (language or "").strip(), section or "")


@command("related", complete={"paper": complete_title})
async def related(interaction: discord.Interaction, paper: Range[str, 1, 500]) -> None:
    """List the nearest papers."""
    await defer(interaction)
    t = await translations_for(interaction)
    await show(interaction, await build_related(services_of(interaction), t, paper))


@command(
    "trending",
    choices={
        "period": {
            "day": localized("cmd-trending-period-day"),
            "week": localized("cmd-trending-period-week"),
            "month": localized("cmd-trending-period-month"),
        }
    },
)
async def trending(interaction: discord.Interaction, period: str = "week") -> None:
    """List the most noticed papers, and say how they are ordered."""
    await defer(interaction)
    services, t = services_of(interaction), await translations_for(interaction)
    find = Trending(services.application.catalog, today=lambda: services.now().date())
    trend = await find(cast(Period, period), limit=_MAX_PAPERS)
    votes = trend.papers if trend.by == "upvotes" else ()
    shown = render.paper_list(
        t,
        t("papers-trending", of="added" if trend.by == "added" else trend.period),
        trend.papers,
        footer=t("papers-trending-by", order=trend.by),
        pick=custom_ids.build_id("s", "pick", "t", 1),
        notes=[t("papers-trending-votes", count=count_upvotes(paper)) for paper in votes],
    )
    await show(interaction, shown)


async def build_card(services: Services, t: Translations, reference: str) -> OutgoingMessage:
    """Return the card of a paper, found by its key, id, link, DOI or title.

    Raises `PaperNotFound`.
    """
    paper, key = await asyncio.to_thread(_find_with_key, services, reference)
    catalog = services.application.catalog
    origin = await asyncio.to_thread(catalog.get_provenance, paper.paper_id)
    return render.card(t, paper, key=key, origin=origin)


async def build_related(services: Services, t: Translations, reference: str) -> OutgoingMessage:
    """Return the list of the papers nearest to one; raise `PaperNotFound`."""
    paper, _ = await asyncio.to_thread(_find_with_key, services, reference)
    return render.related_papers(t, paper, await find_nearest(services, paper))


async def find_nearest(services: Services, paper: Paper) -> Sequence[Hit]:
    """Return the papers nearest to one, nearest first."""
    return (await services.application.related(paper.paper_id, limit=_MAX_PAPERS)).hits


def build_bibtex(t: Translations, papers: Sequence[Paper]) -> OutgoingMessage:
    """Return a message with the papers' BibTeX entries."""
    return notices.bibtex(t, "".join(export_papers(papers, "bibtex")))


async def show_summary(
    interaction: discord.Interaction[Any],
    reference: str,
    style: str | None = None,
    language: str = "",
    section: str = "",
) -> None:
    """Show everyone in the channel a summary of the paper of a key, id, link, DOI or title."""
    services = services_of(interaction)
    await check_rate_limit(services, interaction)
    await defer(interaction)
    paper_id = await asyncio.to_thread(to_paper_id, reference, services.stores.component_state)
    t = await translations_for(interaction)
    await show(interaction, await build_summary(interaction, t, paper_id, style, language, section))


async def build_summary(
    interaction: discord.Interaction[Any],
    t: Translations,
    reference: str,
    style: str | None = None,
    language: str = "",
    section: str = "",
) -> OutgoingMessage:
    """Summarize a paper or a section of it; without `language`, in the server's.

    The caller has checked the rate limit. Raises `PaperNotFound`, `UnknownStyle` and
    `UnknownSection`.
    """
    services, settings = services_of(interaction), await load_settings(interaction)
    application = services.application
    async with (
        queue_slot(interaction, t),
        services.guard.charge(interaction.guild_id, interaction.user.id) as account,
    ):
        summary = await application.summarize(
            reference,
            style=style,
            section=section,
            language=language or settings.language or application.settings.language,
            model=account.allowed_model(settings.model or None),
            unsupported=settings.options.unsupported,
        )
    notice = compose_notice(summary, services, t, account)
    if language and summary.mode == "extractive" and not notice:
        notice = t("papers-not-translated", language=plain_text(language))
    remembered, paper_id = services.stores.component_state, summary.paper.paper_id
    key = await asyncio.to_thread(to_key, paper_id, remembered, services.now(), language=language)
    styles = list_styles(application.settings.mode, is_whole=summary.is_whole)
    return render.summary(t, replace(summary, notice=notice), key=key, styles=styles)


def _find_with_key(services: Services, reference: str) -> tuple[Paper, str]:
    remembered = services.stores.component_state
    paper = find_paper(reference, services.application.catalog, remembered)
    return paper.for_reading(), to_key(paper.paper_id, remembered, services.now())
