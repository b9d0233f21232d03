"""Draw a comparison as a PNG: two papers side by side, more of them below each other."""

from __future__ import annotations

from bot.answering.answer import Comparison
from bot.discord_bot import limits
from bot.discord_bot.images.drawing import DARK, LIGHT, Palette, draw_png
from bot.discord_bot.images.layout import WIDTH, Detail, Page, Table, build_page, build_table
from bot.discord_bot.images.typesetting import can_typeset
from bot.discord_bot.locales.translations import Translations

MAX_HEIGHT = 3_400
"""Pixels; Discord shows what is taller too small to be read."""

_DETAILS = (
    *(Detail(lines) for lines in (40, 16, 12, 10, 8, 7, 6, 5, 4)),
    *(Detail(lines, title_lines=2, air=16) for lines in (4, 3, 2)),
    *(Detail(lines, title_lines=1, names=False, air=10) for lines in (3, 2, 1)),
    Detail(1, title_lines=1, names=False, air=4),
)
"""What is tried, until all fits."""


def draw(comparison: Comparison, t: Translations, *, dark: bool) -> bytes | None:
    """Return the picture; None where the typeface lacks a character of the text.

    It keeps a processor busy for a tenth of a second or so: not on the event loop.
    """
    content = build_table(comparison, t)
    if not can_typeset(content.texts()):
        content = build_table(
            comparison, Translations("en")
        )  # our few words may be what cannot be set
        if not can_typeset(content.texts()):
            return None
    palette = DARK if dark else LIGHT
    laid = lay_out(content, palette)
    return draw_png(laid.marks, WIDTH, min(laid.height, MAX_HEIGHT), palette.ground)


def lay_out(content: Table, palette: Palette) -> Page:
    """Return the page with as much detail as fits in `MAX_HEIGHT`."""
    for detail in _DETAILS:
        laid = build_page(content, palette, detail)
        if laid.height <= MAX_HEIGHT:
            break
    return laid


def alt_text(comparison: Comparison, t: Translations) -> str:
    """Return what the picture says of each aspect, as much as a description may hold."""
    rows = [
        f"{row.name}: " + " ".join(f"[{n}] {cell.text}" for n, cell in enumerate(row.cells, 1))
        for row in build_table(comparison, t).rows
    ]
    return "\n".join(limits.fit_texts(rows, limits.MEDIA_DESCRIPTION - len(rows)))
