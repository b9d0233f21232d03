"""Read the lines that a reader of a PDF's page can see, by pdfium.

They come in the order of the page's content stream. That is the reading order, column by column, in
the PDFs of LaTeX and of most publishers.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, repeat
from operator import attrgetter, itemgetter
from statistics import median_low
from typing import Any, ClassVar, NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from retrieval.full_text.pdf.visible import Picture, TextObject, address_of
from retrieval.full_text.scripts import is_note_mark, lower_digits, raise_digits
from retrieval.passage import Box
from retrieval.text import patterns as re

HYPHEN = "\x02"
"""What pdfium gives for a hyphen at which a word is broken at the end of a line."""

_SOFT_HYPHEN = "\xad"
_MAX_ANGLE = 0.15  # radians; text at another angle is a stamp or the label of an axis
_MIN_SIZE = 1 / 400  # of the page's height; smaller print cannot be read
_BOLD_WEIGHT = 600
_HEAVIER = 1.3  # times the weight of the usual font
_BOLD_NAME = re.compile(r"(?i)bold|black|heavy|demi|(?:cm|sf)bx|medi$|-bd\b")
_MIN_CHARS = 100  # of a page of text; a running head and a number are fewer
_WIDE_SPACE = 1.5  # in sizes of the font: it separates the cells of a table
_NUMBER_SPACE = 0.8  # in sizes of the font, between a line and its number
_ALL_WORDS = 0.85  # letters and spaces, in a line of words
_SMALL = 0.82  # of the line's size: raised or lowered, it is a superscript or subscript
_LOW_LETTERS = frozenset("acemnorsuvwx")  # they have no stem above them, and no tail below
_SHARE_OF_LOW = 0.2  # of the characters of a line of a Latin text
_MIN_ODD = 3
_MAX_ODD = 0.08  # of these letters, drawn with a stem or tail: none are
_ACCENTS = {
    "`": "\u0300", "´": "\u0301", "\u02c6": "\u0302", "\u02dc": "\u0303", "¯": "\u0304",
    "\u02d8": "\u0306", "\u02d9": "\u0307", "¨": "\u0308", "\u02da": "\u030a", "\u02dd": "\u030b",
    "\u02c7": "\u030c", "¸": "\u0327", "\u02db": "\u0328",
}  # fmt: skip
_ACCENTED_WITHIN = 40  # characters: pdfium gives an accent after the word that it is in
_LIGATURES = {
    code: letters
    for first in (0x0B, 0x1B)  # of the encodings OT1 and T1
    for code, letters in enumerate(("ff", "fi", "fl", "ffi", "ffl"), first)
}
"""TeX's codes of ligatures, in fonts that do not say what these draw."""
_NARROW, _WIDE = frozenset("fijlrt"), frozenset("abdeghkmnopquvwxyz")
_SAME_WIDTH = 0.88  # of the widest letter: those of a slanted font may reach beyond their own
_size_of, _bottom_of, _font_of = map(attrgetter, ("size", "bottom", "style.font"))  # of a glyph


@dataclass(slots=True, eq=False)
class _Font:
    """A font, the weight that the file gives, and widths of letters in sizes of the font.

    `bold` and `is_even`, which tells whether all letters are as wide, are known when the page is
    read.
    """

    name: str
    weight: int
    widths: dict[str, float] = field(default_factory=dict)
    bold: bool = False
    is_even: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Style:
    """How one text object is printed: size in points, its font, and whether upright."""

    text: TextObject
    size: float
    font: _Font
    upright: bool


