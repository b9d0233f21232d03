"""Take uploaded files in, and say what Discord would of each."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Sequence
from dataclasses import dataclass

from discord_playground.wire import JSON
from discord_playground.world.errors import DiscordError
from discord_playground.world.message import Attachment
from discord_playground.world.state import State, StoredFile

SIZE_LIMIT = 10 * 1024 * 1024
"""Bytes that one file may have, as `attachment_size_limit` says."""

_PNG = b"\x89PNG\r\n\x1a\n"
_UNSAFE = re.compile(r"[^\w.\-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart request; `index` is the n of its part's name, `files[n]`."""

    index: str
    filename: str
    content: bytes


def store(
    state: State, channel_id: str, uploads: Sequence[Upload], notes: Sequence[JSON] | None
) -> list[Attachment]:
    """Keep uploads and return their attachments; `notes` is what the body says of them."""
    said = {str(note.get("id")): note for note in notes or ()}
    return [_store(state, channel_id, upload, said.get(upload.index, {})) for upload in uploads]


def _store(state: State, channel_id: str, upload: Upload, note: JSON) -> Attachment:
    if len(upload.content) > SIZE_LIMIT:
        raise DiscordError(413, 40005, "Request entity too large")
    attachment_id = state.new_id()
    name = _UNSAFE.sub("_", str(note.get("filename") or upload.filename)).strip("_") or "unknown"
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if content_type.startswith("text/"):
        content_type += "; charset=utf-8"
    width, height = size_of_picture(upload.content)
    state.files[attachment_id] = StoredFile(name, content_type, upload.content)
    return Attachment(
        id=attachment_id,
        filename=name,
        size=len(upload.content),
        content_type=content_type,
        url=f"{state.base}/attachments/{channel_id}/{attachment_id}/{name}",
        description=note.get("description"),
        width=width,
        height=height,
    )


def size_of_picture(content: bytes) -> tuple[int | None, int | None]:
    """Return a PNG's or a GIF's width and height; nothing for other files."""
    if content.startswith(_PNG) and content[12:16] == b"IHDR":
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    if content[:6] in {b"GIF87a", b"GIF89a"}:
        return int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    return None, None
