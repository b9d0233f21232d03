"""Cut a whole paper into passages: one to three sentences, or a table with its caption."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from retrieval.full_text.document import Block, Document
from retrieval.passage import Box, Formula, Passage, PassageKind, PrintedPart
from retrieval.text.sentences import Span, split_sentences

_MAX_SENTENCES = 3
_MAX_CHARS = 600
_MAX_TABLE_CHARS = 700
_MAX_CAPTION_CHARS = 200  # of a table, to be repeated with each part of it
_MIN_CHARS = 20  # less is a fragment
_MAX_RISE = 20.0  # points, from a sign to the next one of its line
_FORMULA_FALL = 4.0  # points; a comma after a superscript is less far below it


def cut_passages(document: Document) -> list[Passage]:
    """Return the passages of a paper in reading order, without its references and headings."""
    passages: list[Passage] = []
    caption: Block | None = None
    for block in document.blocks:
        match block.kind:
            case "paragraph":
                passages.extend(_cut_text(block, "text"))
            case "footnote":
                passages.extend(_cut_text(block, "footnote"))
            case "caption":
                passages.extend(_cut_text(block, "caption"))
            case "table":
                passages.extend(_cut_table(block, caption))
        if block.kind != "table":
            caption = block if block.kind == "caption" else None
    labels = dict(enumerate(document.page_labels))
    return [
        replace(one, number=number, label="" if one.page is None else labels.get(one.page, ""))
        for number, one in enumerate(passages)
    ]


def _cut_text(block: Block, kind: PassageKind) -> Iterator[Passage]:
    """Yield a block's sentences in passages of about the same length."""
    spans = [span for span in split_sentences(block.text) if span.text.strip()]
    for group in _group(block, spans):
        start, end = group[0].start, group[-1].end
        if end - start >= _MIN_CHARS:
            yield Passage(
                kind,
                block.text[start:end],
                block.section,
                tuple(_find_parts(block, start, [(span.start, span.end) for span in group])),
                formulas=tuple(
                    Formula(max(one.start - start, 0), one.end - start, one.source)
                    for one in block.formulas
                    if one.start < end and one.end > start
                ),
            )


def _group(block: Block, spans: Sequence[Span]) -> Iterator[Sequence[Span]]:
    """Yield sentences in groups of at most three and 600 characters that begin on one page.

    A long one is by itself.
    """
    group: list[Span] = []
    for span in spans:
        first = group[0] if group else span
        turned = bool(block.boxes) and (
            block.boxes[span.start].page != block.boxes[first.start].page
        )
        full = len(group) == _MAX_SENTENCES or span.end - first.start > _MAX_CHARS
        if group and (full or turned):
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def _find_parts(
    block: Block, offset: int, stretches: Sequence[tuple[int, int]]
) -> Iterator[PrintedPart]:
    """Yield the lines of stretches of a block's text; places count from `offset`."""
    if not block.boxes:
        return
    for start, end in stretches:
        at = start
        for _, same in groupby(range(start, end), key=_LineOf(block.boxes)):
            boxes = [block.boxes[place] for place in same]
            pages, lefts, bottoms, rights, tops = zip(*boxes, strict=True)
            box = Box(pages[0], min(lefts), min(bottoms), max(rights), max(tops))
            yield PrintedPart(at - offset, at + len(boxes) - offset, box)
            at += len(boxes)


class _LineOf:
    """Numbers the lines in which characters are printed.

    The next begins to the left, or far above, where it is the next column's first.
    """

    def __init__(self, boxes: Sequence[Box]) -> None:
        self._boxes = boxes
        self._number = 0
        self._last: Box | None = None

    def __call__(self, place: int) -> int:
        box, last = self._boxes[place], self._last
        if last is not None and (
            box.page != last.page
            or box.left < last.left - 1
            or box.bottom > last.top + _MAX_RISE
            or box.top < last.bottom - _FORMULA_FALL
        ):
            self._number += 1
        self._last = box
        return self._number


def _cut_table(block: Block, caption: Block | None) -> Iterator[Passage]:
    """Yield a table's rows, each part with the caption, or how it begins, and the first row."""
    rows = list(_split_rows(block))
    heads = [] if caption is None else [_shorten(caption)]
    first = 0
    while first < len(rows):
        lines = [*heads, *rows[: 1 if first else 0]]
        size = sum(len(line.text) for line in lines)
        last = first
        while last < len(rows) and (
            last == first or size + len(rows[last].text) <= _MAX_TABLE_CHARS
        ):
            size += len(rows[last].text)
            last += 1
        lines += rows[first:last]
        parts: list[PrintedPart] = []
        at = 0
        for line in lines:
            parts.extend(_find_parts(line, -at, [(0, len(line.text))]))
            at += len(line.text) + 1
        shown = "\n".join(line.text for line in lines)
        yield Passage("table", shown, block.section, tuple(parts))
        first = last


def _shorten(caption: Block) -> Block:
    """Return the first sentence of a long caption: all of it is in passages of its own."""
    if len(caption.text) <= _MAX_CAPTION_CHARS:
        return caption
    end = next((span.end for span in split_sentences(caption.text)), 0)
    return replace(caption, text=caption.text[:end], boxes=caption.boxes[:end])


def _split_rows(block: Block) -> Iterator[Block]:
    at = 0
    for row in block.text.split("\n"):
        yield replace(block, text=row, boxes=block.boxes[at : at + len(row)])
        at += len(row) + 1
