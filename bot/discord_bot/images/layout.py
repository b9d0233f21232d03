"""Take a comparison's texts without markup, and place them on a page that a phone shows well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bot.answering.answer import Comparison
from bot.answering.paper_names import name_paper
from bot.discord_bot.images.drawing import Box, Line, Mark, Palette
from bot.discord_bot.images.typesetting import Face, load_font, wrap_lines
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.bylines import plain_byline, title, year
from bot.discord_bot.rendering.comparison import aspect_name
from bot.discord_bot.rendering.escape import plain_text

WIDTH = 860
"""Pixels; a phone shows the picture at about 0.4 of its size."""

_MARGIN = 32
_GAP = 36  # between columns
_BODY, _SMALL, _TITLE, _BAND = 32, 27, 33, 30
_LEADING = 1.36  # of a line, in sizes of its type
_MAX_COLUMNS = 2  # more columns are too narrow for sentences at this size
_CHIP_SIZE = 46
_CHIP_MARGIN = 18


@dataclass(frozen=True, slots=True)
class Detail:
    """How much is shown: lines a cell, lines a title, and whether each cell has its paper's name.

    `air` is how far things are apart, in pixels.
    """

    lines: int
    title_lines: int = 5
    names: bool = True
    air: int = 22


@dataclass(slots=True)
class Page:
    """What is drawn so far, and how far down it reaches."""

    palette: Palette
    height: int = 0
    marks: list[Mark] = field(default_factory=list)

    def write(self, left: int, top: int, set_lines: list[str], style: tuple[Face, int, str]) -> int:
        """Add lines of one style; return where the next line would begin."""
        face, size, fill = style
        for text in set_lines:
            self.marks.append(Line(left, top, text, face, size, fill))
            top += round(size * _LEADING)
        return top

    def box(self, left: int, top: int, right: int, bottom: int, fill: str, radius: int = 0) -> None:
        """Add a rectangle."""
        self.marks.append(Box(left, top, right, bottom, fill, radius))


def build_page(table: Table, palette: Palette, detail: Detail) -> Page:
    """Return the page: two papers side by side, or more below each other."""
    made = Page(palette)
    if len(table.heads) <= _MAX_COLUMNS:
        _lay_out_columns(made, table, detail)
    else:
        _lay_out_stack(made, table, detail)
    made.height += _MARGIN
    return made


def _lay_out_columns(made: Page, table: Table, detail: Detail) -> None:
    width = (WIDTH - 2 * _MARGIN - _GAP) // _MAX_COLUMNS
    lefts = [_MARGIN + column * (width + _GAP) for column in range(_MAX_COLUMNS)]
    top = _MARGIN
    for number, (left, head) in enumerate(zip(lefts, table.heads, strict=False), 1):
        made.height = max(made.height, _write_head(made, (left, top, width), number, head, detail))
    for row in table.rows:
        top = _draw_band(made, row.name, detail)
        for number, (left, said) in enumerate(zip(lefts, row.cells, strict=False), 1):
            end = _write_cell(made, (left, top, width), said, detail.lines, f" [{number}]")
            made.height = max(made.height, end)
        middle = _MARGIN + width + _GAP // 2
        made.box(middle - 1, top + 4, middle + 1, made.height - 4, made.palette.rule)


def _lay_out_stack(made: Page, table: Table, detail: Detail) -> None:
    width = WIDTH - 2 * _MARGIN
    made.height = _MARGIN
    for number, head in enumerate(table.heads, 1):
        place = (_MARGIN, made.height, width)
        made.height = _write_head(made, place, number, head, detail) + detail.air
    made.height -= detail.air // 2
    for row in table.rows:
        made.height = _draw_band(made, row.name, detail)
        _write_row(made, table, row, detail)
        made.height -= detail.air // 2


def _write_row(made: Page, table: Table, row: Row, detail: Detail) -> None:
    """Add what each paper says of an aspect, then in one line which of them say nothing."""
    left = _MARGIN + _CHIP_SIZE + _CHIP_MARGIN
    width = WIDTH - _MARGIN - left
    numbered = list(enumerate(zip(table.heads, row.cells, strict=False), 1))
    for number, (head, said) in numbered:
        if said.stated:
            top = made.height
            _draw_chip(made, _MARGIN, top, number)
            if detail.names:
                name = wrap_lines(head.name, load_font("bold", _SMALL), width, 1)
                top = made.write(left, top + 6, name, ("bold", _SMALL, made.palette.accent)) + 2
            bottom = _write_cell(made, (left, top, width), said, detail.lines)
            made.height = max(bottom, made.height + _CHIP_SIZE) + detail.air
    for text in dict.fromkeys(said.text for _, (_, said) in numbered if not said.stated):
        silent = [(number, said) for number, (_, said) in numbered if said.text == text]
        left = _MARGIN
        for number, _ in silent:
            _draw_chip(made, left, made.height, number)
            left += _CHIP_SIZE + 10
        left += _CHIP_MARGIN - 10
        _write_cell(made, (left, made.height + 2, WIDTH - _MARGIN - left), silent[0][1], 1)
        made.height += _CHIP_SIZE + detail.air


def _write_head(
    made: Page, place: tuple[int, int, int], number: int, head: Head, detail: Detail
) -> int:
    """Add a paper's number, title and authors at left, top and width; return where they end."""
    left, top, width = place
    _draw_chip(made, left, top, number)
    inner, room = left + _CHIP_SIZE + _CHIP_MARGIN, width - _CHIP_SIZE - _CHIP_MARGIN
    title = wrap_lines(head.title, load_font("bold", _TITLE), room, detail.title_lines)
    top = made.write(inner, top + 2, title, ("bold", _TITLE, made.palette.text))
    if not detail.names:
        return top
    by = wrap_lines(head.by, load_font("regular", _SMALL), room, 2)
    return made.write(inner, top + 4, by, ("regular", _SMALL, made.palette.muted))


