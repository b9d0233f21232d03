"""Check the components of a message, each and together, in version 1 and in version 2."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from discord_playground.checks import attachments, controls, fields, kinds, layout
from discord_playground.checks.fields import Body, Problems
from discord_playground.checks.problem import Path, Problem

ROWS = 5
IN_ALL = 40
TEXT = 4000


def check(body: Body, path: Path, *, v2: bool | None, attached: frozenset[str] | None) -> Problems:
    """Check `components`.

    `v2` says whether the message has the flag, None where that is unknown; `attached` names its
    files, None where they are unknown.
    """
    components = fields.get_list(body, "components")
    if v2 is None:
        v2 = any(kinds.kind_of(component) != kinds.ROW for component in components)
    maximum = IN_ALL if v2 else ROWS
    yield from fields.array(body, "components", path, maximum=maximum)
    path = (*path, "components")
    if v2:
        yield from kinds.each(components, path, layout.IN_MESSAGE)
        yield from _together(components, path, attached)
    else:
        yield from kinds.each(components, path, {kinds.ROW: controls.row})
    yield from kinds.find_duplicate_ids(components, path)


def _together(components: Iterable[Any], path: Path, attached: frozenset[str] | None) -> Problems:
    everything = list(kinds.walk(components, path))
    if len(everything) > IN_ALL:
        yield Problem(
            path,
            "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
            f"Total number of components cannot exceed {IN_ALL}",
        )
    if text_length(component for _, component in everything) > TEXT:
        yield Problem(
            path,
            "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
            f"Total displayable text size cannot exceed {TEXT}",
        )
    if attached is not None:
        for place, component in everything:
            for inner, name in layout.refers_to(component):
                if attachments.attachment_name(name) not in attached:
                    yield layout.missing_file((*place, *inner), name)


def text_length(components: Iterable[Any]) -> int:
    """Count the characters of all text displays among `components`."""
    return sum(
        len(component["content"])
        for component in components
        if kinds.kind_of(component) == kinds.TEXT and isinstance(component.get("content"), str)
    )
