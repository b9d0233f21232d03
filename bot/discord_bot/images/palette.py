"""Hold the colours of pictures; each pair that a text uses has the contrast of WCAG's level AA."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as `#rrggbb`: three grounds, and what is written and drawn on them."""

    ground: str
    band: str
    chip: str
    text: str
    muted: str
    accent: str
    on_chip: str
    rule: str


DARK = Palette(
    ground="#1e1f22",
    band="#2b2d31",
    chip="#5b3fb5",
    text="#f2f3f5",
    muted="#a8adb6",
    accent="#b9a3fb",
    on_chip="#ffffff",
    rule="#3f4147",
)
LIGHT = Palette(
    ground="#ffffff",
    band="#f0eefa",
    chip="#6d45d6",
    text="#1f2328",
    muted="#5c6370",
    accent="#5b32c4",
    on_chip="#ffffff",
    rule="#d5d7dd",
)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
