"""Walk components, give them ids, and put stored files in place of `attachment://` names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from discord_playground.wire import JSON
from discord_playground.world.errors import invalid
from discord_playground.world.message import Attachment

(
    ROW, BUTTON, STRING_SELECT, TEXT_INPUT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT,
    CHANNEL_SELECT, SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR,
) = range(1, 15)  # fmt: skip
CONTAINER, LABEL, FILE_UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 17, 18, 19, 21, 22, 23
SELECTS = frozenset({STRING_SELECT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT})
ONLY_IN_V2 = frozenset({SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER})
LINK, PREMIUM = 5, 6


def walk(components: Sequence[JSON]) -> Iterator[JSON]:
    """Yield every component, parents first."""
    for component in components:
        yield component
        yield from walk(component.get("components") or ())
        for inner in ("accessory", "component"):
            if isinstance(component.get(inner), dict):
                yield from walk([component[inner]])


def texts(components: Sequence[JSON]) -> list[str]:
    """Return the texts that components display."""
    return [str(c.get("content", "")) for c in walk(components) if c.get("type") == TEXT]


def find(components: Sequence[JSON], custom_id: str) -> JSON | None:
    """Return the component with a custom id."""
    return next((c for c in walk(components) if c.get("custom_id") == custom_id), None)


def prepare(components: Sequence[JSON], attachments: Sequence[Attachment]) -> list[JSON]:
    """Return a copy with ids, defaults and files as Discord gives them back.

    Raise 50035 where a file is named that the message does not have.
    """
    copies = [_copy(component) for component in components]
    taken = {c["id"] for c in walk(copies) if c.get("id")}
    following = 0
    for component in walk(copies):
        if not component.get("id"):
            following += 1
            while following in taken:
                following += 1
            component["id"] = following
    by_name = {a.filename: a for a in attachments} | {a.url: a for a in attachments}
    for component in walk(copies):
        _resolve(component, by_name)
    return copies


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_copy(inner) for inner in value]
    return value


def _resolve(component: JSON, files: dict[str, Attachment]) -> None:
    """Fill in what one component says of a file, and the defaults that Discord writes out."""
    kind = component.get("type")
    if kind == THUMBNAIL:
        component["media"] = _media(component.get("media"), files)
        component.setdefault("description", None)
        component.setdefault("spoiler", False)
    elif kind == GALLERY:
        for item in component.get("items", []):
            item["media"] = _media(item.get("media"), files)
            item.setdefault("spoiler", False)
            item.setdefault("description", None)
    elif kind == FILE:
        media = _media(component.get("file"), files)
        component["file"] = media
        component.setdefault("spoiler", False)
        attachment = next((a for a in files.values() if a.url == media["url"]), None)
        if attachment:
            component |= {"name": attachment.filename, "size": attachment.size}
    elif kind == CONTAINER:
        component.setdefault("spoiler", False)
        component.setdefault("accent_color", None)
    elif kind in SELECTS:
        component.setdefault("min_values", 1)
        component.setdefault("max_values", 1)
    elif kind == SEPARATOR:
        component.setdefault("divider", True)
        component.setdefault("spacing", 1)


def _media(media: Any, files: dict[str, Attachment]) -> JSON:
    url = str(media.get("url", "")) if isinstance(media, dict) else ""
    found = files.get(url.removeprefix("attachment://"))
    if found:
        return found.wire_media()
    if url.startswith("attachment://"):
        raise invalid(
            "components",
            "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
            f"The referenced attachment {url.removeprefix('attachment://')!r} was not found",
        )
    return {"url": url, "proxy_url": url, "width": 0, "height": 0, "loading_state": 1, "flags": 0}
