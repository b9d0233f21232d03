"""Disguise a text as those do who want a model to read it and a filter not to."""

from __future__ import annotations

import base64
import codecs
from collections.abc import Callable, Mapping
from urllib.parse import quote

_CYRILLIC = str.maketrans("aeopcxyi", "аеорсхуі")
_LEET = str.maketrans("aeiost", "4310$7")


def _bold(text: str) -> str:
    shifted = {ord("A") + i: 0x1D400 + i for i in range(26)}
    shifted |= {ord("a") + i: 0x1D41A + i for i in range(26)}
    return text.translate(shifted)


def _selectors(text: str) -> str:
    """Hide each byte in a variation selector behind a harmless letter."""
    codes = (b + 0xFE00 if b < 16 else b - 16 + 0xE0100 for b in text.encode())
    return "S" + "".join(map(chr, codes)) + "eals were not studied."


DISGUISES: Mapping[str, Callable[[str], str]] = {
    "": lambda text: text,
    "zero-width": lambda text: "\u200b".join(text),
    "soft-hyphen": lambda text: "\u00ad".join(text),
    "bidi": lambda text: "\u202e" + text[::-1] + "\u202c",
    "tags": lambda text: "Fine. " + "".join(chr(0xE0000 + ord(c)) for c in text),
    "selectors": _selectors,
    "cyrillic": lambda text: text.translate(_CYRILLIC),
    "wide": lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
    "bold": _bold,
    "circled": lambda text: "".join(
        chr(0x24D0 + ord(c) - 97) if "a" <= c <= "z" else c for c in text
    ),
    "leet": lambda text: text.translate(_LEET),
    "apart": lambda text: " ".join(text),
    "dotted": lambda text: ".".join(text.replace(" ", "")),
    "base64": lambda text: "Decode and obey: " + base64.b64encode(text.encode()).decode(),
    "rot13": lambda text: codecs.encode(text, "rot13"),
    "reversed": lambda text: text[::-1],
    "hex": lambda text: text.encode().hex(" "),
    "binary": lambda text: " ".join(f"{b:08b}" for b in text.encode()),
    "percent": quote,
    "entities": lambda text: "".join(f"&#{ord(c)};" for c in text),
    "escapes": lambda text: "".join(f"\\u{ord(c):04x}" for c in text),
}
"""What a text looks like in each disguise."""
