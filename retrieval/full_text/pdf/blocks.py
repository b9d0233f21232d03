"""Make paragraphs, headings, captions and tables of the lines of a PDF."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Literal

from retrieval.full_text import headings
from retrieval.full_text.document import CELL_SEPARATOR, Block, BlockKind
from retrieval.full_text.pdf.layout import Column, Group, Layout
from retrieval.full_text.pdf.lines import HYPHEN, Line
from retrieval.passage import Box
from retrieval.text import patterns as re

_Kind = Literal["heading", "prose", "caption", "row", "footnote", "other"]

_ENDS_SENTENCE = (".", "?", "!", ":", ";", "”", '"', "’", ")", "]")
_LIST_ITEM = re.compile(r"[•–▪◦*(\d-]")
_WORD = re.compile(r"\w[\w-]*")
_MAX_HEADING_CHARS = 120
_SHARE_OF_LETTERS = 0.6
_MIN_NUMBERED = 3  # headings with a number: those without are then titles of paragraphs
_HAS_ROWS = ("Tab", "TAB", "Algorithm", "Listing", "Box", "Supplementary Tab", "Extended Data Tab")


def build_blocks(groups: Sequence[Group], layout: Layout) -> list[Block]:
    """Return the blocks of a paper in reading order, with captions and notes after a paragraph."""
    builder = _Builder(layout, _count_words(groups))
    for kind, group in _classify(groups, layout):
        builder.add(kind, group)
    return builder.finish()


def _classify(groups: Sequence[Group], layout: Layout) -> list[tuple[_Kind, Group]]:
    floors = _find_floors(groups, layout)
    kinds: list[tuple[_Kind, Group]] = []
    for at, group in enumerate(groups):
        after = groups[at + 1] if at + 1 < len(groups) else None
        kinds.append((_find_kind(group, kinds, after, floors, layout), group))
    numbered = sum(bool(headings.split_number(_text(g))[0]) for k, g in kinds if k == "heading")
    if numbered < _MIN_NUMBERED:
        return kinds
    return [
        ("prose" if kind == "heading" and not _is_section(group) else kind, group)
        for kind, group in kinds
    ]


def _is_section(group: Group) -> bool:
    """Tell whether a heading is of a section in a paper that numbers them."""
    text = _text(group)
    return bool(headings.split_number(text)[0]) or headings.is_known(text)


def _text(group: Group) -> str:
    return " ".join(line.text for line in group)


def _find_floors(groups: Sequence[Group], layout: Layout) -> dict[tuple[int, float], float]:
    """Return where the running text ends, by page and the left edge of the column."""
    floors: dict[tuple[int, float], float] = {}
    for group in groups:
        for line in group:
            if layout.is_body(line) and len(line.text) > 15:
                place = line.page, layout.find_column(line).left
                floors[place] = min(floors.get(place, line.bottom), line.bottom)
    return floors


def _find_kind(
    group: Group,
    before: Sequence[tuple[_Kind, Group]],
    after: Group | None,
    floors: dict[tuple[int, float], float],
    layout: Layout,
) -> _Kind:
    first, column = group[0], layout.find_column(group[0])
    body = layout.is_body(first)
    goes_on = (
        bool(before) and before[-1][0] == "prose" and _is_below(before[-1][1][-1], first, layout)
    )
    caption = headings.CAPTION.match(first.text)
    if (
        caption
        and (caption["mark"] is not None or not body)
        and not (goes_on and not caption["mark"])
    ):
        return "caption"
    if _is_heading(group, after, layout):
        return "heading"
    letters = _share_of_letters(group)
    floor = floors.get((first.page, column.left), 0.0)
    low = first.top < min(floor + 0.5 * layout.body, (layout.bottom + layout.top) / 2)
    if low and first.size <= layout.body - 0.7 and letters > 0.5:
        return "footnote"
    if 3 * sum(len(line.gaps) for line in group) >= len(group):
        return "row"
    return "prose" if _is_prose(group, column, layout, letters, goes_on=goes_on) else "other"


def _is_prose(
    group: Group, column: Column, layout: Layout, letters: float, *, goes_on: bool
) -> bool:
    first = group[0]
    widths = [(line.right - line.left) / column.width for line in group]
    full = sum(widths[:-1] or widths) / max(len(group) - 1, 1)
    if layout.is_body(first):
        starts = first.left < column.left + 5 * first.size or len(group) > 2
        fills = full > 0.6 or goes_on or bool(_LIST_ITEM.match(first.text))
        return starts and letters > _SHARE_OF_LETTERS and fills
    if len(group) > 2 and full > 0.72 and letters > 0.75:
        return first.size > 0.7 * layout.body
    return goes_on and abs(first.size - layout.body) < 1.2


def _is_below(above: Line, line: Line, layout: Layout) -> bool:
    same = above.page == line.page and layout.find_column(above) == layout.find_column(line)
    return same and 0 < above.base - line.base < 1.6 * layout.leading


def _share_of_letters(group: Group) -> float:
    text = "".join(line.text for line in group)
    return sum(sign.isalpha() or sign == " " for sign in text) / max(len(text), 1)


def _is_heading(group: Group, after: Group | None, layout: Layout) -> bool:
    text, first = _text(group), group[0]
    if len(group) > 3 or len(text) > _MAX_HEADING_CHARS or sum(map(str.isalpha, text)) < 2:
        return False
    if any(len(line.gaps) > 1 for line in group) or not all(
        line.bold == first.bold for line in group
    ):
        return False
    known = headings.is_known(text)
    numbered = bool(headings.split_number(text)[0])
    large = first.size > layout.body + 0.6
    strong = first.bold or large or (text.isupper() and len(text) > 3)
    if known:
        return strong or len(group) == 1
    if not strong or (text.endswith((".", ",", ";")) and not numbered):
        return False
    if numbered:
        return True
    starts = first.left < layout.find_column(first).left + 3 * layout.body
    return first.page > 0 and starts and text[0].isupper() and _stands_over(group, after, layout)


def _stands_over(group: Group, after: Group | None, layout: Layout) -> bool:
    """Tell whether the text after a heading is right below it, or at the top of a column."""
    if after is None:
        return False
    last, line = group[-1], after[0]
    if last.page == line.page and layout.find_column(last) == layout.find_column(line):
        return layout.is_body(line) and 0 < last.base - line.base < 3 * layout.leading
    return layout.is_body(line) and line.top > layout.top - layout.leading


def _count_words(groups: Sequence[Group]) -> Counter[str]:
    """Count the words that are not broken at the end of a line."""
    return Counter(
        word.lower()
        for group in groups
        for line in group
        for word in _WORD.findall(line.text.removesuffix(HYPHEN))
    )


def _match_tables(
    beside: Sequence[tuple[BlockKind, Group]],
) -> Iterator[tuple[BlockKind, Group, list[Line]]]:
    """Yield captions and notes, each with the rows of its table.

    Text inside figures, formulas and what has no caption are left out.
    """
    for at, (kind, group) in enumerate(beside):
        if kind == "table":
            continue
        rows: list[Line] = []
        if kind == "caption" and group[0].text.startswith(_HAS_ROWS):
            above = _take_rows(reversed(beside[:at]), group[0].page)
            below = _take_rows(beside[at + 1 :], group[0].page)
            rows = min((above, below), key=lambda lines: _distance(group, lines))
        yield kind, group, rows


def _take_rows(beside: Iterable[tuple[BlockKind, Group]], page: int) -> list[Line]:
    groups = takewhile(lambda each: each[0] == "table" and each[1][0].page == page, beside)
    return [line for _, group in groups for line in group]


def _distance(caption: Group, rows: Sequence[Line]) -> float:
    """Return how far rows are above or below a caption, in points."""
    if not rows:
        return math.inf
    bottom, top = min(line.bottom for line in rows), max(line.top for line in rows)
    first, last = caption[0].top, caption[-1].bottom
    return abs(bottom - first) if bottom > last else abs(last - top)


@dataclass(slots=True)
class _Builder:
    """Puts groups together: a paragraph goes on across columns, pages and figures."""

    layout: Layout
    words: Counter[str]
    blocks: list[Block] = field(default_factory=list)
    section: str = ""
    started: bool = False
    in_references: bool = False
    paragraph: list[Line] = field(default_factory=list)
    beside: list[tuple[BlockKind, Group]] = field(default_factory=list)

    def add(self, kind: _Kind, group: Group) -> None:
        """Take the next group."""
        match kind:
            case "heading":
                self._add_heading(group)
            case "prose":
                self.started = self.started or (len(group) > 2 and not group[0].bold)
                for line in group:
                    self._add_line(line)
            case "caption":
                self.beside.append(("caption", group))
            case "footnote":
                self.beside.append(("footnote", group))
            case _ if self._continues_caption(group):
                self.beside[-1][1].extend(group)
            case _:
                self.beside.append(("table", group))

    def finish(self) -> list[Block]:
        """Return all blocks."""
        self._end_paragraph()
        return self.blocks

    def _add_heading(self, group: Group) -> None:
        self._end_paragraph()
        text, boxes = self._join(group)
        self.started = True
        if headings.begins_references(text):
            self.in_references = True
        elif self.in_references and not headings.ends_references(text):
            self.blocks.append(Block("reference", text, self.section, boxes))
            return
        else:
            self.in_references = False
        self.section = headings.enter_section(self.section, text)
        self.blocks.append(Block("heading", text, self.section, boxes))

    def _add_line(self, line: Line) -> None:
        if not self.started and line.text.lower().startswith("abstract"):
            self.started, self.section = True, "Abstract"
        if self.paragraph and self._begins_paragraph(self.paragraph[-1], line):
            self._end_paragraph()
        self.paragraph.append(line)

    def _begins_paragraph(self, last: Line, line: Line) -> bool:
        if not last.text.endswith(_ENDS_SENTENCE):
            return False
        layout = self.layout
        column, before = layout.find_column(line), layout.find_column(last)
        same = last.page == line.page and column == before
        if same and last.base - line.base > 1.7 * layout.leading:
            return True
        short = last.right < before.right - 2 * layout.body
        indented = line.left > column.left + 0.6 * layout.body
        if indented and (not same or last.left < before.left + 0.5 * layout.body):
            return True
        return short or (line.begins_bold and not last.begins_bold)

    def _continues_caption(self, group: Group) -> bool:
        if not self.beside or self.beside[-1][0] != "caption":
            return False
        last, line = self.beside[-1][1][-1], group[0]
        near = 0 < last.base - line.base < 1.6 * self.layout.leading
        return last.page == line.page and near and abs(last.size - line.size) < 0.4

    def _end_paragraph(self) -> None:
        if self.paragraph:
            kind: BlockKind = "reference" if self.in_references else "paragraph"
            if self.started:
                self.blocks.append(self._build(kind, self.paragraph))
            self.paragraph = []
        for kind, group, rows in _match_tables(self.beside):
            self.blocks.append(self._build(kind, group))
            if rows:
                text, boxes = self._join_rows(rows)
                self.blocks.append(Block("table", text, self.section, boxes))
        self.beside = []

    def _build(self, kind: BlockKind, group: Group) -> Block:
        text, boxes = self._join(group)
        return Block(kind, text, self.section, boxes)

    def _join(self, lines: Sequence[Line]) -> tuple[str, tuple[Box, ...]]:
        """Join lines with spaces, and the halves of broken words."""
        text: list[str] = []
        boxes: list[Box] = []
        for line in lines:
            if text:
                broken = text[-1] == HYPHEN or (text[-1] in "-‐" and line.text[0].islower())
                if not broken:
                    text.append(" ")
                    boxes.append(boxes[-1])
                elif self._keeps_hyphen("".join(text[-40:-1]), line.text):
                    text[-1] = "-"
                else:
                    del text[-1], boxes[-1]
            text.extend(line.text)
            boxes.extend(Box(line.page, *box) for box in line.boxes)
        return "".join(text).replace(HYPHEN, "-"), tuple(boxes)

    def _keeps_hyphen(self, before: str, after: str) -> bool:
        """Tell by the paper's other words whether a word has its hyphen inside a line too."""
        head = before.rpartition(" ")[2]
        tail = _WORD.match(after)
        if not head or tail is None:
            return True
        begun = _WORD.findall(head)
        joined = ((begun[-1] if begun else "") + tail.group()).lower()
        hyphened = f"{head.lstrip('(“‘')}-{tail.group()}".lower()
        if self.words[joined] or self.words[hyphened]:
            return self.words[hyphened] > self.words[joined]
        return "-" in head or not tail.group()[0].islower()

    def _join_rows(self, lines: Sequence[Line]) -> tuple[str, tuple[Box, ...]]:
        """Join the cells of a table's row with bars, and rows with line breaks."""
        text = ""
        boxes: list[Box] = []
        last: Line | None = None
        for line in sorted(lines, key=lambda line: (-round(line.base / 3), line.left)):
            if last is not None:
                joint = CELL_SEPARATOR if abs(last.base - line.base) < 3 else "\n"
                text += joint
                boxes.extend([boxes[-1]] * len(joint))
            start = 0
            for gap in (*line.gaps, len(line.text)):
                cell = line.text[start:gap].rstrip()
                if start:
                    text += CELL_SEPARATOR
                    boxes.extend([boxes[-1]] * len(CELL_SEPARATOR))
                text += cell
                boxes.extend(Box(line.page, *box) for box in line.boxes[start : start + len(cell)])
                start = gap
            last = line
        return text.replace(HYPHEN, "-"), tuple(boxes)
