"""Make paragraphs, headings, captions and tables of the lines of a PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np

from retrieval.full_text import headings
from retrieval.full_text.document import CELL_SEPARATOR, Block, BlockKind
from retrieval.full_text.pdf.formulas import find_formulas, is_beside_text
from retrieval.full_text.pdf.kinds import (
    ENDS_SENTENCE,
    LIST_ITEM,
    find_kinds,
    rank_heading,
    split_bold_heading,
)
from retrieval.full_text.pdf.layout import Group, GroupKind, Layout
from retrieval.full_text.pdf.lines import HYPHEN, Line
from retrieval.passage import Box
from retrieval.text import patterns as re

_MAY_END = (";", "’", ")", "]")  # what ends a paragraph only before a capital letter
_WORD = re.compile(r"\w[\w-]*")
_SUSPENDED = re.compile(r"(?:and|or|to|und|oder|bis|et|ou) ")  # “sentence- and token-level”
_WITHOUT_SPACES = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_NUMBER = re.compile(r"[-+±−<>~]?\d|[-–—] ?$")
_NO_SPACE = re.compile(r"[^ ]+")
_ROW_RISE = 3.0  # points, at most, between the cells of one row
_CELL_SPACE = 0.7  # in sizes of the font: wider than between two words
_MIN_ROWS = 3  # more show by their empty places where columns end
_HAS_CELLS = ("Tab", "TAB", "Supplementary Tab", "Extended Data Tab", "表")
_HAS_ROWS = (*_HAS_CELLS, "Algorithm", "Listing", "Box")


def build_blocks(
    groups: Sequence[Group], layout: Layout, titles: Sequence[Group] = ()
) -> list[Block]:
    """Return the blocks of a paper in reading order, with captions and notes after a paragraph.

    `titles` are headings that the PDF's outline names.
    """
    builder = _Builder(layout, _count_words(groups))
    for kind, group in _join_formulas(find_kinds(groups, layout, titles), layout):
        builder.add(kind, group)
    return builder.finish()


def _join_formulas(
    groups: Sequence[tuple[GroupKind, Group]], layout: Layout
) -> Iterator[tuple[GroupKind, Group]]:
    last: Line | None = None  # of the text, above notes
    for beside, same in groupby(groups, key=lambda each: is_beside_text(each[0], each[1], layout)):
        for kind, group in find_formulas(list(same), last, layout) if beside else same:
            if kind != "footnote":
                last = group[-1] if kind in ("prose", "formula") else None
            yield kind, group


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
    """Yield captions and notes, each with the rows of its table: those nearest to it.

    Text inside figures, formulas and what has no caption are left out.
    """
    runs = [
        (kind, [group for _, group in same])
        for (kind, _), same in groupby(
            beside, key=lambda each: (each[0], each[1][0].page if each[0] == "table" else id(each))
        )
    ]
    pairs = [
        (at, near, _distance(groups[0], runs[near][1]))
        for at, (kind, groups) in enumerate(runs)
        if kind == "caption" and groups[0][0].text.startswith(_HAS_ROWS)
        for near in (at - 1, at + 1)
        if 0 <= near < len(runs) and _is_table(runs[near], groups[0])
    ]
    near_to = Counter(near for _, near, _ in pairs)
    tables: dict[int, int] = {}
    # A table between two captions is of that which has no other.
    for at, near, _ in sorted(pairs, key=lambda pair: (near_to[pair[1]] > 1, pair[2])):
        if at not in tables and near not in tables.values():
            tables[at] = near
    for at, (kind, groups) in enumerate(runs):
        rows = runs[tables[at]][1] if at in tables else []
        if kind != "table":
            yield kind, groups[0], [line for group in rows for line in group]


def _is_table(run: tuple[BlockKind, Sequence[Group]], caption: Group) -> bool:
    """Tell whether lines may be what a caption is of: on its page and, for a table, with cells."""
    kind, groups = run
    lines = [line for group in groups for line in group]
    if kind != "table" or lines[0].page != caption[0].page:
        return False
    if not caption[0].text.startswith(_HAS_CELLS):
        return True
    return not all(line.is_code for line in lines) and CELL_SEPARATOR in _join_rows(lines)[0]


def _distance(caption: Group, rows: Sequence[Group]) -> float:
    """Return how far rows are above or below a caption, in points."""
    lines = [line for group in rows for line in group]
    bottom, top = min(line.bottom for line in lines), max(line.top for line in lines)
    first, last = caption[0].top, caption[-1].bottom
    return abs(bottom - first) if bottom > last else abs(last - top)


@dataclass(slots=True)
class _Builder:
    """Puts groups together: a paragraph goes on across columns, pages and figures."""

    layout: Layout
    words: Counter[str]
    blocks: list[Block] = field(default_factory=list)
    section: str = ""
    ranks: dict[str, tuple[int, bool]] = field(default_factory=dict)  # size and weight of headings
    started: bool = False
    in_references: bool = False
    after_code: bool = False
    paragraph: list[Line] = field(default_factory=list)
    beside: list[tuple[BlockKind, Group]] = field(default_factory=list)

    def add(self, kind: GroupKind, group: Group) -> None:
        """Take the next group."""
        match kind:
            case "heading":
                self._add_heading(group)
            case "prose":
                self.started = self.started or (len(group) > 2 and not group[0].bold)
                self._add_lines(group)
            case "formula" if self.paragraph:
                self.paragraph.extend(group)
            case "caption":
                self.beside.append(("caption", group))
            case "footnote":
                self.beside.append(("footnote", group))
            case "other" if self._continues_caption(group):
                self.beside[-1][1].extend(group)
            case _:
                self.after_code = all(line.is_code for line in group)
                self.beside.append(("table", group))

    def finish(self) -> list[Block]:
        """Return all blocks."""
        self._end_paragraph()
        return self.blocks

    def _add_heading(self, group: Group) -> None:
        self._end_paragraph()
        text, boxes = _join(group, self.words)
        self.started = True
        if headings.begins_references(text):
            self.in_references = True
        elif self.in_references and not headings.ends_references(text):
            self.blocks.append(Block("reference", text, self.section, boxes))
            return
        else:
            self.in_references = False
        rank = rank_heading(group)
        larger = () if headings.is_known(text) else {h for h, r in self.ranks.items() if r > rank}
        self.ranks[text] = rank
        self.section = headings.enter_section(self.section, text, outer=larger)
        self.blocks.append(Block("heading", text, self.section, boxes))

    def _add_lines(self, group: Group) -> None:
        lines = list(group)
        while lines:
            line = lines[0]
            heading, start = headings.split_run_in(line.text)
            if heading and self.section in ("", "Abstract"):
                self._end_paragraph()
                self.started, self.section = True, heading
                line = line.cut(start)
            elif not self.paragraph or self._begins_paragraph(self.paragraph[-1], line):
                self._end_paragraph()
                title, lines = ([], lines) if self.in_references else split_bold_heading(lines)
                if title:
                    self._add_heading(title)
                    line = lines[0]
            self.paragraph.append(line)
            self.after_code = False
            lines = lines[1:]

    def _begins_paragraph(self, last: Line, line: Line) -> bool:
        capital = line.text[0].isupper() or LIST_ITEM.match(line.text)
        if self.after_code and capital:
            return True
        if not last.text.endswith(ENDS_SENTENCE + (_MAY_END if capital else ())):
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
        return short or (line.bold_end > 0 and not last.bold_end)

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
            if kind == "footnote":
                notes = "reference" if self.in_references else kind
                self.blocks.extend(self._build(notes, note) for note in _split_notes(group))
                continue
            self.blocks.append(self._build(kind, group))
            if rows:
                text, boxes = _join_rows(rows)
                self.blocks.append(Block("table", text, self.section, boxes))
        self.beside = []

    def _build(self, kind: BlockKind, group: Group) -> Block:
        text, boxes = _join(group, self.words)
        return Block(kind, text, self.section, boxes)


def join_lines(lines: Sequence[Line]) -> str:
    """Return lines as one text."""
    return _join(lines, Counter())[0]


def _join(lines: Sequence[Line], words: Counter[str]) -> tuple[str, tuple[Box, ...]]:
    """Join lines with spaces, and the halves of broken words."""
    text: list[str] = []
    boxes: list[Box] = []
    for line in lines:
        if text:
            broken = text[-1] == HYPHEN or (text[-1] in "-‐" and line.text[0].islower())
            if broken and not _SUSPENDED.match(line.text):
                if _keeps_hyphen("".join(text[-40:-1]), line.text, words):
                    text[-1] = "-"
                else:
                    del text[-1], boxes[-1]
            elif not _joins("".join(text[-2:]), line.text[0]):
                text.append(" ")
                boxes.append(boxes[-1])
        text.extend(line.text)
        boxes.extend(line.boxes)
    return "".join(text).replace(HYPHEN, "-"), tuple(boxes)


def _keeps_hyphen(before: str, after: str, words: Counter[str]) -> bool:
    """Tell by the paper's other words whether a word has its hyphen inside a line too."""
    head = before.rpartition(" ")[2]
    tail = _WORD.match(after)
    if not head or tail is None:
        return True
    begun = _WORD.findall(head)
    joined = ((begun[-1] if begun else "") + tail.group()).lower()
    hyphened = f"{head.lstrip('(“‘')}-{tail.group()}".lower()
    if words[joined] or words[hyphened]:
        return words[hyphened] > words[joined]
    return "-" in head or not tail.group()[0].islower()


