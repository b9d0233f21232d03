"""Receive the files that members attach, and read the records in them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import discord

from bot.discord_bot.errors import UserError
from bot.discord_bot.rendering.escape import plain_text
from bot.discord_bot.services import Services
from bot.limits.fair_queue import ShowPlace
from retrieval.errors import ParserCrashed, ParserTimeout
from retrieval.full_text import process
from retrieval.sources.files import detect_kind
from retrieval.sources.records import Record, Rejected

MAX_FILE_BYTES = 10 * 2**20
"""Bytes of a file with records; more is for `footnote ingest file`, which streams."""

_MAX_WAITING_FILES = 20
_GZIP = b"\x1f\x8b"
_HEAD_BYTES = 4096  # of a file, which tell its kind


def clean_name(filename: str) -> str:
    """Return the name of a file as it is shown; its end tells the format of some."""
    return plain_text(filename)[-100:]


def is_named_pdf(attachment: discord.Attachment) -> bool:
    """Tell whether a file says of itself that it is a PDF."""
    kind = (attachment.content_type or "").partition(";")[0]
    return kind == "application/pdf" or attachment.filename.lower().endswith(".pdf")


def is_pdf(name: str, data: bytes) -> bool:
    """Tell by its content whether a file is a PDF."""
    return detect_kind(data[:_HEAD_BYTES], name) == "pdf"


@asynccontextmanager
async def reading_slot(
    services: Services, person: int, show_place: ShowPlace
) -> AsyncIterator[None]:
    """Wait for a turn to receive and read a file; raise `UserError` where too many wait."""
    if services.reading.length >= _MAX_WAITING_FILES:
        raise UserError("library-busy")
    async with services.reading.slot(person, show_place):
        yield


def check_size(name: str, size: int, *, as_pdf: bool) -> None:
    """Raise `UserError` for a file that is larger than what is read of its kind."""
    if as_pdf and size > process.MAX_FILE_BYTES:
        raise refuse_pdf(name, "large")
    if not as_pdf and size > MAX_FILE_BYTES:
        raise UserError("library-too-large", name=name, megabytes=MAX_FILE_BYTES // 2**20)


def refuse_pdf(name: str, reason: str) -> UserError:
    """Return the error that says why a PDF is not read."""
    megabytes = process.MAX_FILE_BYTES // 2**20
    return UserError("library-pdf-refused", name=name, reason=reason, megabytes=megabytes)


async def receive_file(name: str, download: Callable[[], Awaitable[bytes]]) -> bytes:
    """Return the bytes of a file; raise `UserError` where Discord does not deliver it."""
    try:
        return await download()
    except discord.HTTPException as error:
        raise UserError("library-not-received", name=name) from error


async def parse_records(services: Services, name: str, data: bytes) -> Sequence[Record | Rejected]:
    """Return the records of a file. Raises `UserError`, and SourceError where it holds no paper.

    What is compressed is refused: a small file may unpack to one that fills the memory. A file is
    parsed before the library is held, so that only those wait for it who give files too.
    """
    if data.startswith(_GZIP):
        raise UserError("library-compressed", name=name)
    if kind := detect_kind(data[:_HEAD_BYTES], name):
        raise UserError("library-not-papers", name=name, kind=kind)
    check_size(name, len(data), as_pdf=False)
    try:
        return await services.application.parse_upload(name, data)
    except ParserTimeout as error:
        raise UserError("library-too-slow", name=name) from error
    except ParserCrashed as error:
        raise UserError("library-unreadable", name=name) from error
