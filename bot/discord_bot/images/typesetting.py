"""Find the typeface of pictures, tell which texts it can set, and break text into lines."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from PIL import ImageFont

from bot.discord_bot.limits import ELLIPSIS, take_start

Face = Literal["regular", "bold", "slanted"]

_FILES: dict[Face, str] = {
    "regular": "DejaVuSans.ttf",
    "bold": "DejaVuSans-Bold.ttf",
    "slanted": "DejaVuSans-Oblique.ttf",
}
# Scripts whose letters change with their neighbours, or that Pillow alone cannot set: what is
# between the Brahmic blocks and Mongolian in Unicode's order.
_SHAPED_SCRIPTS = ((0x0900, 0x0DFF), (0x0E00, 0x109F), (0x1780, 0x18AF))


@cache
def load_font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    """Return a face of DejaVu Sans at a size in pixels."""
    # The basic layout gives the same picture whatever else is installed.
    return ImageFont.truetype(_path(face), size, layout_engine=ImageFont.Layout.BASIC)


def can_typeset(texts: Iterable[str]) -> bool:
    """Tell whether the faces have every character of the texts, set from left to right."""
    characters = set().union(*texts) - {"\n"}
    known = frozenset[int].intersection(*map(_characters, _FILES))
    return all(ord(c) in known and not _needs_shaping(c) for c in characters)


def _needs_shaping(character: str) -> bool:
    right_to_left = unicodedata.bidirectional(character) in {"R", "AL"}
    return right_to_left or any(low <= ord(character) <= high for low, high in _SHAPED_SCRIPTS)


@cache
def _characters(face: Face) -> frozenset[int]:
    with TTFont(_path(face), lazy=True) as opened:
        return frozenset(opened.getBestCmap())


@cache
def _path(face: Face) -> Path:
    """Return the file in matplotlib's data; matplotlib itself is not imported."""
    spec = find_spec("matplotlib")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("matplotlib, whose package brings DejaVu Sans, is not installed")
    folder = Path(spec.submodule_search_locations[0])
    return folder / "mpl-data" / "fonts" / "ttf" / _FILES[face]


def wrap_lines(
    text: str, font: ImageFont.FreeTypeFont, width: float, max_lines: int = 1_000
) -> list[str]:
    """Return `text` in lines of up to `width` pixels; what exceeds `max_lines` is cut: "…"."""
    whole = _wrap(text, font, width)
    if len(whole) <= max_lines:
        return list(whole)
    return [*whole[: max_lines - 1], _truncate(whole[max_lines - 1], font, width)]


@lru_cache(maxsize=512)  # a page is laid out several times until all fits
def _wrap(text: str, font: ImageFont.FreeTypeFont, width: float) -> tuple[str, ...]:
    found: list[str] = []
    line = ""
    for word in _break_words(text, font, width):
        longer = f"{line} {word}" if line else word
        if line and font.getlength(longer) > width:
            found.append(line)
            line = word
        else:
            line = longer
    return (*found, line) if line else tuple(found)


def _truncate(line: str, font: ImageFont.FreeTypeFont, width: float) -> str:
    while line and font.getlength(line + ELLIPSIS) > width:
        line = line.rpartition(" ")[0] or take_start(line, len(line) - 1)
    return line.rstrip(" ,;:") + ELLIPSIS


def _break_words(text: str, font: ImageFont.FreeTypeFont, width: float) -> Iterator[str]:
    """Yield the words; break those wider than a line, after a hyphen if possible."""
    for word in text.split():
        rest = word
        while font.getlength(rest) > width:
            fits = _longest_start(rest, font, width)
            hyphen = rest.rfind("-", 2, len(fits))
            part = rest[: hyphen + 1] if hyphen > 0 else fits
            yield part
            rest = rest[len(part) :]
        yield rest


def _longest_start(word: str, font: ImageFont.FreeTypeFont, width: float) -> str:
    fits = bisect_right(range(1, len(word) + 1), width, key=lambda n: font.getlength(word[:n]))
    return take_start(word, fits) or word[:1]