def _draw_band(made: Page, name: str, detail: Detail) -> int:
    """Add an aspect's name across the page; return where what is said of it begins."""
    top = made.height + detail.air
    shown = wrap_lines(name, load_font("bold", _BAND), WIDTH - 2 * _MARGIN, 1)
    bottom = top + detail.air + len(shown) * round(_BAND * _LEADING)
    made.box(0, top, WIDTH, bottom, made.palette.band)
    made.write(_MARGIN, top + detail.air // 2 + 2, shown, ("bold", _BAND, made.palette.accent))
    made.height = bottom + detail.air
    return made.height


def _write_cell(
    made: Page, place: tuple[int, int, int], cell: TableCell, max_lines: int, mark: str = ""
) -> int:
    """Add what a paper says with its mark, or in grey that it does not; return where it ends."""
    left, top, width = place
    if not cell.stated:
        shown = wrap_lines(cell.text, load_font("slanted", _BODY), width, max_lines)
        return made.write(left, top, shown, ("slanted", _BODY, made.palette.muted))
    shown = wrap_lines(cell.text + mark, load_font("regular", _BODY), width, max_lines)
    end = made.write(left, top, shown, ("regular", _BODY, made.palette.text))
    last = made.marks[-1] if shown else None
    if mark and isinstance(last, Line) and last.text.endswith(mark.strip()):
        before = last.text.removesuffix(mark.strip())
        at = left + round(load_font("regular", _BODY).getlength(before))
        marked = Line(at, last.top, mark.strip(), "regular", _BODY, made.palette.accent)
        made.marks[-1:] = [replace(last, text=before), marked]
    return end


def _draw_chip(made: Page, left: int, top: int, number: int) -> None:
    """Add a paper's number as a badge."""
    made.box(left, top, left + _CHIP_SIZE, top + _CHIP_SIZE, made.palette.chip, 12)
    label = str(number)
    inset = (_CHIP_SIZE - round(load_font("bold", _SMALL).getlength(label))) // 2
    made.write(left + inset, top + 8, [label], ("bold", _SMALL, made.palette.on_chip))


@dataclass(frozen=True, slots=True)
class Head:
    """A paper: its title, whose it is, and the name that stands beside what it says."""

    title: str
    by: str
    name: str


@dataclass(frozen=True, slots=True)
class TableCell:
    """What a paper says of an aspect, or that it does not say."""

    text: str
    stated: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An aspect, and a cell for each paper."""

    name: str
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """All texts of a picture."""

    heads: tuple[Head, ...]
    rows: tuple[Row, ...]

    def texts(self) -> Iterator[str]:
        """Yield every text."""
        for head in self.heads:
            yield from (head.title, head.by, head.name)
        for row in self.rows:
            yield row.name
            yield from (cell.text for cell in row.cells)


def build_table(comparison: Comparison, t: Translations) -> Table:
    """Return the table of a comparison, its fixed words in the reader's language."""
    heads = (
        Head(title(p), plain_byline(t, p, year(p)), plain_text(name_paper(p)))
        for p in comparison.papers
    )
    rows = (
        Row(
            plain_text(aspect_name(t, aspect.name)),
            tuple(
                TableCell(
                    plain_text(cell.text) if cell.stated else t("rendering-not-stated"),
                    cell.stated,
                )
                for cell in aspect.cells
            ),
        )
        for aspect in comparison.aspects
    )
    return Table(tuple(heads), tuple(rows))
