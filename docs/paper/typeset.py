"""Typeset the whole paper of the demo: python docs/paper/typeset.py.

Writes reading-whole-papers.pdf beside reading-whole-papers.txt, whose lines are a title (#),
headings (## and ###), rows of a table (|), and paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import matplotlib
from matplotlib import font_manager
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from matplotlib.ft2font import FT2Font

SOURCE = Path(__file__).with_name("reading-whole-papers.txt")
WIDTH, HEIGHT = 595.0, 842.0  # A4, in points
MARGIN, GUTTER = 56.0, 22.0
COLUMN = (WIDTH - 2 * MARGIN - GUTTER) / 2
TOP, BOTTOM = HEIGHT - 60.0, 70.0
TITLE_HEIGHT = 92.0  # above the columns of the first page


@dataclass(frozen=True)
class Style:
    """How a piece of text is set: size and distances in points."""

    size: float
    weight: str = "normal"
    before: float = 0.0
    after: float = 0.0
    justified: bool = False

    @property
    def leading(self) -> float:
        """The distance between two lines."""
        return 1.22 * self.size


BODY = Style(10.0, after=4.0, justified=True)
CAPTION = Style(9.0, before=4.0, after=3.0)
ROW = Style(9.0)
REFERENCE = Style(8.5, after=2.0)
HEADINGS = {"##": Style(12.0, "bold", 8.0, 4.0), "###": Style(10.5, "bold", 5.0, 3.0)}


@cache
def _font(weight: str, size: float) -> FT2Font:
    wanted = font_manager.FontProperties(family="STIXGeneral", weight=weight)
    font = FT2Font(font_manager.findfont(wanted))
    font.set_size(size, 72)
    return font


def measure(text: str, style: Style) -> float:
    """Return the width of a text, in points."""
    font = _font(style.weight, style.size)
    return sum(font.load_char(ord(sign)).linearHoriAdvance / 65536 for sign in text)


def break_lines(text: str, style: Style) -> Iterator[list[str]]:
    """Yield the words of each line of a paragraph in a column."""
    line: list[str] = []
    for word in text.split():
        if line and measure(" ".join([*line, word]), style) > COLUMN:
            yield line
            line = []
        line.append(word)
    yield line


class Typesetter:
    """Fills the columns of pages from top to bottom."""

    def __init__(self, pages: PdfPages) -> None:
        self._pages = pages
        self._figure = Figure(figsize=(WIDTH / 72, HEIGHT / 72))
        self._number = 1
        self._column = 0
        self._top = TOP
        self._y = TOP

    def set_title(self, title: str, authors: str) -> None:
        """Set the title across the first page."""
        for place, text, style in (
            (TOP - 12, title, Style(16.0, "bold")),
            (TOP - 42, authors, Style(11.0)),
        ):
            self._write((WIDTH - measure(text, style)) / 2, place, text, style)
        self._top = self._y = TOP - TITLE_HEIGHT

    def set_block(self, text: str, style: Style, keep: float = 0.0) -> None:
        """Set a heading or paragraph; `keep` is the height that must follow it in its column."""
        self._y -= style.before
        lines = list(break_lines(text, style))
        for number, words in enumerate(lines):
            if self._y - style.leading - keep < BOTTOM:
                self._next_column()
            self._y -= style.leading
            is_last = number == len(lines) - 1
            self._set_line(words, style, justified=style.justified and not is_last)
        self._y -= style.after

    def set_table(self, rows: Sequence[Sequence[str]]) -> None:
        """Set a table with a line below its head."""
        if self._y - (len(rows) + 1) * ROW.leading < BOTTOM:
            self._next_column()
        steps = [0.0, 0.46, 0.64, 0.84]
        for number, row in enumerate(rows):
            self._y -= ROW.leading
            style = Style(ROW.size, "normal" if number else "bold")
            for step, cell in zip(steps, row, strict=True):
                self._write(self._left + step * COLUMN, self._y, cell, style)
        self._y -= 10.0

    def end(self) -> None:
        """Write the last page."""
        number = str(self._number)
        self._write((WIDTH - measure(number, BODY)) / 2, 40.0, number, BODY)
        self._pages.savefig(self._figure)

    @property
    def _left(self) -> float:
        return MARGIN + self._column * (COLUMN + GUTTER)

    def _set_line(self, words: Sequence[str], style: Style, *, justified: bool) -> None:
        space = measure(" ", style)
        if justified:
            space = (COLUMN - sum(measure(word, style) for word in words)) / (len(words) - 1)
        x = self._left
        for word in words:
            self._write(x, self._y, word, style)
            x += measure(word, style) + space

    def _write(self, x: float, y: float, text: str, style: Style) -> None:
        self._figure.text(
            x / WIDTH,
            y / HEIGHT,
            text,
            family="STIXGeneral",
            size=style.size,
            weight=style.weight,
            parse_math=False,
        )

    def _next_column(self) -> None:
        if self._column:
            self.end()
            self._figure = Figure(figsize=(WIDTH / 72, HEIGHT / 72))
            self._number += 1
            self._top = TOP
        self._column = 1 - self._column
        self._y = self._top


def typeset(source: str, pages: PdfPages) -> None:
    """Write the pages of a paper."""
    title, authors, *lines = filter(None, source.splitlines())
    setter = Typesetter(pages)
    setter.set_title(title.removeprefix("# "), authors)
    rows: list[list[str]] = []
    style = BODY
    for line in lines:
        mark, _, rest = line.partition(" ")
        if mark == "|":
            rows.append([cell.strip() for cell in rest.strip(" |").split("|")])
            continue
        if rows:
            setter.set_table(rows)
            rows = []
        if mark in HEADINGS:
            setter.set_block(rest, HEADINGS[mark], keep=3 * BODY.leading)
            style = REFERENCE if rest == "References" else BODY
        elif line.startswith("Table "):
            setter.set_block(line, CAPTION, keep=4 * ROW.leading)
        else:
            setter.set_block(line, style)
    setter.end()


def main() -> None:
    """Write the PDF, the same bytes each time."""
    matplotlib.rcParams["pdf.fonttype"] = 42  # letters that can be read, not drawings of them
    text = SOURCE.read_text(encoding="utf-8")
    about = {
        "Title": text.splitlines()[0].removeprefix("# "),
        "CreationDate": datetime(2026, 12, 1),
    }
    with PdfPages(SOURCE.with_suffix(".pdf"), metadata=about) as pages:
        typeset(text, pages)


if __name__ == "__main__":
    main()
