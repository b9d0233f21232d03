"""Read papers from the files that people attach."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import discord

from bot.discord_front.errors import Refused
from bot.discord_front.inert import plain
from bot.discord_front.services import Services
from bot.discord_front.words import Words
from retrieval.sources.records import Record, Rejected

LARGEST = 10 * 2**20
"""Bytes of a file; more is for `footnote ingest file`, which streams."""

_GZIP = b"\x1f\x8b"


async def read(
    services: Services, words: Words, attachment: discord.Attachment
) -> Iterable[Record | Rejected]:
    """Return the records of a file. Raises `Refused`, and SourceError where it holds no paper.

    What is compressed is refused: a small file may unpack to one that fills the memory.
    """
    name = plain(attachment.filename)[:100]
    if attachment.size > LARGEST:
        most = LARGEST // 2**20
        raise Refused(
            words("library-too-large", name=name),
            words("library-too-large-todo", megabytes=most),
        )
    try:
        data = await attachment.read()
    except discord.HTTPException as error:
        raise Refused(
            words("library-not-received", name=name), words("library-not-received-todo")
        ) from error
    if data.startswith(_GZIP):
        raise Refused(words("library-compressed", name=name), words("library-compressed-todo"))
    return await asyncio.to_thread(services.application.read_file, attachment.filename, data)