class Glyph(NamedTuple):
    """A printed character: its edges in points from the page's lower left corner, and its style."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    style: _Style


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, or a column's part of one.

    `boxes` are those of the characters of `text`; `gaps` are the offsets in `text` before which a
    wide space is printed.
    `font` is the name of most characters' font, and `fonts` how many there are. The words up to the
    offset `bold_end` are bold, and `bold` tells whether all are. `begins_note`: a raised mark stood
    before it. `is_code`: all letters are as wide as each other; quotation marks may be of another
    font.
    """

    page: int
    text: str
    boxes: Sequence[Box]
    size: float
    font: str
    fonts: int
    bold: bool
    bold_end: int
    begins_note: bool
    is_code: bool
    gaps: tuple[int, ...]
    left: float = field(init=False)
    bottom: float = field(init=False)
    right: float = field(init=False)
    top: float = field(init=False)
    base: float = field(init=False)

    def __post_init__(self) -> None:
        _, lefts, bottoms, rights, tops = zip(*self.boxes, strict=True)
        edges = min(lefts), min(bottoms), max(rights), max(tops), median_low(bottoms)
        for name, edge in zip(("left", "bottom", "right", "top", "base"), edges, strict=True):
            object.__setattr__(self, name, edge)

    def cut(self, start: int, end: int | None = None) -> Line:
        """Return a part of the line."""
        text = self.text[start:end]
        gaps = tuple(gap - start for gap in self.gaps if start < gap < start + len(text))
        bold_end = min(max(self.bold_end - start, 0), len(text))
        boxes = self.boxes[start:end]
        bold = bold_end == len(text)
        return replace(self, text=text, boxes=boxes, gaps=gaps, bold_end=bold_end, bold=bold)


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page in the order in which they are printed, and its height in points.

    `turned` is text that is printed sidewise, as arXiv's stamp. `is_picture`: hardly any of what is
    to be seen on it is text. `falsified` is how many characters are of fonts that draw other
    letters than they name.
    """

    lines: Sequence[Line]
    turned: str
    height: float
    is_picture: bool
    falsified: int = 0


def read_page(page: pdfium.PdfPage, number: int) -> Page:
    """Return the visible text of a page.

    What a reader cannot see is left out: too small, off the page, or without a trace in the picture
    of the page.
    """
    text_page = page.get_textpage()
    try:
        glyphs = _read_glyphs(page, text_page)
        uses = Counter(glyph.style for glyph in glyphs if glyph)
        _compare_fonts(uses)
        picture = Picture(page, [style.text for style in uses])
        upright = [glyph for glyph in glyphs if glyph is None or glyph.style.upright]
        lines_of_words = (list(_split_words(run)) for run in _split_lines(upright))
        runs = [part for words in lines_of_words for part in _part_numbers(words)]
        turned = list(_split_words([one for one in glyphs if not (one and one.style.upright)]))
        seen = iter(_find_seen([word for run in (*runs, turned) for word in run], picture))
    finally:
        text_page.close()
    shown = [[word for word in run if next(seen)] for run in runs]
    false = _find_false_fonts(shown)
    true = [[word for word in run if word[0].style.font not in false] for run in shown]
    lines = [line for run in true if (line := _build_line(run, number))]
    beside = " ".join("".join(glyph.text for glyph in word) for word in turned if next(seen))
    falsified = _count_chars(shown) - _count_chars(true)
    is_picture = _count_chars(shown) < _MIN_CHARS and picture.is_full
    return Page(lines, beside, page.get_height(), is_picture, falsified)


def _count_chars(runs: Iterable[Iterable[Sequence[Glyph]]]) -> int:
    return sum(len(word) for run in runs for word in run)


def _compare_fonts(styles: Mapping[_Style, int]) -> None:
    """Find out which fonts are bold, and which have letters of one width, by the uses of styles.

    Some programs write weights that are all too high: a bold font is heavier than the usual one.
    """
    uses: Counter[_Font] = Counter()
    for style, count in styles.items():
        uses[style.font] += count
    usual = max(uses, key=uses.__getitem__).weight if uses else 0
    for font in uses:
        heavy = font.weight >= max(_BOLD_WEIGHT, _HEAVIER * usual)
        font.bold = heavy or _BOLD_NAME.search(font.name) is not None
        widths = font.widths
        both = _NARROW & widths.keys() and _WIDE & widths.keys()
        font.is_even = bool(both) and min(widths.values()) > _SAME_WIDTH * max(widths.values())


def _find_false_fonts(runs: Iterable[Sequence[Sequence[Glyph]]]) -> set[_Font]:
    """Return the fonts of which letters without stems and tails are often drawn with them.

    A font may name other letters than it draws, and so hide a text from who looks at the page.
    Where it is of capitals alone, all letters are tall.
    """
    letters, tall, tailed = Counter[_Font](), Counter[_Font](), Counter[_Font]()
    for run in runs:
        low = [glyph for word in run for glyph in word if glyph.text in _LOW_LETTERS]
        if len(low) < _SHARE_OF_LOW * sum(map(len, run)) or not low:
            continue
        size = median_low(map(_size_of, low))
        base = median_low(map(_bottom_of, low))
        low = [glyph for glyph in low if abs(glyph.size - size) < 0.1 * size]
        letters.update(map(_font_of, low))
        tall.update(glyph.style.font for glyph in low if glyph.top > base + 0.6 * size)
        tailed.update(glyph.style.font for glyph in low if glyph.bottom < base - 0.12 * size)

    def is_false(font: _Font) -> bool:
        odd = tailed[font] + (tall[font] if tall[font] < (1 - _MAX_ODD) * letters[font] else 0)
        return odd >= max(_MIN_ODD, _MAX_ODD * letters[font])

    return {font for font in letters if is_false(font)}


def _find_seen(words: Sequence[Sequence[Glyph]], picture: Picture) -> Sequence[bool]:
    if not words:
        return ()
    boxes = []
    for word in words:
        _, lefts, bottoms, rights, tops, *_ = zip(*word, strict=True)
        boxes.append((min(lefts), min(bottoms), max(rights), max(tops)))
    return picture.find_seen(np.array(boxes), [word[0].style.text for word in words])


def _read_glyphs(page: pdfium.PdfPage, text_page: pdfium.PdfTextPage) -> list[Glyph | None]:
    """Return the characters of a page, None for spaces and line ends."""
    handle = text_page.raw
    width, height = page.get_size()
    frame = _Frame(page)
    styles: dict[int, _Style] = {}
    fonts: dict[int, _Font] = {}
    signs: list[tuple[str, _Style] | None] = []
    edges = bytearray()
    box = (ctypes.c_double * 4)()
    left, bottom, right, top = (ctypes.c_double.from_buffer(box, 8 * n) for n in range(4))
    for i in range(pdfium_c.FPDFText_CountChars(handle)):
        code = pdfium_c.FPDFText_GetUnicode(handle, i)
        if code in _LIGATURES and not pdfium_c.FPDFText_IsGenerated(handle, i):
            sign = _LIGATURES[code]
        elif 0x20 <= code < 0xD800 or code in (2, 9, 10, 13) or 0xE000 <= code <= 0x10FFFF:
            sign = chr(code)
        else:
            sign = "\ufffd"
        if sign.isspace():
            signs.append(None)
            continue
        text = pdfium_c.FPDFText_GetTextObject(handle, i)
        address = address_of(text)
        style = styles.get(address)
        if style is None:
            style = styles[address] = _read_style(handle, i, text, frame, fonts)
        if style.size < height * _MIN_SIZE:
            continue
        widths = style.font.widths
        if sign not in widths and (sign in _NARROW or sign in _WIDE):
            widths[sign] = _read_width(handle, i, frame) / style.size
        pdfium_c.FPDFText_GetCharBox(handle, i, left, right, bottom, top)
        signs.append((sign, style))
        edges += box
    boxes = iter(frame.place(np.frombuffer(edges).reshape(-1, 4)).tolist())
    glyphs: list[Glyph | None] = []
    for found in signs:
        if found is None:
            glyphs.append(None)
            continue
        sign, style = found
        x0, y0, x1, y1 = next(boxes)
        if x1 <= 0 or x0 >= width or y1 <= 0 or y0 >= height:
            continue
        glyph = Glyph(sign, x0, y0, x1, y1, style.size, style)
        if len(sign) > 1:
            step = (x1 - x0) / len(sign)
            glyphs.extend(
                glyph._replace(text=letter, left=x0 + n * step, right=x0 + (n + 1) * step)
                for n, letter in enumerate(sign)
            )
        elif not (sign in _ACCENTS and _put_accent(glyph, glyphs)):
            glyphs.append(glyph)
    return glyphs


def _read_width(handle: pdfium_c.FPDF_TEXTPAGE, at: int, frame: _Frame) -> float:
    """Return how far a character moves the next one, in points."""
    box = pdfium_c.FS_RECTF()
    pdfium_c.FPDFText_GetLooseCharBox(handle, at, box)
    return abs(float(frame.turn(box.right - box.left, box.top - box.bottom)[0]))


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
        self._origin: Any = 0.0
        self._origin = self.place(np.array([page.get_bbox()]))[0, :2]

    def turn(self, x: Any, y: Any) -> tuple[Any, Any]:
        """Return a direction."""
        a, b, c, d = self._turn
        return a * x + b * y, c * x + d * y

    def place(self, boxes: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return rectangles, each with its left, bottom, right and top."""
        ends = [np.stack(self.turn(*boxes.T[at : at + 2]), 1) - self._origin for at in (0, 2)]
        return np.hstack((np.minimum(*ends), np.maximum(*ends)))


