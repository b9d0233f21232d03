"""Read messages as a person would: text, buttons, menus."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

Message = dict[str, Any]
Component = dict[str, Any]

BUTTON, TEXT = 2, 10
SELECTS = frozenset({3, 5, 6, 7, 8})

_HIDDEN = 0xE000  # where escaped characters are while Markdown is removed: for private use
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_USER = re.compile(r"<@!?(\d{1,20})>")
_SHOWN = re.compile(r"[\ue021-\ue07e]")
_MARKDOWN = (
    (re.compile(r"^(?:-# |#{1,3} |> )", re.MULTILINE), ""),
    (re.compile(r"\[(\[\d{1,3}\])\]\([^()\s]{1,2000}\)"), r"\1"),
    (re.compile(r"\[([^\[\]\n]{1,500})\]\(([^()\s]{1,2000})\)"), r"\1 (\2)"),
    (re.compile(r"</([^<>:\n]{1,100}):\d{1,20}>"), r"/\1"),
    (re.compile(r"\*{1,3}|~~|__|`"), ""),
)


def walk(components: Sequence[Component]) -> Iterator[Component]:
    """Yield every component, parents first, in the order of reading."""
    for component in components:
        yield component
        yield from walk(component.get("components") or ())
        for inner in ("accessory", "component"):
            if isinstance(component.get(inner), dict):
                yield from walk([component[inner]])


def text_of(message: Message) -> str:
    """Return the whole text of a message: content, embeds, components, descriptions."""
    lines = [message.get("content") or ""]
    for embed in message.get("embeds") or ():
        lines += [(embed.get("author") or {}).get("name", ""), embed.get("title", "")]
        lines.append(embed.get("description", ""))
        for field in embed.get("fields") or ():
            lines += [field.get("name", ""), field.get("value", "")]
        lines.append((embed.get("footer") or {}).get("text", ""))
    for component in walk(message.get("components") or ()):
        if component.get("type") == TEXT:
            lines.append(component.get("content", ""))
        for item in component.get("items") or ():
            lines.append(item.get("description") or "")
        if component.get("type") == 11:
            lines.append(component.get("description") or "")
    return "\n".join(line for line in lines if line)


def plain_text_of(message: Message, names: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return the text of a message for a terminal, without Markdown; links have their address.

    A mention shows the name that `names` has for the id of its user.
    """
    text = _ESCAPED.sub(lambda found: chr(_HIDDEN + ord(found[1])), text_of(message))
    for pattern, plain in _MARKDOWN:
        text = pattern.sub(plain, text)
    text = _USER.sub(lambda found: f"@{names[found[1]]}" if found[1] in names else found[0], text)
    return _SHOWN.sub(lambda found: chr(ord(found[0]) - _HIDDEN), text)


def buttons_of(message: Message) -> list[Component]:
    """Return the buttons of a message."""
    return [c for c in walk(message.get("components") or ()) if c.get("type") == BUTTON]


def selects_of(message: Message) -> list[Component]:
    """Return the select menus of a message, of every kind."""
    return [c for c in walk(message.get("components") or ()) if c.get("type") in SELECTS]


def button(message: Message, name: str) -> Component:
    """Return a button by label, custom id or emoji; LookupError lists the others."""
    for wanted in ("label", "custom_id"):
        for one in buttons_of(message):
            if one.get(wanted) == name:
                return one
    for one in buttons_of(message):
        if (one.get("emoji") or {}).get("name") == name:
            return one
    raise LookupError(f"no button {name!r} among {[_describe(b) for b in buttons_of(message)]}")


def select(message: Message, name: str) -> Component:
    """Return a menu by placeholder or custom id; LookupError lists the others."""
    for wanted in ("placeholder", "custom_id"):
        for one in selects_of(message):
            if one.get(wanted) == name:
                return one
    raise LookupError(f"no menu {name!r} among {[_describe(s) for s in selects_of(message)]}")


def _describe(component: Component) -> str:
    emoji = (component.get("emoji") or {}).get("name")
    shown = component.get("label") or component.get("placeholder") or emoji
    return f"{shown} ({component.get('custom_id') or component.get('url')})"
