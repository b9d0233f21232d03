"""Find out which text of a PDF's page a reader can see, by drawing the page without it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from ctypes import addressof
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

TextObject = Any
_Place = tuple[slice, slice]

_MAX_PIXELS = 3_000  # of a side; a page has one pixel a point unless it is larger
_MIN_CONTRAST = 32  # of 255 levels of grey, between a page with a word and one without it
_FULL = 0.2  # of the rows of a page's pixels, with anything in them
_MAX_OVERLAP = 0.04  # of a word's place, that another word has too
_THIN = 3  # pixels
_MAX_LAYERS = 4  # of words over each other


class Picture:
    """A page as a reader sees it, in levels of grey, with and without its text.

    Text is seen if the page looks different without it. So it is not if it is invisible, clipped,
    of a hidden layer, behind a picture, or of the color of what is behind it.
    """

    def __init__(self, page: pdfium.PdfPage, texts: Iterable[TextObject]) -> None:
        self._page = page
        width, height = page.get_size()
        self._scale = min(1.0, _MAX_PIXELS / max(width, height, 1.0))
        self._drawn = self._draw()
        self._text = self._find_changes(texts)

    @property
    def is_full(self) -> bool:
        """Whether much is drawn on the page, text or not."""
        return bool((np.ptp(self._drawn, axis=1) >= _MIN_CONTRAST).mean() > _FULL)

    def find_seen(self, boxes: NDArray[np.float64], objects: Sequence[TextObject]) -> list[bool]:
        """Tell of each word, by its box in points and its text object, whether it is seen.

        `boxes` has left, bottom, right and top in columns.
        """
        places = self._to_places(boxes)
        seen = [bool(np.count_nonzero(self._text[_widen(place)])) for place in places]
        covers = np.zeros(self._drawn.shape, np.uint32)
        for place in places:
            covers[place] += 1
        shared = covers > 1
        crowded = [
            word
            for word, place in enumerate(places)
            if seen[word] and np.count_nonzero(shared[place]) > _MAX_OVERLAP * shared[place].size
        ]
        for word, is_seen in self._uncover(crowded, places, objects):
            seen[word] = is_seen
        return seen

    def _draw(self) -> NDArray[np.int16]:
        drawn = self._page.render(scale=self._scale, grayscale=True, draw_annots=False)
        return np.asarray(drawn.to_numpy(), np.int16)

    def _find_changes(self, texts: Iterable[TextObject]) -> NDArray[np.bool_]:
        """Tell which pixels look different without some text."""
        with _without(texts):
            return np.asarray(np.abs(self._drawn - self._draw()) >= _MIN_CONTRAST)

    def _to_places(self, boxes: NDArray[np.float64]) -> list[_Place]:
        """Return the rows and columns of pixels in each box, at least one of each."""
        rows, columns = self._drawn.shape
        left, bottom, right, top = self._scale * boxes.T
        height = self._scale * self._page.get_height()
        edges = (
            first := np.clip(np.rint(height - top), 0, rows - 1),
            np.clip(np.rint(height - bottom), first + 1, rows),
            begin := np.clip(np.rint(left), 0, columns - 1),
            np.clip(np.rint(right), begin + 1, columns),
        )
        return [
            (slice(first, last), slice(begin, end))
            for first, last, begin, end in np.stack(edges, axis=1).astype(int).tolist()
        ]

    def _uncover(
        self, crowded: Sequence[int], places: Sequence[_Place], objects: Sequence[TextObject]
    ) -> Iterator[tuple[int, bool]]:
        """Take words away that stand over each other, layer after layer; tell which were seen."""
        layers: list[list[int]] = [[] for _ in range(_MAX_LAYERS)]
        owners = np.zeros((_MAX_LAYERS if crowded else 0, *self._drawn.shape), np.uint64)
        for word in crowded:
            owner = address_of(objects[word])
            for layer, taken in zip(layers, owners, strict=True):
                place = taken[places[word]]
                if ((place == 0) | (place == owner)).mean() >= 1 - _MAX_OVERLAP:
                    place[:] = owner
                    layer.append(word)
                    break
            else:
                yield word, False
        for layer in filter(None, layers):
            changes = self._text & self._find_changes([objects[word] for word in layer])
            yield from ((word, bool(changes[_widen(places[word])].any())) for word in layer)


def _widen(place: _Place) -> _Place:
    """Return a place with a pixel around where it is thin: a dash may be drawn beside it."""
    rows, columns = place
    return (_widen_side(rows), _widen_side(columns))


def _widen_side(pixels: slice) -> slice:
    thin = pixels.stop - pixels.start < _THIN
    return slice(max(pixels.start - 1, 0), pixels.stop + 1) if thin else pixels


def address_of(text: TextObject) -> int:
    """Return what tells a text object from others; 0 for none."""
    return addressof(text.contents) if text else 0


@contextmanager
def _without(texts: Iterable[TextObject]) -> Iterator[None]:
    hidden = [text for text in texts if text]
    for text in hidden:
        pdfium_c.FPDFPageObj_SetIsActive(text, False)
    try:
        yield
    finally:
        for text in hidden:
            pdfium_c.FPDFPageObj_SetIsActive(text, True)