def _read_style(
    handle: pdfium_c.FPDF_TEXTPAGE,
    at: int,
    text: TextObject,
    frame: _Frame,
    fonts: dict[int, _Font],
) -> _Style:
    """Return the style of the character `at`, which is that of its text object.

    `fonts` has fonts by their addresses.
    """
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFText_GetMatrix(handle, at, matrix)
    along, up = frame.turn(matrix.a, matrix.b), frame.turn(matrix.c, matrix.d)
    upright = up[1] > 0 and abs(math.atan2(along[1], along[0])) <= _MAX_ANGLE
    size = pdfium_c.FPDFText_GetFontSize(handle, at) * math.hypot(*up)
    font = pdfium_c.FPDFTextObj_GetFont(text) if text else None
    face = address_of(font)
    if face not in fonts:
        fonts[face] = _Font(_read_font_name(font), pdfium_c.FPDFText_GetFontWeight(handle, at))
    return _Style(text, size, fonts[face], upright)


def _read_font_name(font: Any) -> str:
    name = ctypes.create_string_buffer(100)
    if font:
        pdfium_c.FPDFFont_GetBaseFontName(font, name, len(name))
    return name.value.decode("utf-8", "replace")


def _put_accent(accent: Glyph, before: list[Glyph | None]) -> bool:
    """Put an accent that is printed by itself on its letter; tell whether it has one."""
    middle = (accent.left + accent.right) / 2
    for at in range(len(before) - 1, max(len(before) - _ACCENTED_WITHIN, 0) - 1, -1):
        letter = before[at]
        if letter is None or not letter.left <= middle <= letter.right:
            continue
        near = abs(letter.bottom - accent.bottom) < letter.size
        both = unicodedata.normalize("NFC", letter.text + _ACCENTS[accent.text])
        if near and len(both) == 1:
            before[at] = letter._replace(text=both, top=max(letter.top, accent.top))
            return True
    return False


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
    if low <= glyph.bottom < glyph.top <= high:
        return False
    overlap = min(high, glyph.top) - max(low, glyph.bottom)
    height = min(high - low, glyph.top - glyph.bottom) or 1.0
    returns = glyph.left < last.right - 0.2 * size
    return overlap < 0.2 * height and (returns or overlap < -0.35 * size)


