"""Draw the place of a page where words are printed, with the words marked."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw

from retrieval.passage import Box

_MARK = (255, 236, 130)  # yellow, under black print
_MAX_WIDTH = 1_200  # pixels
_MAX_HEIGHT = 1_600
_SCALE = 2.5  # pixels a point, unless the picture would be too wide
_AROUND = 30.0  # points above and below the words
_BESIDE = 9.0  # points to the left and right of the column
_COLORS = 24


def draw_evidence(pdf: pdfium.PdfDocument, boxes: Sequence[Box]) -> bytes:
    """Return a PNG of the page around `boxes`, which are marked; at most 1,200 pixels wide.

    The words of other pages are left out: the picture is of the page with most of them.
    """
    pages = [box.page for box in boxes]
    number = max(sorted(set(pages)), key=pages.count)
    marked = [box for box in boxes if box.page == number]
    page = pdf[number]
    width, height = page.get_size()
    left = max(min(box.left for box in marked) - _BESIDE, 0)
    right = min(max(box.right for box in marked) + _BESIDE, width)
    bottom = max(min(box.bottom for box in marked) - _AROUND, 0)
    top = min(max(box.top for box in marked) + _AROUND, height)
    scale = min(_SCALE, _MAX_WIDTH / (right - left), _MAX_HEIGHT / (top - bottom))
    crop = left, bottom, width - right, height - top
    picture = page.render(scale=scale, crop=crop, draw_annots=False).to_pil().convert("RGB")
    marks = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(marks)
    for box in marked:
        corners = (box.left - left, top - box.top), (box.right - left, top - box.bottom)
        (x0, y0), (x1, y1) = ((scale * x, scale * y) for x, y in corners)
        draw.rectangle((x0 - 2, y0 - 3, x1 + 2, y1 + 3), fill=_MARK)
    shown = ImageChops.multiply(picture, marks).quantize(_COLORS)
    saved = io.BytesIO()
    shown.save(saved, "PNG", optimize=True)
    return saved.getvalue()
