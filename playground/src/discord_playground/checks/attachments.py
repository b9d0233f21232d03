"""Check `attachments`, and say which files a message will have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from discord_playground.checks import fields
from discord_playground.checks.circumstances import Circumstances
from discord_playground.checks.fields import Body, Problems
from discord_playground.checks.problem import Path, Problem

MAX_ATTACHMENTS = 10
DESCRIPTION = 1024
_KNOWN = frozenset(
    "id filename description duration_secs waveform title is_spoiler is_remix".split()
)
# What clients send back of an attachment that a message already has.
_KNOWN_KEPT = _KNOWN | frozenset(
    "size url proxy_url content_type width height ephemeral flags placeholder placeholder_version"
    " original_content_type content_scan_version".split()
)


def check(body: Body, path: Path, circumstances: Circumstances, *, edit: bool) -> Problems:
    """Check each attachment, and that its file was sent along or is there already."""
    yield from fields.array(body, "attachments", path, maximum=MAX_ATTACHMENTS)
    entries = fields.get_list(body, "attachments")
    path = (*path, "attachments")
    yield from fields.no_objects(entries, path)
    sent = {str(number) for number in circumstances.files}
    there = _there(circumstances.existing)
    seen: set[str] = set()
    for place, entry in fields.objects(entries, path):
        yield from fields.unknown_fields(entry, _KNOWN_KEPT if edit else _KNOWN, place)
        yield from fields.snowflake(entry, "id", place, needed=True)
        yield from fields.text(entry, "filename", place, minimum=1, maximum=1024)
        yield from fields.text(entry, "description", place, maximum=DESCRIPTION)
        number = str(entry.get("id"))
        if number in seen:
            yield fields.already_there((*place, "id"))
        seen.add(number)
        if number not in sent and not (edit and (there is None or number in there)):
            yield Problem(place, "ATTACHMENT_NOT_FOUND", "Attachment data not found")
    if len(circumstances.files) > MAX_ATTACHMENTS:
        yield fields.bad_length(path, 0, MAX_ATTACHMENTS)


def names(body: Body, circumstances: Circumstances, *, edit: bool) -> frozenset[str] | None:
    """Return the names of the files that the message will have, None where that is unknown."""
    found = dict(circumstances.files)
    there = _there(circumstances.existing) if edit else {}
    kept = body.get("attachments")
    if not isinstance(kept, list):
        if edit and there is None:
            return None
        return _named(*found.values(), *(there or {}).values())
    for entry in kept:
        if not isinstance(entry, dict):
            continue
        number, name = str(entry.get("id")), entry.get("filename")
        if number in {str(key) for key in circumstances.files}:
            found[int(number)] = name if isinstance(name, str) else found[int(number)]
        elif there is None:
            return None
    numbers = {str(entry.get("id")) for entry in kept if isinstance(entry, dict)}
    return _named(*found.values(), *(name for key, name in (there or {}).items() if key in numbers))


def attachment_name(name: str) -> str:
    """Return a file's name as Discord keeps it and `attachment://` must say it."""
    return name.replace(" ", "_")


def _named(*found: str) -> frozenset[str]:
    return frozenset(attachment_name(name) for name in found)


def _there(existing: Mapping[str, Any] | None) -> dict[str, str] | None:
    if existing is None:
        return None
    return {
        str(entry.get("id")): str(entry.get("filename"))
        for entry in fields.get_list(existing, "attachments")
        if isinstance(entry, dict)
    }