def _build_line(words: Sequence[Sequence[Glyph]], number: int) -> Line | None:
    glyphs = [glyph for word in words for glyph in word]
    if not glyphs:
        return None
    size = _find_size(glyphs)
    base = median_low(g.bottom for g in glyphs if abs(g.size - size) < 0.6)
    text: list[str] = []
    boxes: list[Box] = []
    spaces: list[tuple[float, int]] = []
    begins_note = False
    bold_end, bold = 0, True
    for word in words:
        kept = list(_set_small(word, size, base))
        begins_note = begins_note or (not boxes and kept[:1] != list(word[:1]))
        if not kept:
            continue
        if boxes:
            _, _, bottom, edge, top = boxes[-1]
            begins = kept[0].left
            text.append(" ")
            boxes.append(Box(number, edge, bottom, max(begins, edge), top))
            spaces.append((begins - edge, len(text)))
        signs, *edges, _, styles = zip(*kept, strict=True)
        text.extend(signs)
        boxes.extend(map(Box, repeat(number), *edges))
        bold = bold and all(style.font.bold for style in styles)
        bold_end = len(text) if bold else bold_end
    if not text:
        return None
    if text[-1] == _SOFT_HYPHEN:
        text[-1] = HYPHEN
    fonts = Counter(font.name for font in map(_font_of, glyphs))
    return Line(
        number,
        "".join(text),
        boxes,
        size,
        max(fonts, key=fonts.__getitem__),
        len(fonts),
        bold,
        bold_end,
        begins_note,
        all(one.style.font.is_even for one in [g for g in glyphs if g.text.isalnum()] or glyphs),
        tuple(_find_gaps(text, spaces, size)),
    )


