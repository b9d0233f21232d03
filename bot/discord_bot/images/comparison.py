"""Draw a comparison as a PNG: two papers side by side, more of them below each other."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

from bot.answering.answer import Cell, Comparison
from bot.answering.locations import locate
from bot.answering.paper_names import name_paper
from bot.discord_bot import limits
from bot.discord_bot.images.typesetting import Face, can_typeset, load_font, wrap_lines
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.bylines import plain_byline, title
from bot.discord_bot.rendering.comparison import aspect_name, describe_silence
from bot.discord_bot.rendering.escape import plain_text

WIDTH = 860
"""Pixels; a phone shows the picture at about 0.4 of its size."""
MAX_HEIGHT = 3_400
"""Pixels; Discord shows what is taller too small to be read."""

_MARGIN = 32
_GAP = 36  # between columns
_LEADING = 1.36  # of a line, in sizes of its type
_COLUMNS = 2  # more columns are too narrow for sentences at this size
_CHIP_SIZE = 46
_CHIP_MARGIN = 18

GROUND: Final = "#1e1f22"
BAND: Final = "#2b2d31"
CHIP: Final = "#5b3fb5"
RULE: Final = "#3f4147"
ON_CHIP: Final = "#ffffff"


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: the size in pixels, and the colour as `#rrggbb`."""

    face: Face
    size: int
    fill: str

    def measure(self, text: str) -> int:
        """Return the width of a text in pixels."""
        return round(load_font(self.face, self.size).getlength(text))


TITLE: Final = Style("bold", 33, "#f2f3f5")
BODY: Final = Style("regular", 32, "#f2f3f5")
SILENT: Final = Style("slanted", 32, "#a8adb6")
BYLINE: Final = Style("regular", 27, "#a8adb6")
NAME: Final = Style("bold", 27, "#b9a3fb")
HEADING: Final = Style("bold", 30, "#b9a3fb")
MARK: Final = Style("regular", 32, "#b9a3fb")
NUMBER: Final = Style("bold", 27, ON_CHIP)


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
    style: Style


@dataclass(frozen=True, slots=True)
class _Detail:
    """How much is shown: lines a cell, lines a title, and whether each cell has its paper's name.

    `air` is how far things are apart, in pixels.
    """

    lines: int
    title_lines: int = 5
    names: bool = True
    air: int = 22


_DETAILS = (
    *(_Detail(lines) for lines in (40, 16, 12, 10, 8, 7, 6, 5, 4)),
    *(_Detail(lines, title_lines=2, air=16) for lines in (4, 3, 2)),
    *(_Detail(lines, title_lines=1, names=False, air=10) for lines in (3, 2, 1)),
    _Detail(1, title_lines=1, names=False, air=4),
)
"""What is tried, until all fits."""


@dataclass(frozen=True, slots=True)
class _Head:
    """A paper: its title, whose it is, and the name that stands beside what it says."""

    title: str
    by: str
    name: str


def draw(comparison: Comparison, t: Translations) -> bytes | None:
    """Return the picture; None where the typeface lacks a character of the text.

    It keeps a processor busy for a tenth of a second or so: not on the event loop.
    """
    page = lay_out(comparison, t)
    if not can_typeset(_texts(page)):
        page = lay_out(comparison, Translations("en"))  # our words may be what cannot be set
        if not can_typeset(_texts(page)):
            return None
    image = Image.new("RGB", (WIDTH, min(page.height, MAX_HEIGHT)), GROUND)
    pen = ImageDraw.Draw(image)
    for mark in page.marks:
        if isinstance(mark, Box):
            corners = (mark.left, mark.top, mark.right - 1, mark.bottom - 1)
            pen.rounded_rectangle(corners, mark.radius, fill=mark.fill)
        else:
            face, style = load_font(mark.style.face, mark.style.size), mark.style
            pen.text((mark.left, mark.top), mark.text, fill=style.fill, font=face)
    written = BytesIO()
    # A third of the size of full color, in half the time, and no color off by what can be seen.
    image.quantize(64, Image.Quantize.FASTOCTREE).save(written, "PNG")
    return written.getvalue()


def alt_text(comparison: Comparison, t: Translations) -> str:
    """Return what the picture says of each aspect, as much as a description may hold."""
    rows = [
        f"{name}: " + " ".join(f"[{n}] {cell.text}" for n, cell in enumerate(cells, 1))
        for name, cells in _rows(comparison, t)
    ]
    return "\n".join(limits.fit_texts(rows, limits.MEDIA_DESCRIPTION - len(rows)))


def lay_out(comparison: Comparison, t: Translations) -> Page:
    """Return the page with as much detail as fits in `MAX_HEIGHT`."""
    heads = [
        _Head(title(p), plain_byline(t, p), plain_text(name_paper(p))) for p in comparison.papers
    ]
    for detail in _DETAILS:
        page = Page(detail)
        if len(heads) <= _COLUMNS:
            page.add_columns(heads, _rows(comparison, t))
        else:
            page.add_stack(heads, _rows(comparison, t))
        page.height += _MARGIN
        if page.height <= MAX_HEIGHT:
            break
    return page


_Row = tuple[str, list[Cell]]


def _rows(comparison: Comparison, t: Translations) -> list[_Row]:
    """Return the name of each aspect and what each paper says of it, without markup."""
    return [
        (
            plain_text(aspect_name(t, aspect.name)),
            [replace(cell, text=_format_cell(t, cell)) for cell in aspect.cells],
        )
        for aspect in comparison.aspects
    ]


