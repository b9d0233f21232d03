"""`/paper`, `/summarize` and `/related`, and the messages that they and the buttons show."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.answering.summarize import list_styles
from bot.discord_bot.delivery.respond import defer, personal_translations, show, translations_for
from bot.discord_bot.errors import without_errors
from bot.discord_bot.guard_messages import check_rate_limit, compose_notice, queue_slot
from bot.discord_bot.locales.translations import Translations, localized
from bot.discord_bot.options import TitleCompletion, complete_languages
from bot.discord_bot.paper_refs import find_paper, to_key, to_paper_id
from bot.discord_bot.permissions import everywhere
from bot.discord_bot.rendering import notices
from bot.discord_bot.rendering import papers as render
from bot.discord_bot.rendering.escape import plain_text
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.services import Services, load_settings, services_of
from bot.export.formats import export_papers
from retrieval.paper import Paper
from retrieval.search.results import Hit

MAX_RELATED_PAPERS = 10

_NO_SEARCH = "r"  # in place of a token: the menu's options name the papers themselves
_PAPER = localized("cmd-paper-opt-paper", "paper")
_PAPER_ABOUT = localized(
    "cmd-paper-opt-paper-about", "Start typing a title, or give an id, link or DOI"
)


class PaperCommands(commands.Cog):
    """Shows and summarizes one paper."""

    def __init__(self, services: Services, titles: TitleCompletion) -> None:
        self._services = services
        self._titles = titles

    @app_commands.command(
        name=localized("cmd-paper", "paper"),
        description=localized("cmd-paper-about", "Show a paper: abstract, links, BibTeX"),
    )
    @app_commands.rename(paper=_PAPER)
    @app_commands.describe(paper=_PAPER_ABOUT)
    @everywhere
    async def paper(self, interaction: discord.Interaction, paper: Range[str, 1, 500]) -> None:
        """Show a paper's card."""
        await defer(interaction)
        t = await translations_for(interaction, ephemeral=False)
        await show(interaction, await build_card(services_of(interaction), t, paper))

    @app_commands.command(
        name=localized("cmd-summarize", "summarize"),
        description=localized(
            "cmd-summarize-about", "Summarize a paper in a style and language of your choice"
        ),
    )
    @app_commands.rename(
        paper=_PAPER,
        style=localized("cmd-summarize-opt-style", "style"),
        language=localized("cmd-summarize-opt-language", "language"),
    )
    @app_commands.describe(
        paper=_PAPER_ABOUT,
        style=localized("cmd-summarize-opt-style-about", "How to summarize"),
        language=localized("cmd-summarize-opt-language-about", "Language (needs a language model)"),
    )
    @everywhere
    async def summarize(
        self,
        interaction: discord.Interaction,
        paper: Range[str, 1, 500],
        style: Range[str, 1, 60] = "tldr",
        language: Range[str, 1, 60] | None = None,
    ) -> None:
        """Show a summary of a paper."""
        await show_summary(interaction, paper, style, (language or "").strip())

    @app_commands.command(
        name=localized("cmd-related", "related"),
        description=localized("cmd-related-about", "Find papers related to a paper"),
    )
    @app_commands.rename(paper=_PAPER)
    @app_commands.describe(paper=_PAPER_ABOUT)
    @everywhere
    async def related(self, interaction: discord.Interaction, paper: Range[str, 1, 500]) -> None:
        """List the nearest papers."""
        await defer(interaction)
        t = await translations_for(interaction, ephemeral=False)
        await show(interaction, await build_related(services_of(interaction), t, paper))

    @paper.autocomplete("paper")
    @summarize.autocomplete("paper")
    @related.autocomplete("paper")
    @without_errors
    async def titles(self, interaction: discord.Interaction, current: str) -> list[Choice[str]]:
        """Complete a title."""
        return await self._titles(interaction, current)

    @summarize.autocomplete("style")
    @without_errors
    async def styles(self, interaction: discord.Interaction, current: str) -> list[Choice[str]]:
        """Complete a style of those that there are, with a language model or without one."""
        t = personal_translations(interaction)
        names = {
            s: t(f"rendering-style-{s}")
            for s in list_styles(self._services.application.settings.mode)
        }
        wanted = current.strip().casefold()
        return [Choice(name=n, value=s) for s, n in names.items() if wanted in n.casefold()]

    @summarize.autocomplete("language")
    @without_errors
    async def languages(self, interaction: discord.Interaction, current: str) -> list[Choice[str]]:
        """Complete a language."""
        return complete_languages(current)


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
    return render.related_papers(t, paper, await find_nearest(services, paper), token=_NO_SEARCH)


async def find_nearest(services: Services, paper: Paper) -> Sequence[Hit]:
    """Return the papers nearest to one, nearest first."""
    found = await services.application.related(paper.paper_id, limit=MAX_RELATED_PAPERS)
    return found.hits


def build_bibtex(t: Translations, papers: Sequence[Paper]) -> OutgoingMessage:
    """Return a message with the papers' BibTeX entries."""
    return notices.bibtex(t, "".join(export_papers(papers, "bibtex")))


async def show_summary(
    interaction: discord.Interaction[Any], reference: str, style: str, language: str = ""
) -> None:
    """Show everyone in the channel a summary of the paper of a key, id, link, DOI or title."""
    services = services_of(interaction)
    await check_rate_limit(services, personal_translations(interaction), interaction)
    await defer(interaction)
    paper_id = await asyncio.to_thread(to_paper_id, reference, services.stores.component_state)
    t = await translations_for(interaction, ephemeral=False)
    await show(interaction, await build_summary(interaction, t, paper_id, style, language))


async def build_summary(
    interaction: discord.Interaction[Any],
    t: Translations,
    reference: str,
    style: str,
    language: str = "",
) -> OutgoingMessage:
    """Summarize a paper; without `language`, in the server's.

    The caller has checked the rate limit. Raises `PaperNotFound` and `UnknownStyle`.
    """
    services, settings = services_of(interaction), await load_settings(interaction)
    application, model = services.application, settings.model or None
    async with (
        queue_slot(interaction, t),
        services.guard.charge(interaction.guild_id, interaction.user.id) as account,
    ):
        summary = await application.summarize(
            reference,
            style=style,
            language=language or settings.language or application.settings.language,
            model=account.allowed_model(model),
            unsupported=settings.options.unsupported,
        )
    notice = compose_notice(summary, services, t, account)
    if language and summary.mode == "extractive" and not notice:
        notice = t("papers-not-translated", language=plain_text(language))
    key = await asyncio.to_thread(
        to_key,
        summary.paper.paper_id,
        services.stores.component_state,
        services.now(),
        language=language,
    )
    return render.summary(
        t,
        replace(summary, notice=notice),
        key=key,
        styles=list_styles(application.settings.mode),
    )


def _find_with_key(services: Services, reference: str) -> tuple[Paper, str]:
    remembered = services.stores.component_state
    paper = find_paper(reference, services.application.catalog, remembered)
    return paper.for_reading(), to_key(paper.paper_id, remembered, services.now())
