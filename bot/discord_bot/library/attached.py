"""Read papers from the files that people attach."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.discord_bot.errors import UserError
from bot.discord_bot.locales import Translations
from bot.discord_bot.rendering.escape import plain
from bot.discord_bot.services import Services
from retrieval.errors import ParserCrashed, ParserTimeout
from retrieval.sources.records import Record, Rejected

LARGEST = 10 * 2**20
"""Bytes of a file; more is for `footnote ingest file`, which streams."""

_GZIP = b"\x1f\x8b"


async def read(
    services: Services, t: Translations, attachment: discord.Attachment
) -> Sequence[Record | Rejected]:
    """Return the records of a file. Raises `UserError`, and SourceError where it holds no paper.

    What is compressed is refused: a small file may unpack to one that fills the memory. A file is
    parsed before the library is held, so that only those wait for it who give files too.
    """
    name = plain(attachment.filename)[-100:]  # its end tells the format, where the content does not
    if attachment.size > LARGEST:
        most = LARGEST // 2**20
        raise UserError(
            t("library-too-large", name=name),
            t("library-too-large-todo", megabytes=most),
        )
    async with services.parsing:
        try:
            data = await attachment.read()
        except discord.HTTPException as error:
            raise UserError(
                t("library-not-received", name=name), t("library-not-received-todo")
            ) from error
        if data.startswith(_GZIP):
            raise UserError(t("library-compressed", name=name), t("library-compressed-todo"))
        try:
            return await services.application.parse_upload(name, data)
        except ParserTimeout as error:
            raise UserError(t("library-too-slow", name=name), t("library-too-slow-todo")) from error
        except ParserCrashed as error:
            raise UserError(
                t("library-unreadable", name=name), t("library-unreadable-todo")
            ) from error