def _join_rows(lines: Sequence[Line]) -> tuple[str, tuple[Box, ...]]:
    """Join the cells of a table's row with bars, and rows with line breaks."""
    text: list[str] = []
    boxes: list[Box] = []
    rows = _find_rows(lines)
    is_gutter = _find_gutters(rows)
    for row in rows:
        joint = "\n" if text else ""
        for line in row:
            start = 0
            spaces = [at for at, sign in enumerate(line.text) if sign == " "]
            for end in (*filter(lambda at: is_gutter(line, at), spaces), len(line.text)):
                cell = line.text[start:end].strip()
                text.extend(joint + cell)
                boxes.extend([boxes[-1]] * len(joint) if joint else ())
                boxes.extend(line.boxes[start : start + len(cell)])
                joint, start = CELL_SEPARATOR, end + 1
    return "".join(text).replace(HYPHEN, "-"), tuple(boxes)


def _joins(end: str, begin: str) -> bool:
    """Tell whether a line goes on in the next without a space: after a dash, and in Chinese."""
    dashed = end[-1] in "–—" and end[0] not in " –—"
    return dashed or bool(_WITHOUT_SPACES.match(end[-1]) and _WITHOUT_SPACES.match(begin))


def _split_notes(group: Group) -> list[Group]:
    """Split notes that stand under each other where a mark begins the next."""
    notes: list[Group] = []
    for line in group:
        if notes and not line.begins_note:
            notes[-1].append(line)
        else:
            notes.append([line])
    return notes


