"""Make what is shown of one paper: its card, the papers related to it, BibTeX."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.discord_bot.locales import Translations
from bot.discord_bot.paper_refs import find_paper, to_key
from bot.discord_bot.rendering import notices
from bot.discord_bot.rendering import papers as render
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.services import Services
from bot.export import export
from retrieval.paper import Paper
from retrieval.search.results import Hit

RELATED = 10

_NOTHING_KEPT = "r"  # the options of the menu name the papers themselves


async def card(services: Services, t: Translations, reference: str) -> OutgoingMessage:
    """Show a paper, by its key or what a person calls it. Raises PaperNotFound."""
    paper, key = await asyncio.to_thread(_with_key, services, reference)
    origin = await asyncio.to_thread(services.application.catalog.origin, paper.paper_id)
    return render.card(t, paper, key=key, origin=origin)


async def related(services: Services, t: Translations, reference: str) -> OutgoingMessage:
    """Show the papers nearest to one. Raises PaperNotFound."""
    paper, _ = await asyncio.to_thread(_with_key, services, reference)
    return render.related(t, paper, await nearest(services, paper), token=_NOTHING_KEPT)


async def nearest(services: Services, paper: Paper) -> Sequence[Hit]:
    """Return the papers nearest to one, nearest first."""
    found = await services.application.related(paper.paper_id, limit=RELATED)
    return found.hits


def bibtex(t: Translations, papers: Sequence[Paper]) -> OutgoingMessage:
    """Show the papers' BibTeX entries."""
    return notices.bibtex(t, "".join(export(papers, "bibtex")))


def _with_key(services: Services, reference: str) -> tuple[Paper, str]:
    remembered = services.stores.remembered
    paper = find_paper(reference, services.application.catalog, remembered)
    return paper.for_reading(), to_key(paper.paper_id, remembered, services.now())
