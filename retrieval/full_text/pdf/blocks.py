"""Make paragraphs, headings, captions and tables of the lines of a PDF."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

import numpy as np

from retrieval.full_text import headings
from retrieval.full_text.document import CELL_SEPARATOR, Block, BlockKind
from retrieval.full_text.pdf.formulas import find_formulas, is_beside_text
from retrieval.full_text.pdf.layout import SAME_SIZE, Column, Group, GroupKind, Layout
from retrieval.full_text.pdf.lines import HYPHEN, Line
from retrieval.passage import Box
from retrieval.text import patterns as re

_ENDS_SENTENCE = (".", "?", "!", ":", "”", '"', "。")
_MAY_END = (";", "’", ")", "]")  # what ends a paragraph only before a capital letter
_LIST_ITEM = re.compile(r"[•–▪◦*(\d-]")
_WORD = re.compile(r"\w[\w-]*")
_SUSPENDED = re.compile(r"(?:and|or|to|und|oder|bis|et|ou) ")  # “sentence- and token-level”
_WITHOUT_SPACES = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_MAX_HEADING_CHARS = 120
_SHARE_OF_WORDS = 0.85  # letters and spaces, in a heading that is no formula
_SHARE_OF_LETTERS = 0.6
_SHARE_IN_TEXT = 0.3  # a full line of signs and numbers in the midst of a paragraph
_ARABIC = re.compile(r"\d+(?:\.\d+)*", re.ASCII)
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")  # a sentence may begin with one
_MAX_RUN_IN = 3  # lines
_MIN_NUMBERED = 3  # headings with a number: those without are then titles of paragraphs
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
    for kind, group in _join_formulas(_classify(groups, layout, titles), layout):
        builder.add(kind, group)
    return builder.finish()


def _classify(
    groups: Sequence[Group], layout: Layout, titles: Sequence[Group]
) -> list[tuple[GroupKind, Group]]:
    floors = _find_floors(groups, layout)
    named = {id(title[0]) for title in titles}
    kinds: list[tuple[GroupKind, Group]] = []
    for at, group in enumerate(groups):
        after = groups[at + 1] if at + 1 < len(groups) else None
        is_named = id(group[0]) in named
        kind = "heading" if is_named else _find_kind(group, kinds, after, floors, layout)
        kinds.append((kind, group))
    numbers = {
        at: headings.split_number(_text(group))[0]
        for at, (kind, group) in enumerate(kinds)
        if kind == "heading"
    }
    items = _find_items({at: (numbers[at], groups[at]) for at in numbers})
    numbered = sum(map(bool, numbers.values())) - len(items)
    in_body = [layout.is_body(group[0]) for kind, group in kinds if kind == "caption"]

    def is_prose(at: int, kind: GroupKind, group: Group) -> bool:
        """Tell whether it is no heading or caption after all, by what most others are like."""
        if kind == "heading" and id(group[0]) not in named:
            large = not titles and group[0].size > layout.body + SAME_SIZE
            others = bool(titles) or numbered >= _MIN_NUMBERED
            return at in items or (others and not large and not _is_section(group))
        return kind == "caption" and 3 * sum(in_body) < len(in_body) and layout.is_body(group[0])

    return [
        ("prose" if is_prose(at, kind, group) else kind, group)
        for at, (kind, group) in enumerate(kinds)
    ]


def _find_items(numbered: Mapping[int, tuple[str, Group]]) -> set[int]:
    """Return which headings are items of a list: their numbers are not in the order of the others.

    One that is printed like a heading in this order is none: a supplement begins with 1 again.
    """
    order: list[tuple[int, ...]] = []
    chain: list[int] = []  # the last heading of the best order of each length
    before: dict[int, int | None] = {}
    for at, (number, group) in numbered.items():
        if _ARABIC.fullmatch(number):
            key = tuple(map(int, number.split(".")))
            length = bisect_left(order, key)
            same = length < len(order) and order[length] == key
            if same and _rank(numbered[chain[length]][1]) > _rank(group):
                continue
            before[at] = chain[length - 1] if length else None
            order[length : length + 1], chain[length : length + 1] = [key], [at]
    styles = set()
    ordered = set()
    last = chain[-1] if chain else None
    while last is not None:
        ordered.add(last)
        styles.add(_style(*numbered[last]))
        last = before[last]
    return {
        at
        for at, (number, group) in numbered.items()
        if _ARABIC.fullmatch(number) and at not in ordered and _style(number, group) not in styles
    }


def _rank(group: Group) -> tuple[int, bool]:
    return round(group[0].size), group[0].bold


def _style(number: str, group: Group) -> tuple[int, float, str]:
    return number.count("."), group[0].size, group[0].font


def _join_formulas(
    groups: Sequence[tuple[GroupKind, Group]], layout: Layout
) -> Iterator[tuple[GroupKind, Group]]:
    last: Line | None = None  # of the text, above notes
    for beside, same in groupby(groups, key=lambda each: is_beside_text(each[0], each[1], layout)):
        for kind, group in find_formulas(list(same), last, layout) if beside else same:
            if kind != "footnote":
                last = group[-1] if kind in ("prose", "formula") else None
            yield kind, group


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
    before: Sequence[tuple[GroupKind, Group]],
    after: Group | None,
    floors: dict[tuple[int, float], float],
    layout: Layout,
) -> GroupKind:
    first, column = group[0], layout.find_column(group[0])
    body = layout.is_body(first)
    prose = next((group for kind, group in reversed(before) if kind == "prose"), None)
    goes_on = prose is not None and _is_below(prose[-1], first, layout)
    caption = headings.CAPTION.match(first.text)
    if caption and (caption["mark"] is not None or not body):
        last = prose[-1].text if prose and goes_on else "."
        if caption["mark"] and last.endswith(_ENDS_SENTENCE):
            return "caption"
        if not goes_on:
            return "caption"
    if all(line.is_code for line in group):
        return "row"
    if _is_heading(group, before[-1][1] if before else None, after, layout):
        return "heading"
    letters = _share_of_letters(group)
    floor = floors.get((first.page, column.left), 0.0)
    low = first.top < (layout.bottom + layout.top) / 2 and (
        first.begins_note or first.top < floor + 0.5 * layout.body
    )
    if low and first.size <= layout.body - 0.7 and letters > 0.5:
        return "footnote"
    if 3 * sum(len(line.gaps) for line in group) >= len(group):
        return "row"
    under_heading = bool(before) and before[-1][0] == "heading"
    goes_on = goes_on or (under_heading and _is_next(before[-1][1], group, layout))
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
        enough = _SHARE_IN_TEXT if goes_on and full > 0.9 else _SHARE_OF_LETTERS
        return starts and letters > enough and fills
    if len(group) > 2 and full > 0.72 and letters > 0.75:
        return first.size > 0.7 * layout.body
    return goes_on and letters > _SHARE_OF_LETTERS and abs(first.size - layout.body) < 1.2


def _is_below(above: Line, line: Line, layout: Layout) -> bool:
    same = above.page == line.page and layout.find_column(above) == layout.find_column(line)
    return same and 0 < above.base - line.base < 1.6 * layout.leading


def _share_of_letters(group: Group) -> float:
    text = "".join(line.text for line in group)
    return (sum(map(str.isalpha, text)) + text.count(" ")) / max(len(text), 1)


def _is_heading(group: Group, before: Group | None, after: Group | None, layout: Layout) -> bool:
    text, first = _text(group), group[0]
    if len(group) > 3 or len(text) > _MAX_HEADING_CHARS or sum(map(str.isalpha, text)) < 2:
        return False
    if any(len(line.gaps) > 1 for line in group) or not all(
        line.bold == first.bold for line in group
    ):
        return False
    if _split_run_in(group)[0]:
        return False
    known = headings.is_known(text)
    large = first.size > layout.body + 0.6
    number = headings.split_number(text)[0]
    # A letter is the number of an appendix, or the first word of a title or sentence.
    numbered = bool(number) and (
        number not in _LETTERS or (first.page > 0 and (first.bold or large))
    )
    strong = (
        first.bold
        or large
        or (text.isupper() and len(text) > 3)
        or _is_set_apart(group, before, layout)
    )
    if known:
        return strong or len(group) == 1
    if not strong or (text.endswith((".", ",", ";")) and not numbered):
        return False
    if numbered:
        return True
    starts = first.left < layout.find_column(first).left + 3 * layout.body
    return first.page > 0 and starts and text[0].isupper() and _stands_over(group, after, layout)


def _is_set_apart(group: Group, before: Group | None, layout: Layout) -> bool:
    """Tell whether a line is in another font than running text, and away from the one above it."""
    first = group[0]
    if first.font == layout.font or _share_of_letters(group) < _SHARE_OF_WORDS:
        return False
    if before is None or before[-1].page != first.page:
        return True
    step = before[-1].base - first.base
    return not 0 < step < 1.2 * layout.leading or before[-1].right < first.right


def _stands_over(group: Group, after: Group | None, layout: Layout) -> bool:
    """Tell whether running text follows a heading."""
    return after is not None and layout.is_body(after[0]) and _is_next(group, after, layout)


def _is_next(group: Group, after: Group, layout: Layout) -> bool:
    """Tell whether the group after a heading is right below it, or at the top of a column."""
    last, line = group[-1], after[0]
    if last.page == line.page and layout.find_column(last) == layout.find_column(line):
        return 0 < last.base - line.base < 3 * layout.leading
    return line.top > layout.top - layout.leading


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
        rank = _rank(group)
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
                line = _cut(line, start)
            elif not self.paragraph or self._begins_paragraph(self.paragraph[-1], line):
                self._end_paragraph()
                title, lines = ([], lines) if self.in_references else _split_run_in(lines)
                if title:
                    self._add_heading(title)
                    line = lines[0]
            self.paragraph.append(line)
            self.after_code = False
            lines = lines[1:]

    def _begins_paragraph(self, last: Line, line: Line) -> bool:
        capital = line.text[0].isupper() or _LIST_ITEM.match(line.text)
        if self.after_code and capital:
            return True
        if not last.text.endswith(_ENDS_SENTENCE + (_MAY_END if capital else ())):
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


def _split_run_in(lines: Sequence[Line]) -> tuple[Group, Group]:
    """Split lines after a bold heading with a number, if the text follows on its line."""
    count = next((n for n, line in enumerate(lines[:_MAX_RUN_IN]) if not line.bold), 0)
    last = lines[count]
    end = last.bold_end
    title = [*lines[:count], _cut(last, 0, end)] if 0 < end < len(last.text) else []
    number = headings.split_number(_text(title))[0]
    if not (title and title[-1].text.endswith(".") and _ARABIC.fullmatch(number)):
        return [], list(lines)
    return title, [_cut(last, end + 1), *lines[count + 1 :]]


def _cut(line: Line, start: int, end: int | None = None) -> Line:
    """Return a part of a line."""
    text = line.text[start:end]
    gaps = tuple(gap - start for gap in line.gaps if start < gap < start + len(text))
    bold_end = min(max(line.bold_end - start, 0), len(text))
    boxes = line.boxes[start:end]
    bold = bold_end == len(text)
    return replace(line, text=text, boxes=boxes, gaps=gaps, bold_end=bold_end, bold=bold)


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
