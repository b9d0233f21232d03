"""Check embeds, and their size taken together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from discord_playground.checks import fields
from discord_playground.checks.fields import Body, Problems
from discord_playground.checks.problem import Path, Problem

EMBEDS = 10
TITLE = 256
DESCRIPTION = 4096
FIELDS = 25
NAME = 256
VALUE = 1024
FOOTER = 2048
TOTAL = 6000
_WHITE = 0xFFFFFF
_MEDIA = ("http", "https", "attachment")
_KNOWN = frozenset(
    "type url title color timestamp description author image thumbnail footer fields provider"
    " video flags".split()
)
_KNOWN_AUTHOR = frozenset({"name", "url", "icon_url", "proxy_icon_url"})
_KNOWN_FOOTER = frozenset({"text", "icon_url", "proxy_icon_url"})
_KNOWN_MEDIA = frozenset(
    "url proxy_url width height placeholder placeholder_version description is_animated flags"
    " content_type".split()
)
_KNOWN_FIELD = frozenset({"name", "value", "inline"})


def check(body: Body, path: Path) -> Problems:
    """Check the `embeds` of a message: each one, how many, and 6,000 characters in all."""
    yield from fields.array(body, "embeds", path, maximum=EMBEDS)
    embeds = fields.get_list(body, "embeds")
    path = (*path, "embeds")
    yield from fields.no_objects(embeds, path)
    for place, embed in fields.objects(embeds, path):
        yield from _embed(embed, place)
    if size(embeds) > TOTAL:
        yield Problem(
            path, "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {TOTAL}"
        )


def size(embeds: Iterable[Any]) -> int:
    """Count the characters that Discord counts: titles, descriptions, fields, footers, authors."""
    return sum(len(text.strip()) for embed in embeds for text in _texts(embed))


def has_content(embed: Any) -> bool:
    """Tell whether an embed has anything to show."""
    return isinstance(embed, dict) and (
        any(text.strip() for text in _texts(embed))
        or any(embed.get(name) for name in ("image", "thumbnail", "video", "provider"))
    )


def _embed(embed: Body, path: Path) -> Problems:
    yield from fields.unknown_fields(embed, _KNOWN, path)
    yield from fields.text(embed, "title", path, maximum=TITLE, trimmed=True)
    yield from fields.text(embed, "description", path, maximum=DESCRIPTION, trimmed=True)
    yield from fields.url(embed, "url", path)
    yield from fields.number(embed, "color", path, minimum=0, maximum=_WHITE)
    yield from _part(embed, "author", "name", NAME, _KNOWN_AUTHOR, path)
    yield from _part(embed, "footer", "text", FOOTER, _KNOWN_FOOTER, path)
    for name in ("image", "thumbnail"):
        yield from _media(embed, name, path)
    yield from fields.array(embed, "fields", path, maximum=FIELDS)
    inner = fields.get_list(embed, "fields")
    yield from fields.no_objects(inner, (*path, "fields"))
    for place, field in fields.objects(inner, (*path, "fields")):
        yield from fields.unknown_fields(field, _KNOWN_FIELD, place)
        yield from _non_empty_text(field, "name", place, NAME)
        yield from _non_empty_text(field, "value", place, VALUE)
        yield from fields.boolean(field, "inline", place)


def _part(
    embed: Body, name: str, text: str, maximum: int, known: frozenset[str], path: Path
) -> Problems:
    part = embed.get(name)
    path = (*path, name)
    if part is None:
        return
    if not isinstance(part, dict):
        yield fields.not_an_object(path)
        return
    yield from fields.unknown_fields(part, known, path)
    yield from _non_empty_text(part, text, path, maximum)
    yield from fields.url(part, "url", path)
    yield from fields.url(part, "icon_url", path, schemes=_MEDIA)


def _media(embed: Body, name: str, path: Path) -> Problems:
    media = embed.get(name)
    path = (*path, name)
    if media is None:
        return
    if not isinstance(media, dict):
        yield fields.not_an_object(path)
        return
    yield from fields.unknown_fields(media, _KNOWN_MEDIA, path)
    yield from fields.url(media, "url", path, schemes=_MEDIA, needed=True)


def _non_empty_text(body: Body, name: str, path: Path, maximum: int) -> Problems:
    """Check a text that must have something in it; Discord trims before it looks."""
    value = body.get(name)
    if isinstance(value, str) and not value.strip():
        yield fields.required_problem((*path, name))
    else:
        yield from fields.text(body, name, path, maximum=maximum, needed=True, trimmed=True)


def _texts(embed: Any) -> Iterator[str]:
    if not isinstance(embed, dict):
        return
    places: list[tuple[Any, tuple[str, ...]]] = [
        (embed, ("title", "description")),
        (embed.get("author"), ("name",)),
        (embed.get("footer"), ("text",)),
        *((field, ("name", "value")) for field in fields.get_list(embed, "fields")),
    ]
    for part, names in places:
        if isinstance(part, dict):
            yield from (part[name] for name in names if isinstance(part.get(name), str))