def _find_gaps(
    text: Sequence[str], spaces: Sequence[tuple[float, int]], size: float
) -> Iterator[int]:
    """Yield the offsets after wide spaces; those of a justified line of words are all as wide."""
    least = _WIDE_SPACE * size
    if spaces and sum(map(str.isalpha, text)) + len(spaces) > _ALL_WORDS * len(text):
        usual = median_low([width for width, _ in spaces])
        least = min(max(least, 2 * usual), 2 * least)
    return (at for width, at in spaces if width > least)


def _split_words(run: Sequence[Glyph | None]) -> Iterator[list[Glyph]]:
    word: list[Glyph] = []
    for glyph in (*run, None):
        if glyph is not None:
            word.append(glyph)
        elif word:
            yield word
            word = []


def _part_numbers(words: list[list[Glyph]]) -> Iterator[list[list[Glyph]]]:
    """Yield a line, and separately the line number beside it."""
    first, last = 0, len(words)
    if last > 1 and _is_beside(words[0], words[1], words[1][0].left - words[0][-1].right):
        first = 1
    if last > 2 and _is_beside(words[-1], words[-2], words[-1][0].left - words[-2][-1].right):
        last -= 1
    yield from (part for part in (words[:first], words[first:last], words[last:]) if part)


def _is_beside(number: Sequence[Glyph], word: Sequence[Glyph], gap: float) -> bool:
    """Tell whether a number is set apart from the word next to it, or is smaller too."""
    size = word[0].size
    least = _NUMBER_SPACE if number[0].size < _SMALL * size else _WIDE_SPACE
    return gap > least * size and all(glyph.text.isdecimal() for glyph in number)


def _find_size(glyphs: Sequence[Glyph]) -> float:
    """Return the largest size of font that a quarter of the characters have, to half a point.

    Small capitals are smaller than the line's other letters, and may be most of it.
    """
    sizes: Counter[float] = Counter()
    for size, count in Counter(map(_size_of, glyphs)).items():
        sizes[round(2 * size) / 2] += count
    return max(size for size, count in sizes.items() if count >= len(glyphs) / 4 or len(sizes) > 4)


def _set_small(word: Sequence[Glyph], size: float, base: float) -> Iterator[Glyph]:
    """Yield a word's characters with raised and lowered ones as such, and no marks of notes."""
    shifts = [_find_shift(glyph, size, base) for glyph in word]
    if not any(shifts):
        yield from word
        return
    written = ""
    for shift, pairs in groupby(zip(shifts, word, strict=True), key=itemgetter(0)):
        part = [glyph for _, glyph in pairs]
        signs = "".join(glyph.text for glyph in part)
        if shift > 0 and is_note_mark(signs, written):
            continue
        write = {1: raise_digits, -1: lower_digits}.get(shift, str)
        yield from (glyph._replace(text=write(glyph.text)) for glyph in part)
        written += signs


def _find_shift(glyph: Glyph, size: float, base: float) -> int:
    """Return 1 for a superscript, -1 for a subscript, else 0."""
    small = glyph.size < _SMALL * size
    if not small and not (glyph.text.isdecimal() and glyph.top - glyph.bottom < 0.55 * size):
        return 0  # a font may have small digits of its own
    if (glyph.bottom + glyph.top) / 2 > base + 0.22 * size and glyph.bottom > base + 0.1 * size:
        return 1
    return -1 if glyph.bottom < base - 0.08 * size else 0
