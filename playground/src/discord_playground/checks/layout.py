"""Check the components of version 2 that lay a message out."""

from __future__ import annotations

from collections.abc import Mapping

from discord_playground.checks import controls, fields, kinds
from discord_playground.checks.fields import Body, Problems
from discord_playground.checks.kinds import Check
from discord_playground.checks.problem import Path, Problem

SECTION_TEXTS = 3
GALLERY = 10
ALT_TEXT = 1024
TEXT = 4000
CHILDREN = 40
_WHITE = 0xFFFFFF
_MEDIA = ("http", "https", "attachment")
_KNOWN_ITEM = frozenset({"media", "description", "spoiler"})
# What clients send back of a medium that Discord resolved before.
_KNOWN_MEDIUM = frozenset(
    "url proxy_url height width content_type attachment_id flags placeholder placeholder_version"
    " loading_state".split()
)


def text(component: Body, path: Path) -> Problems:
    """Check a text display: it says something, in 4,000 characters at most."""
    content = component.get("content")
    if isinstance(content, str) and not content.strip():
        yield fields.required_problem((*path, "content"))
    else:
        yield from fields.text(component, "content", path, minimum=1, maximum=TEXT, needed=True)


def section(component: Body, path: Path) -> Problems:
    """Check a section: one to three texts beside a button or a thumbnail."""
    yield from fields.array(
        component, "components", path, minimum=1, maximum=SECTION_TEXTS, needed=True
    )
    inside = fields.get_list(component, "components")
    yield from kinds.each(inside, (*path, "components"), {kinds.TEXT: text})
    if component.get("accessory") is None:
        yield fields.required_problem((*path, "accessory"))
    else:
        yield from kinds.check_component(component["accessory"], (*path, "accessory"), _BESIDE)


def thumbnail(component: Body, path: Path) -> Problems:
    """Check a thumbnail."""
    yield from _medium(component, "media", path)
    yield from fields.text(component, "description", path, minimum=1, maximum=ALT_TEXT)
    yield from fields.boolean(component, "spoiler", path)


def gallery(component: Body, path: Path) -> Problems:
    """Check a media gallery: one to ten items."""
    yield from fields.array(component, "items", path, minimum=1, maximum=GALLERY, needed=True)
    items = fields.get_list(component, "items")
    path = (*path, "items")
    yield from fields.no_objects(items, path)
    for place, item in fields.objects(items, path):
        yield from fields.unknown_fields(item, _KNOWN_ITEM, place)
        yield from thumbnail(item, place)


def file(component: Body, path: Path) -> Problems:
    """Check a file: it can only be one that is attached to the message."""
    yield from _medium(component, "file", path, schemes=("attachment",))
    yield from fields.boolean(component, "spoiler", path)


def separator(component: Body, path: Path) -> Problems:
    """Check a separator."""
    yield from fields.one_of(component, "spacing", path, frozenset({1, 2}))
    yield from fields.boolean(component, "divider", path)


def container(component: Body, path: Path) -> Problems:
    """Check a container and all that is in it."""
    yield from fields.number(component, "accent_color", path, minimum=0, maximum=_WHITE)
    yield from fields.boolean(component, "spoiler", path)
    yield from fields.array(component, "components", path, minimum=1, maximum=CHILDREN, needed=True)
    inside = fields.get_list(component, "components")
    yield from kinds.each(inside, (*path, "components"), IN_CONTAINER)


_BESIDE: Mapping[int, Check] = {kinds.BUTTON: controls.button, kinds.THUMBNAIL: thumbnail}
IN_CONTAINER: Mapping[int, Check] = {
    kinds.ROW: controls.row,
    kinds.SECTION: section,
    kinds.TEXT: text,
    kinds.GALLERY: gallery,
    kinds.FILE: file,
    kinds.SEPARATOR: separator,
}
IN_MESSAGE: Mapping[int, Check] = {**IN_CONTAINER, kinds.CONTAINER: container}


def _medium(body: Body, name: str, path: Path, *, schemes: tuple[str, ...] = _MEDIA) -> Problems:
    medium = body.get(name)
    path = (*path, name)
    if medium is None:
        yield fields.required_problem(path)
    elif not isinstance(medium, dict):
        yield fields.not_an_object(path)
    else:
        yield from fields.unknown_fields(medium, _KNOWN_MEDIUM, path)
        if schemes == ("attachment",) and isinstance(medium.get("attachment_id"), str):
            return  # a file that the message has already, sent back with its resolved address
        yield from fields.url(medium, "url", path, schemes=schemes, needed=True)


def refers_to(component: Body) -> list[tuple[Path, str]]:
    """Return the names of attachments that a component shows, each with the path of its address."""
    media: list[tuple[Path, object]] = [
        (("media",), component.get("media")),
        (("file",), component.get("file")),
    ]
    items = fields.get_list(component, "items")
    media += [
        (("items", *place, "media"), item.get("media")) for place, item in fields.objects(items, ())
    ]
    found: list[tuple[Path, str]] = []
    for place, medium in media:
        address = medium.get("url") if isinstance(medium, dict) else None
        if isinstance(address, str) and address.startswith("attachment://"):
            found.append(((*place, "url"), address.removeprefix("attachment://")))
    return found


def missing_file(path: Path, name: str) -> Problem:
    """Return the problem of a component that shows a file which is not attached."""
    return Problem(
        path,
        "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
        f"The referenced attachment '{name}' was not found",
    )
