"""Fetch the whole texts of papers that people add by link or id, after the papers are added."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import discord

from bot.discord_bot.delivery.discord_errors import CONNECTION_ERRORS, is_lost
from bot.discord_bot.errors import log_incident
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.log import log
from bot.discord_bot.rendering.message import OutgoingMessage, join_parts
from bot.discord_bot.services import FetchText, Services
from bot.errors import describe
from retrieval.errors import SourceDown, SourceError
from retrieval.paper import Paper
from retrieval.provenance import NO_PLACE

_NOBODY = 0  # in the queue of people


@dataclass(frozen=True, slots=True)
class FetchedPapers:
    """Papers that services gave, and how to describe them.

    `describe` takes a note to end with, and the ids of texts that were added since.
    """

    papers: Sequence[Paper]
    describe: Callable[[str, Sequence[int]], Awaitable[OutgoingMessage]]


async def show_with_texts(
    services: Services,
    t: Translations,
    fetched: FetchedPapers,
    person: int,
    show: Callable[[OutgoingMessage], Awaitable[discord.Message | discord.PartialMessage | None]],
) -> None:
    """Show papers; where the operator allows it, fetch their texts and then say so there."""
    note = t("library-texts-fetching") if services.fetch_text else ""
    message = await show(await fetched.describe(note, ()))
    fetch_in_background(services, t, fetched, person, message)


def fetch_in_background(
    services: Services,
    t: Translations,
    fetched: FetchedPapers,
    person: int,
    message: discord.Message | discord.PartialMessage | None = None,
) -> None:
    """Fetch the texts of papers, one at a time, where the operator allows it; say so in a message.

    Nothing waits for it.
    """
    if (fetch := services.fetch_text) is None:
        return
    task = asyncio.create_task(
        _fetch_and_say(services, t, fetched, person, fetch, message), name="fetching whole papers"
    )
    services.background.add(task)
    task.add_done_callback(services.background.discard)


async def _fetch_and_say(
    services: Services,
    t: Translations,
    fetched: FetchedPapers,
    person: int,
    fetch: FetchText,
    message: discord.Message | discord.PartialMessage | None,
) -> None:
    """Fetch texts one after the other, and say in a message how many there are, if it is there."""
    ids = [paper.paper_id for paper in fetched.papers]
    catalog = services.at(NO_PLACE).application.catalog
    try:
        await asyncio.to_thread(catalog.full_texts.want, ids)
        added: list[int] = []
        for paper_id in ids:
            async with services.fetching.slot(person):
                added += await _fetch(services, fetch, paper_id)
        if message is None or not await asyncio.to_thread(catalog.get_many, ids):
            return  # what was added may have been undone meanwhile
        read = len(await asyncio.to_thread(catalog.full_texts.get_many, ids))
        later = len({*ids}.intersection(await asyncio.to_thread(catalog.full_texts.list_wanted)))
        missing = len(ids) - read - later
        note = join_parts(
            t("library-texts-read", count=read) if read else "",
            t("library-texts-later", count=later) if later else "",
            t("library-texts-missing", count=missing) if missing else "",
        )
        await _edit(message, await fetched.describe(note, added))
    except (discord.HTTPException, *CONNECTION_ERRORS) as error:
        log().info("whole texts not told of", error=describe(error))
    except Exception as error:
        log_incident(error, services, of="fetching whole papers")


async def _edit(message: discord.Message | discord.PartialMessage, shown: OutgoingMessage) -> None:
    """Edit a message, also an interaction's whose token has ended, as fetching may take long."""
    nobody = discord.AllowedMentions.none()
    try:
        await message.edit(view=shown.view, allowed_mentions=nobody)
    except discord.HTTPException as error:
        if not is_lost(error):
            raise
        partial = discord.PartialMessage(channel=message.channel, id=message.id)
        await partial.edit(view=shown.view, allowed_mentions=nobody)


async def fetch_wanted(services: Services) -> None:
    """Fetch the texts that services were not asked for, as the bot was stopped or they were down.

    Does nothing where the operator does not allow it. A text that fails stays wanted.
    """
    if (fetch := services.fetch_text) is None:
        return
    catalog = services.at(NO_PLACE).application.catalog
    for paper_id in await asyncio.to_thread(catalog.full_texts.list_wanted):
        try:
            async with services.fetching.slot(_NOBODY):
                await _fetch(services, fetch, paper_id)
        except Exception as error:
            log_incident(error, services, of="fetching whole papers")


async def _fetch(services: Services, fetch: FetchText, paper_id: str) -> list[int]:
    """Fetch, read and index the text of a paper that has none; return its id, if there is one.

    It stays wanted where a service is down.
    """
    catalog = services.at(NO_PLACE).application.catalog  # a place's own text is none for others
    paper, found = await asyncio.to_thread(catalog.get, paper_id), None
    get = catalog.full_texts.get
    if paper is not None and await asyncio.to_thread(get, paper.paper_id) is None:
        try:
            found = await fetch(paper)
        except SourceError as error:
            log().info("no whole text", paper=paper_id, error=describe(error))
            if isinstance(error, SourceDown):
                return []
    await asyncio.to_thread(catalog.full_texts.drop_wanted, paper_id)
    if found is None:
        return []
    await services.application.writer.index_text(found)
    return [found.text_id]
