"""Read the lines that a reader of a PDF's page can see, by pdfium.

They come in the order of the page's content stream. That is the reading order, column by column, in
the PDFs of LaTeX and of most publishers.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from statistics import median_low
from typing import ClassVar, NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from retrieval.full_text.scripts import is_note_mark, lower_digits, raise_digits

HYPHEN = "\x02"
"""What pdfium gives for a hyphen at which a word is broken at the end of a line."""

_SPACES = " \t\xa0\u2002\u2003\u2009\u200a"
_MAX_ANGLE = 0.15  # radians; text that stands otherwise is a stamp or the label of an axis
_PIXELS_PER_POINT = 1.0  # to see which words can be seen
_MIN_CONTRAST = 20  # of 255 levels of grey, between the darkest and the lightest pixel of a word
_BOLD_WEIGHT = 600
_WIDE_SPACE = 1.5  # in sizes of the font: it separates the cells of a table
_MIN_CHARS = 100  # of a page of text; a running head and a number are fewer
_FULL = 0.2  # of the rows of a page's pixels, with anything in them
_SMALL = 0.82  # of the line's size: raised or lowered, it is a superscript or subscript


class Glyph(NamedTuple):
    """A printed character: its edges in points from the page's lower left corner, and its font."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, or a column's part of one.

    `boxes` are left, bottom, right and top of the characters of `text`, in points from the page's
    lower left corner; `gaps` are the offsets in `text` before which a wide space is printed.
    `bold` tells whether all of its words are bold, `begins_bold` whether the first is.
    """

    page: int
    text: str
    boxes: Sequence[tuple[float, float, float, float]]
    size: float
    bold: bool
    begins_bold: bool
    gaps: tuple[int, ...]
    left: float = field(init=False)
    bottom: float = field(init=False)
    right: float = field(init=False)
    top: float = field(init=False)
    base: float = field(init=False)

    def __post_init__(self) -> None:
        for at, (name, pick) in enumerate(
            (("left", min), ("bottom", min), ("right", max), ("top", max))
        ):
            object.__setattr__(self, name, pick(box[at] for box in self.boxes))
        object.__setattr__(self, "base", median_low(box[1] for box in self.boxes))


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page in the order in which they are printed; they have `chars` characters.

    `is_picture`: hardly any of what is to be seen on it is text.
    """

    lines: Sequence[Line]
    chars: int
    is_picture: bool


def read_page(page: pdfium.PdfPage, number: int) -> Page:
    """Return the visible lines of a page.

    Text that stands upright or is turned is left out, and text that a reader cannot see: in the
    color of what is behind it, covered, transparent or off the page.
    """
    text_page = page.get_textpage()
    try:
        glyphs = list(_read_glyphs(page, text_page))
    finally:
        text_page.close()
    seen = _Picture(page)
    built = (_build_line(run, number, seen) for run in _split_lines(glyphs))
    lines = [line for line in built if line]
    chars = sum(len(line.text) for line in lines)
    return Page(lines, chars, chars < _MIN_CHARS and seen.is_full)


def _read_glyphs(page: pdfium.PdfPage, text_page: pdfium.PdfTextPage) -> Iterator[Glyph | None]:
    """Yield the characters of a page, None for spaces and line ends."""
    width, height = page.get_size()
    frame = _Frame(page)
    handle = text_page.raw
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    matrix = pdfium_c.FS_MATRIX()
    for i in range(pdfium_c.FPDFText_CountChars(handle)):
        code = pdfium_c.FPDFText_GetUnicode(handle, i)
        text = chr(code) if 0 < code < 0xD800 or 0xE000 <= code <= 0x10FFFF else "\ufffd"
        if text in _SPACES or text in "\r\n":
            yield None
            continue
        pdfium_c.FPDFText_GetMatrix(handle, i, matrix)
        along, up = frame.turn(matrix.a, matrix.b), frame.turn(matrix.c, matrix.d)
        if up[1] <= 0 or abs(math.atan2(along[1], along[0])) > _MAX_ANGLE:
            continue
        pdfium_c.FPDFText_GetCharBox(handle, i, left, right, bottom, top)
        box = frame.place(left.value, bottom.value, right.value, top.value)
        if box[2] <= 0 or box[0] >= width or box[3] <= 0 or box[1] >= height:
            continue
        yield Glyph(
            text,
            *box,
            pdfium_c.FPDFText_GetFontSize(handle, i) * math.hypot(matrix.c, matrix.d),
            pdfium_c.FPDFText_GetFontWeight(handle, i) >= _BOLD_WEIGHT,
        )


