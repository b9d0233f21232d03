"""Set formulas in LaTeX or MathML as a picture, by ziamath."""

from __future__ import annotations

import io
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from xml.etree.ElementTree import Element

import numpy as np
from defusedxml import ElementTree as SafeElementTree
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from PIL import Image
from ziamath.config import config
from ziamath.tex import tex2mml
from ziamath.zmath import Math

from retrieval.text import patterns as re

_SECONDS = 1.0  # of processor time, for one picture: ziamath's doubles with each level of nesting
_SIZE = 20.0  # of the type, in pixels before it is scaled
_SCALE = 2.0  # unless the picture would be too wide or high
_MIN_SCALE = 0.6  # smaller print cannot be read
_MAX_WIDTH, _MAX_HEIGHT = 1_200, 1_600  # pixels
_MARGIN = 16  # pixels
_COLORS = 16
_SPACES = " \n\t\xa0\u2009\u2003\u2061\u2062\u2063\u2064\u200b"  # and what is not printed
_NOT_PRINTED = re.compile(
    r"\\(?:nonumber|notag|displaylimits|middle|ensuremath|(?:label|tag)\*?\{[^{}]*\})"
)
_ALIKE = {r"\operatorname*": r"\operatorname", r"\mathds": r"\mathbb", r"\mathbbm": r"\mathbb"}
"""What ziamath does not know, and what is set like it."""
_OUTLINES = ("svg", "g", "path", "rect")
_STEP = re.compile(r"([MLQCZ])([^MLQCZ]*)")
_CODES = {"M": Path.MOVETO, "L": Path.LINETO, "Q": Path.CURVE3, "C": Path.CURVE4}


def draw_formulas(sources: Sequence[str]) -> bytes:
    """Return a PNG of formulas below each other; empty if one of them cannot be set.

    Runs in the main thread of a process, whose memory is limited.
    """
    try:
        with _limit_time():
            return _print([_set(source) for source in sources])
    except Exception:  # ziamath raises whatever comes of a formula that it cannot set
        return b""


@contextmanager
def _limit_time() -> Iterator[None]:
    """Raise TimeoutError in a block that takes too long, again where that is caught."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, _SECONDS, _SECONDS / 10)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _print(drawings: Sequence[Element]) -> bytes:
    """Return a PNG of drawings below each other; empty if they are too wide or high."""
    frames = [tuple(map(float, one.attrib["viewBox"].split())) for one in drawings]
    widest = max(width for _, _, width, _ in frames)
    scale = min(
        _SCALE,
        (_MAX_WIDTH - 2 * _MARGIN) / widest,
        (_MAX_HEIGHT - _MARGIN) / sum(height + _MARGIN for *_, height in frames),
    )
    if scale < _MIN_SCALE:
        return b""
    heights = [scale * height + _MARGIN for *_, height in frames]
    low = sum(heights) + _MARGIN
    canvas = RendererAgg(round(scale * widest) + 2 * _MARGIN, round(low), 72)
    for drawing, (left, top, *_), height in zip(drawings, frames, heights, strict=True):
        place = Affine2D().translate(-left, -top).scale(scale, -scale)
        _draw(drawing, canvas, place.translate(_MARGIN, low - _MARGIN))
        low -= height
    printed = Image.fromarray(np.asarray(canvas.buffer_rgba()))
    picture = Image.new("RGB", printed.size, "white")
    picture.paste(printed, mask=printed)
    saved = io.BytesIO()
    picture.quantize(_COLORS, Image.Quantize.FASTOCTREE).save(saved, "PNG")
    return saved.getvalue()


def _set(source: str) -> Element:
    """Return a formula as SVG; raise ValueError, or whatever ziamath does, if that cannot be."""
    root = SafeElementTree.fromstring(source if source.startswith("<") else _to_mathml(source))
    signs = set("".join(root.itertext()))
    if "\\" in signs:
        raise ValueError("The formula has an unknown command.")
    config.svg2 = False  # a path for each character, at its place
    formula = Math(root, size=_SIZE)
    if not all(map(formula.font.glyphindex, signs.difference(_SPACES))):
        raise ValueError("The formula has characters that the font lacks.")
    drawing = formula.svgxml()
    for part in drawing.iter():
        black = part.get("fill", "black") == "black" and "stroke" not in part.attrib
        if part.tag not in _OUTLINES or not black:
            raise ValueError("The formula has a frame or a color.")
    return drawing


def _to_mathml(latex: str) -> str:
    latex = _NOT_PRINTED.sub("", latex)
    for command, alike in _ALIKE.items():
        latex = latex.replace(command, alike)
    return tex2mml(latex)


def _draw(drawing: Element, canvas: RendererAgg, place: Affine2D) -> None:
    """Draw the outlines of an SVG of ziamath's in black."""
    pen = canvas.new_gc()
    pen.set_linewidth(0)
    for part in drawing.iter():
        if part.tag == "rect":
            x, y, width, height = (float(part.attrib[k]) for k in ("x", "y", "width", "height"))
            steps = [("M", [x, y]), ("L", [x + width, y]), ("L", [x + width, y + height])]
            steps += [("L", [x, y + height]), ("Z", [x, y])]
        else:
            found = _STEP.findall(part.get("d", ""))
            steps = [(step, list(map(float, ends.split())) or [0, 0]) for step, ends in found]
        if steps:
            codes = [_CODES.get(step, Path.CLOSEPOLY) for step, ends in steps for _ in ends[::2]]
            ends = np.concatenate([np.reshape(ends, (-1, 2)) for _, ends in steps])
            canvas.draw_path(pen, Path(ends, codes), place, (0, 0, 0))