def _find_rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines of each printed row from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.base):
        if rows and rows[-1][0].base - line.base < _ROW_RISE:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def _find_gutters(rows: Sequence[Sequence[Line]]) -> Callable[[Line, int], bool]:
    """Return what tells whether the space at an offset of a line is between two cells.

    It is if it is wide, or comes before a column of numbers where hardly any row has print.
    """
    left = min(line.left for row in rows for line in row)
    right = max(line.right for row in rows for line in row)
    prints, numbers = np.zeros((2, max(round(right - left), 0) + 2), int)

    def place(line: Line, start: int, end: int) -> slice:
        edges = line.boxes[start].left - left, line.boxes[end].right - left
        return slice(max(round(edges[0]), 0), round(edges[1]) + 1)

    for row in rows:
        for line in row:
            for word in _NO_SPACE.finditer(line.text):
                here = place(line, word.start(), word.end() - 1)
                prints[here] += 1
                numbers[here] += _NUMBER.match(word.group()) is not None
    few = len(rows) // 10 if len(rows) > _MIN_ROWS else -1

    def is_gutter(line: Line, at: int) -> bool:
        space = line.boxes[at]
        if space.right - space.left > _CELL_SPACE * line.size:
            return True
        after = line.text.find(" ", at + 1)
        left_word = place(line, line.text.rfind(" ", 0, at) + 1, at - 1)
        right_word = place(line, at + 1, (after if after > 0 else len(line.text)) - 1)
        of_numbers = 2 * numbers[right_word].sum() >= prints[right_word].sum()
        columns = prints[left_word].max(initial=0) > 1 and of_numbers
        return bool(columns and prints[place(line, at, at)].min(initial=few + 1) <= few)

    return is_gutter
