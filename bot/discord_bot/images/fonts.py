"""Find the typeface of pictures, and tell which texts it can set."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from PIL import ImageFont

Face = Literal["regular", "bold", "slanted"]

_FILES: dict[Face, str] = {
    "regular": "DejaVuSans.ttf",
    "bold": "DejaVuSans-Bold.ttf",
    "slanted": "DejaVuSans-Oblique.ttf",
}
# Scripts whose letters change with their neighbours, or that Pillow alone cannot set: what is
# between the Brahmic blocks and Mongolian in Unicode's order.
_SHAPED = ((0x0900, 0x0DFF), (0x0E00, 0x109F), (0x1780, 0x18AF))


@cache
def font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    """Return a face of DejaVu Sans at a size in pixels."""
    # The basic layout gives the same picture whatever else is installed.
    return ImageFont.truetype(_path(face), size, layout_engine=ImageFont.Layout.BASIC)


def can_set(texts: Iterable[str]) -> bool:
    """Tell whether the faces have every character of the texts, set from left to right."""
    characters = set().union(*texts) - {"\n"}
    known = frozenset.intersection(*(_characters(face) for face in _FILES))
    return all(ord(c) in known and not _needs_shaping(c) for c in characters)


def _needs_shaping(character: str) -> bool:
    right_to_left = unicodedata.bidirectional(character) in {"R", "AL"}
    return right_to_left or any(low <= ord(character) <= high for low, high in _SHAPED)


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
