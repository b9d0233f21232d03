"""Draw the places of pages where words are printed, with the words marked."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw

from retrieval.passage import Box

_MARK = (255, 236, 130)  # yellow, under black print
_MAX_WIDTH = 1_200  # pixels
_MAX_HEIGHT = 1_600
_SCALE = 2.5  # pixels a point, unless the picture would be too wide
_AROUND = 30.0  # points above and below the words
_BESIDE = 9.0  # points to the left and right of the passage
_COLUMN_RISE = 20.0  # points, at least, from the last line up to the next column's first
_MAX_CLIPPINGS = 3
_GAP = 8  # pixels between two
_BETWEEN = "#808080"
_COLORS = 64


def draw_evidence(pdf: pdfium.PdfDocument, words: Sequence[Box], passage: Sequence[Box]) -> bytes:
    """Return a PNG of the places where `words` are printed, marked; at most 1,200 pixels wide.

    Each is as wide as the `passage` that they are from. What goes on in the next column, or on the
    next page, is shown below.
    """
    runs = list(_split_columns(words))[:_MAX_CLIPPINGS]
    frames = [_frame(run, passage, *pdf[run[0].page].get_size()) for run in runs]
    scale = min(
        _SCALE,
        _MAX_WIDTH / max(frame.right - frame.left for frame in frames),
        _MAX_HEIGHT / sum(frame.top - frame.bottom for frame in frames),
    )
    clippings = [_clip(pdf, frame, run, scale) for frame, run in zip(frames, runs, strict=True)]
    width = max(one.width for one in clippings)
    picture = Image.new(
        "RGB", (width, sum(one.height + _GAP for one in clippings) - _GAP), _BETWEEN
    )
    top = 0
    for one in clippings:
        picture.paste("white", (0, top, width, top + one.height))
        picture.paste(one, (0, top))
        top += one.height + _GAP
    saved = io.BytesIO()
    picture.quantize(_COLORS, Image.Quantize.FASTOCTREE).save(saved, "PNG")
    return saved.getvalue()


def _split_columns(words: Sequence[Box]) -> Iterator[list[Box]]:
    """Yield the lines in each column of each page."""
    run: list[Box] = []
    for box in words:
        turned = bool(run) and box.page != run[-1].page
        if turned or (
            run
            and box.bottom > run[-1].top + _COLUMN_RISE
            and box.left > max(line.right for line in run)
        ):
            yield run
            run = []
        run.append(box)
    if run:
        yield run


def _frame(run: Sequence[Box], passage: Sequence[Box], width: float, height: float) -> Box:
    """Return what is shown of a page of that size around lines of one column."""
    left, right = min(line.left for line in run), max(line.right for line in run)
    beside = [
        line
        for line in passage
        if line.page == run[0].page and line.left < right and line.right > left
    ]
    return Box(
        run[0].page,
        max(min(line.left for line in (*run, *beside)) - _BESIDE, 0.0),
        max(min(line.bottom for line in run) - _AROUND, 0.0),
        min(max(line.right for line in (*run, *beside)) + _BESIDE, width),
        min(max(line.top for line in run) + _AROUND, height),
    )


def _clip(pdf: pdfium.PdfDocument, frame: Box, run: Sequence[Box], scale: float) -> Image.Image:
    """Return a part of a page with lines marked, at so many pixels a point."""
    page = pdf[frame.page]
    width, height = page.get_size()
    crop = frame.left, frame.bottom, width - frame.right, height - frame.top
    printed = page.render(scale=scale, crop=crop, draw_annots=False).to_pil().convert("RGB")
    marks = Image.new("RGB", printed.size, "white")
    pen = ImageDraw.Draw(marks)
    for line in run:
        x0, x1 = (scale * (x - frame.left) for x in (line.left, line.right))
        y0, y1 = (scale * (frame.top - y) for y in (line.top, line.bottom))
        pen.rectangle((x0 - 2, y0 - 3, x1 + 2, y1 + 3), fill=_MARK)
    above = int(scale * (frame.top - max(line.top for line in run)))
    below = int(scale * (min(line.bottom for line in run) - frame.bottom))
    top, bottom = _find_edges(printed, above, below)
    return ImageChops.multiply(printed, marks).crop((0, top, printed.width, bottom))


def _find_edges(printed: Image.Image, above: int, below: int) -> tuple[int, int]:
    """Return the first and the last row without print, so that no line is cut through.

    They are among the so many rows above and below the marked words, else those at the ends.
    """
    has_print = ImageChops.invert(printed.convert("L")).getprojection()[1]
    top = next((row for row in range(above) if not has_print[row]), 0)
    last = range(printed.height - 1, printed.height - below, -1)
    return top, next((row for row in last if not has_print[row]), printed.height)
