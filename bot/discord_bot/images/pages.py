"""Draw evidence in whole papers, as printed or its formulas, where their pages may be shown."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import discord

from bot.answering.locations import describe_formulas
from bot.discord_bot import limits
from bot.discord_bot.delivery.respond import defer
from bot.discord_bot.log import log
from bot.discord_bot.rendering.escape import plain_text
from bot.discord_bot.rendering.message import FileAttachment
from bot.discord_bot.services import Services, services_of
from bot.errors import describe
from retrieval.errors import RetrievalError
from retrieval.full_text.process import Place, draw_formulas, draw_words
from retrieval.library.catalog.full_texts import FullText, FullTexts
from retrieval.paper import Evidence
from retrieval.passage import Passage

_SECONDS = 5.0  # after which a person gets the words alone


async def draw_evidence(
    interaction: discord.Interaction[Any], spans: Iterable[Evidence]
) -> dict[Evidence, FileAttachment]:
    """Return pictures of spans, as many as one message may have, for the person alone.

    It is of the page, or without pages of the formulas in the span. Without a picture are spans
    whose pages may not be shown where the interaction is, whose words are not in the text that is
    stored now, and those that took too long to draw.
    """
    services = services_of(interaction)
    texts = services.application.catalog.full_texts
    try:
        found = list(dict.fromkeys(spans))
        places, formulas = await asyncio.to_thread(_find_drawable, texts, found)
    except RetrievalError as error:
        log().warning("not drawn", error=describe(error))
        return {}
    if not places and not formulas:
        return {}
    await defer(interaction, ephemeral=True)
    by_text: dict[FullText, dict[Evidence, Place]] = {}
    printed = list(places.items())[: limits.ATTACHMENTS]
    for span, (text, place) in printed:
        by_text.setdefault(text, {})[span] = place
    drawn = await asyncio.gather(
        *(_draw(services, *each) for each in by_text.items()),
        _draw_formulas(services, formulas[: limits.ATTACHMENTS - len(printed)]),
    )
    pngs = [pair for pairs in drawn for pair in pairs if pair[1]]
    return {
        span: FileAttachment(
            f"page-{number}.png", png, describe_formulas(span) or plain_text(span.text)
        )
        for number, (span, png) in enumerate(pngs, 1)
    }


def _find_drawable(
    texts: FullTexts, spans: Sequence[Evidence]
) -> tuple[dict[Evidence, tuple[FullText, Place]], list[Evidence]]:
    """Return where spans are printed on pages that may be shown, and which others have formulas.

    The words of an abstract may be printed as well.
    """
    shown = {
        paper_id: text
        for paper_id, text in texts.get_many([span.paper_id for span in spans]).items()
        if text.may_show_pages
    }
    known = {paper_id: text for paper_id, text in shown.items() if text.sha256}
    passages = {paper_id: list(texts.list_passages(paper_id).values()) for paper_id in known}
    places = {
        span: (known[span.paper_id], place)
        for span in spans
        if (place := _find_place(passages.get(span.paper_id, ()), span))
    }
    return places, [one for one in spans if one.formulas and one.paper_id in shown.keys() - known]


def _find_place(passages: Iterable[Passage], span: Evidence) -> Place | None:
    for passage in passages:
        start = passage.text.find(span.text) if span.passage in (None, passage.number) else -1
        if start >= 0 and (words := passage.find_boxes(start, start + len(span.text))):
            return words, [part.box for part in passage.parts]
    return None


async def _draw(
    services: Services, text: FullText, places: Mapping[Evidence, Place]
) -> list[tuple[Evidence, bytes]]:
    """Return the spans of one text with their pictures; none where they cannot be drawn."""
    texts = services.application.catalog.full_texts
    try:
        async with asyncio.timeout(_SECONDS), services.drawing:
            pdf = await asyncio.to_thread(texts.get_pdf, text.sha256)
            pngs = await draw_words(text.paper_id, pdf or b"", list(places.values()))
    except (RetrievalError, OSError) as error:  # TimeoutError among them
        log().warning("not drawn", paper=text.paper_id, error=describe(error))
        return []
    return list(zip(places, pngs, strict=False))


async def _draw_formulas(
    services: Services, spans: Sequence[Evidence]
) -> list[tuple[Evidence, bytes]]:
    """Return spans with pictures of their formulas, empty where they cannot be set."""
    if not spans:
        return []
    try:
        async with asyncio.timeout(_SECONDS), services.drawing:
            pngs = await draw_formulas("formulas", [span.formulas for span in spans])
    except (RetrievalError, OSError) as error:  # TimeoutError among them
        log().warning("not drawn", error=describe(error))
        return []
    return list(zip(spans, pngs, strict=False))
