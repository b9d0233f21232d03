"""Read a prompt in every way that a clever model might: whatever it is disguised in."""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

_LOOKALIKES = str.maketrans("аеорсхуіѕ", "aeopcxyis")
_LEET = str.maketrans("4310$7@5", "aeiostas")
_BLOB = re.compile(r"[A-Za-z0-9+/]{12,}={0,2}")
_HEX = re.compile(r"(?:[0-9a-f]{2}[ :]?){6,}")
_BITS = re.compile(r"(?:[01]{8} ?){6,}")


def readings(text: str) -> Iterator[str]:
    """Yield what a text says, in lower case, to a model that sees through everything."""
    yield from _folded(text)
    yield "".join(map(_unhidden, text)).lower()
    for plain in (html.unescape(text), unquote(text), _unescaped(text)):
        yield from _folded(plain)
    yield codecs.encode(text, "rot13").lower()
    yield text[::-1].lower()
    yield text.translate(_LEET).lower()
    yield re.sub(r"(?<=\S)[ .](?=\S(?:[ .]|$))", "", text).lower()
    yield re.sub(r"\W", "", text).lower()
    for blob in _BLOB.findall(text):
        try:
            yield base64.b64decode(blob + "=" * (-len(blob) % 4)).decode("utf-8", "ignore").lower()
        except (binascii.Error, ValueError):
            continue
    for run in _HEX.findall(text.lower()):
        digits = re.sub("[^0-9a-f]", "", run)
        yield bytes.fromhex(digits[: len(digits) // 2 * 2]).decode("utf-8", "ignore").lower()
    for run in _BITS.findall(text):
        yield "".join(chr(int(byte, 2)) for byte in run.split()).lower()


def _folded(text: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if unicodedata.category(c) not in {"Mn", "Cf"})
    yield plain.lower()
    yield plain.translate(_LOOKALIKES).lower()


def _unhidden(character: str) -> str:
    """Read tag characters and the bytes in variation selectors."""
    code = ord(character)
    if 0xE0000 <= code <= 0xE007F:
        return chr(code - 0xE0000)
    if 0xFE00 <= code <= 0xFE0F:
        return chr(code - 0xFE00)
    if 0xE0100 <= code <= 0xE01EF:
        return chr(code - 0xE0100 + 16)
    return ""


def _unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)