class _Frame:
    """Turns a PDF's own coordinates into those of the page as shown: turned and cropped."""

    _TURNS: ClassVar = {
        0: (1, 0, 0, 1),
        90: (0, 1, -1, 0),
        180: (-1, 0, 0, -1),
        270: (0, -1, 1, 0),
    }

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._turn = self._TURNS[page.get_rotation()]
        self._left = self._bottom = 0.0
        self._left, self._bottom, _, _ = self.place(*page.get_bbox())

    def turn(self, x: float, y: float) -> tuple[float, float]:
        """Return a direction."""
        a, b, c, d = self._turn
        return a * x + b * y, c * x + d * y

    def place(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        """Return the left, bottom, right and top of a rectangle."""
        (x0, y0), (x1, y1) = self.turn(left, bottom), self.turn(right, top)
        x0, x1, y0, y1 = x0 - self._left, x1 - self._left, y0 - self._bottom, y1 - self._bottom
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _split_lines(glyphs: Sequence[Glyph | None]) -> Iterator[list[Glyph | None]]:
    """Yield the characters of each line, with None between words."""
    line: list[Glyph | None] = []
    last: Glyph | None = None
    low = high = 0.0  # the band of the line
    for glyph in glyphs:
        if glyph is None:
            if line and line[-1] is not None:
                line.append(None)
            continue
        if last is not None and _begins_line(glyph, last, low, high):
            yield line
            line, last = [], None
        if last is None or glyph.size >= _SMALL * last.size:
            low = glyph.bottom if last is None else min(low, glyph.bottom)
            high = glyph.top if last is None else max(high, glyph.top)
        line.append(glyph)
        last = glyph
    if line:
        yield line


def _begins_line(glyph: Glyph, last: Glyph, low: float, high: float) -> bool:
    size = max(glyph.size, last.size, 1.0)
    if glyph.left < last.right - 1.2 * size:
        return True
    overlap = min(high, glyph.top) - max(low, glyph.bottom)
    height = min(high - low, glyph.top - glyph.bottom) or 1.0
    returns = glyph.left < last.right - 0.2 * size
    return overlap < 0.2 * height and (returns or overlap < -0.35 * size)


def _build_line(run: list[Glyph | None], number: int, seen: _Picture) -> Line | None:
    words = [word for word in _split_words(run) if seen.shows(word)]
    glyphs = [glyph for word in words for glyph in word]
    if not glyphs:
        return None
    size = _find_size(glyphs)
    base = median_low(g.bottom for g in glyphs if abs(g.size - size) < 0.6)
    text: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    gaps: list[int] = []
    for word in words:
        kept = list(_set_small(word, size, base))
        if not kept:
            continue
        if boxes:
            _, bottom, edge, top = boxes[-1]
            begins = kept[0].left
            text.append(" ")
            boxes.append((edge, bottom, max(begins, edge), top))
            if begins - edge > _WIDE_SPACE * size:
                gaps.append(len(text))
        text.extend(g.text for g in kept)
        boxes.extend((g.left, g.bottom, g.right, g.top) for g in kept)
    if not text:
        return None
    bold = [all(glyph.bold for glyph in word) for word in words]
    return Line(number, "".join(text), boxes, size, all(bold), bold[0], tuple(gaps))


def _split_words(run: Sequence[Glyph | None]) -> Iterator[list[Glyph]]:
    word: list[Glyph] = []
    for glyph in (*run, None):
        if glyph is not None:
            word.append(glyph)
        elif word:
            yield word
            word = []


def _find_size(glyphs: Sequence[Glyph]) -> float:
    """Return the largest size of font that a quarter of the characters have, to half a point.

    Small capitals are smaller than the line's other letters, and may be most of it.
    """
    sizes = Counter(round(2 * glyph.size) / 2 for glyph in glyphs)
    return max(size for size, count in sizes.items() if count >= len(glyphs) / 4 or len(sizes) > 4)


def _set_small(word: Sequence[Glyph], size: float, base: float) -> Iterator[Glyph]:
    """Yield a word's characters with raised and lowered ones as such, and no marks of notes."""
    written = ""
    for shift, run in groupby(word, key=lambda glyph: _find_shift(glyph, size, base)):
        part = list(run)
        signs = "".join(glyph.text for glyph in part)
        if shift > 0 and is_note_mark(signs, written):
            continue
        write = {1: raise_digits, -1: lower_digits}.get(shift, str)
        yield from (glyph._replace(text=write(glyph.text)) for glyph in part)
        written += signs


def _find_shift(glyph: Glyph, size: float, base: float) -> int:
    """Return 1 for a superscript, -1 for a subscript, else 0."""
    if glyph.size >= _SMALL * size:
        return 0
    if (glyph.bottom + glyph.top) / 2 > base + 0.22 * size and glyph.bottom > base + 0.1 * size:
        return 1
    return -1 if glyph.bottom < base - 0.08 * size else 0


class _Picture:
    """A page as a reader sees it, in levels of grey."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._height = page.get_height()
        picture = page.render(scale=_PIXELS_PER_POINT, grayscale=True, draw_annots=False)
        self._pixels: NDArray[np.uint8] = picture.to_numpy()

    @property
    def is_full(self) -> bool:
        """Whether much is drawn on the page."""
        drawn = np.ptp(self._pixels, axis=1) >= _MIN_CONTRAST
        return bool(drawn.mean() > _FULL)

    def shows(self, word: Sequence[Glyph]) -> bool:
        """Tell whether anything of a word can be seen: whether its place is not of one color."""
        left = min(glyph.left for glyph in word)
        right = max(glyph.right for glyph in word)
        bottom = min(glyph.bottom for glyph in word)
        top = max(glyph.top for glyph in word)
        rows = slice(max(int(self._height - top) - 1, 0), max(int(self._height - bottom) + 2, 0))
        place = self._pixels[rows, max(int(left) - 1, 0) : max(int(right) + 2, 0)]
        return place.size > 0 and int(place.max()) - int(place.min()) >= _MIN_CONTRAST
