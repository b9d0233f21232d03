"""Say what a LaTeX command with its arguments means as plain text."""

from __future__ import annotations

import re
from html.entities import html5

from retrieval.text.latex.symbols import FONTS

_SIMPLE = re.compile(r"[-+−]?[\w.,*′°]+|\W")
_BRACKETED = re.compile(r"\([^()]*\)")
_ORDINALS = frozenset(("st", "nd", "rd", "th"))
_CODE_POINT = re.compile(r"x([0-9a-fA-F]{1,6})|(\d{1,7})")
_DINGBATS = {"51": "✓", "52": "✔", "55": "✗", "56": "✘"}
_ESCAPED_AMPERSANDS = re.compile(r"^(?:amp;)+(?=.)")
_LONGEST_SET = 80


def meaning(command: str, arguments: list[str], formula: bool, before: str) -> str:
    """Return what `command` (empty: a bare group) with `arguments` reads as.

    `before` is the character before it; a bare group in a `formula` loses its braces.
    """
    first = arguments[0]
    last = arguments[-1]
    if command == "":
        return f"{{{first}}}" if not formula and _is_set(first) else first
    if command in ("^", "textsuperscript"):
        return _raised(first.strip(), before)
    if command == "_":
        return _scripted("_", first.strip())
    if command in ("href", "hyperlink"):
        return last if last.strip() else first
    if command in ("textcolor", "colorbox"):
        return last if len(arguments) > 1 else ""
    if command.endswith("frac"):
        return "/".join(_scripted("", part.strip()) for part in arguments)
    if command.endswith("binom"):
        return f"({' choose '.join(arguments)})"
    if command == "sqrt":
        return "√" + _scripted("", first.strip())
    if command in ("footnote", "thanks"):
        return f" ({first.strip()})" if first.strip() else ""
    if command in ("unicode", "char"):
        return _character(first)
    if command == "ding":
        return _DINGBATS.get(first, first)
    return _named(command, first, before)


def quotation(quote: str, before: str) -> str:
    """Return the typographic form of a TeX quote that stands after `before`."""
    if len(quote) > 2:
        return quote
    return "“" if quote == "``" or not before or before in " ([{-–—/" else "”"


def decoded(entity: str) -> str:
    """Return the character of an HTML entity, however often its ampersand was escaped."""
    name = _ESCAPED_AMPERSANDS.sub("", entity[1:])
    if not name.startswith("#"):
        return html5.get(name, f"&{name}")
    code = name[1:-1]
    point = int(code[1:], 16) if code[0] in "xX" else int(code)
    return chr(point) if point < 0x110000 else "\ufffd"


def _named(command: str, argument: str, before: str) -> str:
    if argument or command in FONTS:
        return argument
    return f" {command}" if before.isalnum() else command


def _raised(text: str, before: str) -> str:
    if text in _ORDINALS and (before.isdigit() or before.isalpha()):
        return text
    return text if text in ("°", "′", "†", "‡", "®", "™") else _scripted("^", text)


def _scripted(mark: str, text: str) -> str:
    if not text:
        return ""
    plain = _SIMPLE.fullmatch(text) or _BRACKETED.fullmatch(text)
    return mark + text if plain else f"{mark}({text})"


def _is_set(text: str) -> bool:
    items = text.split(",")
    short = len(items) > 1 and len(text) <= _LONGEST_SET
    return short and all(1 <= len(item.split()) <= 2 for item in items)


def _character(code: str) -> str:
    found = _CODE_POINT.fullmatch(code.strip().lower())
    if not found:
        return code
    point = int(found[1], 16) if found[1] else int(found[2])
    return chr(point) if 32 <= point < 0x110000 and not 0xD800 <= point < 0xE000 else code