def _format_cell(t: Translations, cell: Cell) -> str:
    if not cell.stated:
        return describe_silence(t, cell)
    said, location = plain_text(cell.text), locate(cell.evidence)
    if location is None:
        return said
    names = plain_text(", ".join(location.names))
    return f"{said} [{t('rendering-location', by=location.kind, names=names)}]"


def _texts(page: Page) -> list[str]:
    return [mark.text for mark in page.marks if isinstance(mark, Line)]


@dataclass(slots=True)
class Page:
    """What is drawn so far, and how far down it reaches."""

    detail: _Detail
    height: int = _MARGIN
    marks: list[Box | Line] = field(default_factory=list)

    def add_columns(self, heads: list[_Head], rows: list[_Row]) -> None:
        """Add two papers side by side."""
        width = (WIDTH - 2 * _MARGIN - _GAP) // _COLUMNS
        lefts = [_MARGIN + column * (width + _GAP) for column in range(_COLUMNS)]
        top = self.height
        for number, (left, head) in enumerate(zip(lefts, heads, strict=False), 1):
            self.height = max(self.height, self._write_head(left, top, width, number, head))
        for name, cells in rows:
            top = self._draw_band(name)
            for number, (left, cell) in enumerate(zip(lefts, cells, strict=False), 1):
                end = self._write_cell(left, top, width, cell, self.detail.lines, f" [{number}]")
                self.height = max(self.height, end)
            middle = _MARGIN + width + _GAP // 2
            self.marks.append(Box(middle - 1, top + 4, middle + 1, self.height - 4, RULE))

    def add_stack(self, heads: list[_Head], rows: list[_Row]) -> None:
        """Add papers below each other."""
        air = self.detail.air
        for number, head in enumerate(heads, 1):
            width = WIDTH - 2 * _MARGIN
            self.height = self._write_head(_MARGIN, self.height, width, number, head) + air
        self.height -= air // 2
        for name, cells in rows:
            self.height = self._draw_band(name)
            self._write_row(heads, cells)
            self.height -= air // 2

    def _write_row(self, heads: list[_Head], cells: list[Cell]) -> None:
        """Add what each paper says of an aspect, then in one line which of them say nothing."""
        left = _MARGIN + _CHIP_SIZE + _CHIP_MARGIN
        width = WIDTH - _MARGIN - left
        silent = [(n, cell) for n, cell in enumerate(cells, 1) if not cell.stated]
        for number, (head, cell) in enumerate(zip(heads, cells, strict=False), 1):
            if cell.stated:
                top = self.height
                self._draw_chip(_MARGIN, top, number)
                if self.detail.names:
                    top = self._write(left, top + 6, width, head.name, NAME, 1) + 2
                bottom = self._write_cell(left, top, width, cell, self.detail.lines)
                self.height = max(bottom, self.height + _CHIP_SIZE) + self.detail.air
        if silent:
            left = _MARGIN
            for number, _ in silent:
                self._draw_chip(left, self.height, number)
                left += _CHIP_SIZE + 10
            left += _CHIP_MARGIN - 10
            self._write_cell(left, self.height + 2, WIDTH - _MARGIN - left, silent[0][1], 1)
            self.height += _CHIP_SIZE + self.detail.air

    def _write(self, left: int, top: int, width: int, text: str, style: Style, most: int) -> int:
        """Add up to `most` lines of a text; return where the next line would begin."""
        for line in wrap_lines(text, load_font(style.face, style.size), width, most):
            self.marks.append(Line(left, top, line, style))
            top += round(style.size * _LEADING)
        return top

    def _write_head(self, left: int, top: int, width: int, number: int, head: _Head) -> int:
        """Add a paper's number, title and authors; return where they end."""
        self._draw_chip(left, top, number)
        left, width = left + _CHIP_SIZE + _CHIP_MARGIN, width - _CHIP_SIZE - _CHIP_MARGIN
        top = self._write(left, top + 2, width, head.title, TITLE, self.detail.title_lines)
        return self._write(left, top + 4, width, head.by, BYLINE, 2) if self.detail.names else top

    def _draw_band(self, name: str) -> int:
        """Add an aspect's name across the page; return where what is said of it begins."""
        air, top = self.detail.air, self.height + self.detail.air
        bottom = top + air + round(HEADING.size * _LEADING)
        self.marks.append(Box(0, top, WIDTH, bottom, BAND))
        self._write(_MARGIN, top + air // 2 + 2, WIDTH - 2 * _MARGIN, name, HEADING, 1)
        self.height = bottom + air
        return self.height

    def _write_cell(
        self, left: int, top: int, width: int, cell: Cell, most: int, mark: str = ""
    ) -> int:
        """Add what a paper says with its mark, or in grey that it is silent; return its end."""
        if not cell.stated:
            return self._write(left, top, width, cell.text, SILENT, most)
        end = self._write(left, top, width, cell.text + mark, BODY, most)
        last, number = self.marks[-1], mark.strip()
        if number and isinstance(last, Line) and last.text.endswith(number):
            before = last.text.removesuffix(number)
            marked = Line(left + BODY.measure(before), last.top, number, MARK)
            self.marks[-1:] = [replace(last, text=before), marked]
        return end

    def _draw_chip(self, left: int, top: int, number: int) -> None:
        """Add a paper's number as a badge."""
        self.marks.append(Box(left, top, left + _CHIP_SIZE, top + _CHIP_SIZE, CHIP, 12))
        inset = (_CHIP_SIZE - NUMBER.measure(str(number))) // 2
        self.marks.append(Line(left + inset, top + 8, str(number), NUMBER))
