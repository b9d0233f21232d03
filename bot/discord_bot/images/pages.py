"""Draw evidence as it is printed in whole papers, where their pages may be shown."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

import discord

from bot.discord_bot import limits
from bot.discord_bot.delivery.respond import defer
from bot.discord_bot.log import log
from bot.discord_bot.rendering.escape import plain_text
from bot.discord_bot.rendering.message import FileAttachment
from bot.discord_bot.services import Services, services_of
from bot.errors import describe
from retrieval.errors import RetrievalError
from retrieval.full_text.process import Place, draw_words
from retrieval.library.catalog.full_texts import FullTexts
from retrieval.paper import Evidence

_SECONDS = 5.0  # after which a person gets the words alone


async def draw_evidence(
    interaction: discord.Interaction[Any], spans: Iterable[Evidence]
) -> dict[Evidence, FileAttachment]:
    """Return pictures of spans, as many as one message may have, for the person alone.

    Without a picture are spans whose pages may not be shown where the interaction is, whose paper
    has been read anew in other words, and those that took too long to draw.
    """
    printed = list(dict.fromkeys(span for span in spans if span.passage is not None))
    if not printed:
        return {}
    await defer(interaction, ephemeral=True)
    services = services_of(interaction)
    chosen = sorted(printed[: limits.ATTACHMENTS], key=attrgetter("paper_id"))
    by_paper = [list(group) for _, group in groupby(chosen, key=attrgetter("paper_id"))]
    drawn = await asyncio.gather(*(_draw(services, each) for each in by_paper))
    pngs = [pair for pairs in drawn for pair in pairs]
    return {
        span: FileAttachment(f"page-{number}.png", png, plain_text(span.text))
        for number, (span, png) in enumerate(pngs, 1)
    }


async def _draw(services: Services, spans: Sequence[Evidence]) -> list[tuple[Evidence, bytes]]:
    """Return those spans of one paper that can be drawn, with their pictures."""
    texts = services.application.catalog.full_texts
    try:
        async with asyncio.timeout(_SECONDS), services.drawing:
            pdf, places = await asyncio.to_thread(_find_places, texts, spans)
            if not places:
                return []
            pngs = await draw_words(spans[0].paper_id, pdf, list(places.values()))
    except (RetrievalError, OSError) as error:  # TimeoutError among them
        log().warning("not drawn", paper=spans[0].paper_id, error=describe(error))
        return []
    return list(zip(places, pngs, strict=False))


def _find_places(
    texts: FullTexts, spans: Sequence[Evidence]
) -> tuple[bytes, dict[Evidence, Place]]:
    """Return a paper's PDF, and where in it spans are printed."""
    paper_id = spans[0].paper_id
    text = texts.get(paper_id)
    if text is None or not text.may_show_pages or not text.sha256:
        return b"", {}
    passages = {one.number: one for one in texts.list_passages(paper_id).values()}
    places: dict[Evidence, Place] = {}
    for span in spans:
        passage = passages.get(span.passage or 0)
        start = passage.text.find(span.text) if passage else -1
        if passage and start >= 0 and (words := passage.find_boxes(start, start + len(span.text))):
            places[span] = words, [part.box for part in passage.parts]
    return (texts.get_pdf(text.sha256) or b"") if places else b"", places
