"""Read the body of a request: JSON, or a form with JSON and files."""

from __future__ import annotations

import re
from typing import Any

from aiohttp import BodyPartReader, web

from discord_playground.wire import decode
from discord_playground.world.attachments import Upload
from discord_playground.world.errors import DiscordError

_FILE = re.compile(r"files\[(\d+)\]")


async def read_body(request: web.Request) -> tuple[Any, list[Upload]]:
    """Return the JSON of a request, None without one, and its files.

    Raise Discord's error 50109 where the body is not JSON.
    """
    if not request.body_exists:
        return None, []
    if request.content_type == "multipart/form-data":
        return await _read_form(request)
    return _json(await request.read()), []


async def _read_form(request: web.Request) -> tuple[Any, list[Upload]]:
    payload: Any = None
    uploads: list[Upload] = []
    fields: dict[str, str] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        content = bytes(await part.read(decode=False))
        name = part.name or ""
        if name == "payload_json":
            payload = _json(content)
        elif part.filename is not None:
            found = _FILE.fullmatch(name)
            index = found.group(1) if found else str(len(uploads))
            uploads.append(Upload(index, part.filename, content))
        else:
            fields[name] = content.decode(errors="replace")
    return (fields or {}) if payload is None else payload, uploads


def _json(content: bytes) -> Any:
    if not content:
        return None
    try:
        return decode(content)
    except ValueError as error:
        raise DiscordError(400, 50109, "The request body contains invalid JSON.") from error
