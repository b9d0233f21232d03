"""Say what is drawn where, and draw it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

from bot.discord_bot.images.fonts import Face, font


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with round corners; `right` and `bottom` are outside of it."""

    left: int
    top: int
    right: int
    bottom: int
    fill: str
    radius: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; `top` is that of its tallest letter's line."""

    left: int
    top: int
    text: str
    face: Face
    size: int
    fill: str

    @property
    def right(self) -> int:
        """Where the text ends."""
        return self.left + round(font(self.face, self.size).getlength(self.text))


Mark = Box | Line


def png(marks: Sequence[Mark], width: int, height: int, ground: str) -> bytes:
    """Return the picture; the same marks give the same bytes."""
    image = Image.new("RGB", (width, height), ground)
    pen = ImageDraw.Draw(image)
    for mark in marks:
        if isinstance(mark, Box):
            corners = (mark.left, mark.top, mark.right - 1, mark.bottom - 1)
            pen.rounded_rectangle(corners, mark.radius, fill=mark.fill)
        else:
            face = font(mark.face, mark.size)
            pen.text((mark.left, mark.top), mark.text, fill=mark.fill, font=face)
    written = BytesIO()
    # A third of the size of full colour, in half the time, and no colour off by what can be seen.
    image.quantize(64, Image.Quantize.FASTOCTREE).save(written, "PNG")
    return written.getvalue()
