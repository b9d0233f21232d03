"""Find out how a paper is set: its columns, body type and margins, and group its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from retrieval.full_text import headings
from retrieval.full_text.pdf.lines import Line
from retrieval.text import patterns as re

SAME_SIZE = 0.6  # points
_MAX_LEADING = 3.0  # of the size of the type: more than double spaced
_SAME_LEADING = 1.4  # of the common distance: there is no more between the lines of a paragraph
_HEAD_ROWS = 2
_EDGE = 0.12  # of the height of a page, at its top and bottom
_FULL_CHARS = 20  # a line of running text has more
_PAGE_NUMBER = re.compile(r"\W*(?:\d{1,4}|[ivxl]{1,6})\W*", re.ASCII)
_NUMBER = re.compile(r"\d{1,5}", re.ASCII)
_MOST = 0.6  # of the pages
_CONTENTS = re.compile(
    r"(?i)(?:table of )?contents|inhalt(?:sverzeichnis)?|table des matières|sommaire|目[录次錄]"
)
_LEADERS = re.compile(r"(?:[.·…] ?){5}")
_PAGE_AFTER = re.compile(r"[ .]*\d{1,3}$", re.ASCII)
_MAX_ENTRIES = 500  # lines of a list of contents
_DIGITS = re.compile(r"\d+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Column:
    """The left and right edge of a column, in points."""

    left: float
    right: float

    @property
    def width(self) -> float:
        """The width in points, at least one."""
        return max(self.right - self.left, 1.0)


@dataclass(frozen=True, slots=True)
class Layout:
    """How the pages of a paper are set, in points: `body` is the size of its running text.

    `font` is the name of that text's font, and `leading` the distance of its lines. `page` is the
    printed area's width, `bottom` and `top` are its ends. `columns` are one or two. `height` is
    that of the whole page.
    """

    body: float
    font: str
    leading: float
    page: Column
    bottom: float
    top: float
    columns: tuple[Column, ...]
    height: float

    def find_column(self, line: Line) -> Column:
        """Return the column of a line, or the whole page for a line across both."""
        slack = 0.03 * self.page.width
        for column in self.columns:
            if column.left - slack <= line.left and line.right <= column.right + slack:
                return column
        return self.page

    def is_body(self, line: Line) -> bool:
        """Tell whether a line has the size of running text."""
        return abs(line.size - self.body) < SAME_SIZE


Group = list[Line]
"""Lines of one kind that follow each other closely in one column."""

GroupKind = Literal["heading", "prose", "formula", "caption", "row", "footnote", "other"]


def find_layout(pages: Sequence[Sequence[Line]], height: float) -> Layout | None:
    """Return how pages are set, None if there is no running text."""
    sizes: Counter[float] = Counter()
    for line in _chain(pages):
        sizes[line.size] += len(line.text) * (not line.is_code)
    if not sizes:
        return None
    body = max(sizes, key=sizes.__getitem__)
    near = [
        (above, below)
        for page in pages
        for above, below in pairwise(line for line in page if _is_running(line, body))
        if _follows(above, below, body)
    ]
    steps = Counter(round(2 * (above.base - below.base)) / 2 for above, below in near)
    if not steps:
        return None
    leading = steps.most_common(1)[0][0]
    pairs = [pair for pair in near if pair[0].base - pair[1].base < _SAME_LEADING * leading]
    if not pairs:  # lines over each other
        return None
    full = [line for line in _chain(pages) if _is_running(line, body)]
    page = Column(_edge(full, "left", 0.01), _edge(full, "right", 0.99))
    fonts = Counter(line.font for line in full)
    return Layout(
        body,
        fonts.most_common(1)[0][0],
        leading,
        page,
        bottom=min(below.bottom for _, below in pairs),
        top=max(above.top for above, _ in pairs),
        columns=_find_columns(full, page),
        height=height,
    )


def _chain(pages: Sequence[Sequence[Line]]) -> Iterator[Line]:
    return (line for page in pages for line in page)


def _is_running(line: Line, body: float) -> bool:
    prose = len(line.text) > _FULL_CHARS and not line.is_code
    return prose and abs(line.size - body) < SAME_SIZE


def _follows(above: Line, below: Line, body: float) -> bool:
    near = 0 < above.base - below.base < _MAX_LEADING * body
    return near and above.left < below.right and below.left < above.right


def _edge(lines: Sequence[Line], name: str, share: float) -> float:
    values = sorted(getattr(line, name) for line in lines)
    return float(values[round(share * (len(values) - 1))])


def _find_columns(full: Sequence[Line], page: Column) -> tuple[Column, ...]:
    """Return the two columns of running text, or the one."""
    middle = (page.left + page.right) / 2
    slack = 0.03 * page.width
    left = [line for line in full if line.right < middle + slack]
    right = [line for line in full if line.left > middle - slack]
    across = len(full) - len(left) - len(right)
    wide = [line for line in (*left, *right) if line.right - line.left > 0.3 * page.width]
    if len(wide) <= 2 * across or not left or not right:
        return (page,)
    return (
        Column(_commonest(left, "left"), _commonest(left, "right")),
        Column(_commonest(right, "left"), _commonest(right, "right")),
    )


def _commonest(lines: Sequence[Line], name: str) -> float:
    return float(Counter(round(getattr(line, name)) for line in lines).most_common(1)[0][0])


def drop_margins(pages: Sequence[Sequence[Line]], layout: Layout) -> list[Line]:
    """Return the lines of all pages without running heads, page numbers and numbers of lines."""
    body, top, bottom = layout.body, layout.top, layout.bottom
    repeated: Counter[str] = Counter()
    for page in pages:
        near = {_fold(line) for line in page if _is_near_edge(line, layout)}
        repeated.update(near)
    often = max(3.0, len(pages) / 3)

    edge = _EDGE * layout.height
    feet = {id(line) for page in pages for line in _find_feet(page, min(bottom, edge))}
    over = max(top - 0.3 * body, layout.height - edge)
    heads = {id(line) for page in pages for line in _find_heads(page, over)}

    def is_margin(line: Line) -> bool:
        small = line.size < body + SAME_SIZE
        if id(line) in feet or (id(line) in heads and small and not line.bold):
            return True
        near = _is_near_edge(line, layout)
        beside = line.right < layout.page.left - 2 or line.left > layout.page.right + 2
        if (near or beside) and _PAGE_NUMBER.fullmatch(line.text):
            return True
        return near and small and repeated[_fold(line)] >= often

    return [line for line in _chain(pages) if not is_margin(line)]


def drop_contents(lines: Sequence[Line]) -> list[Line]:
    """Return lines without the list of contents: its entries stand again after it."""
    kept = [line for line in lines if not _LEADERS.search(line.text)]
    at = next((n for n, line in enumerate(kept) if _CONTENTS.fullmatch(line.text)), len(kept))
    entries = list(map(_spell_entry, kept[at + 1 : at + _MAX_ENTRIES]))
    if not entries or not entries[0] or entries[0] not in entries[1:]:
        return kept
    count = entries.index(entries[0], 1)
    later = set(map(_spell_entry, kept[at + 1 + count :]))
    last = max(n for n in range(count) if entries[n] and entries[n] in later)
    return kept[:at] + kept[at + 2 + last :]


def _spell_entry(line: Line) -> str:
    return headings.spell(headings.split_number(_PAGE_AFTER.sub("", line.text))[1])


def _find_heads(page: Sequence[Line], edge: float) -> Iterator[Line]:
    """Yield the lines above an edge that stand alone, or in twos: more are a table or text."""
    chain: list[Line] = []
    for line in (*sorted(page, key=lambda line: -line.base), None):
        if line and chain and chain[-1].base - line.base < 1.6 * line.size:
            chain.append(line)
            continue
        rows = {round(one.base) for one in chain}
        if len(rows) <= _HEAD_ROWS:
            yield from (one for one in chain if one.bottom > edge)
        chain = [line] if line else []


def _find_feet(page: Sequence[Line], edge: float) -> Iterator[Line]:
    """Yield the lines below an edge, but for notes: these have a mark, or go on from above it."""
    last: Line | None = None  # of a note
    for line in sorted(page, key=lambda line: -line.base):
        goes_on = (
            last is not None
            and abs(last.size - line.size) < SAME_SIZE
            and last.base - line.base < 1.6 * line.size
        )
        if line.top >= edge or line.begins_note or goes_on:
            last = line
        else:
            yield line


def find_first_number(pages: Sequence[Sequence[Line]], layout: Layout) -> int | None:
    """Return the number that is printed on the first page, or would be by those of most pages."""
    firsts: Counter[int] = Counter()
    for index, page in enumerate(pages):
        ends = {
            word
            for line in page
            if _is_near_edge(line, layout)
            for word in (line.text.split()[0], line.text.split()[-1])
        }
        firsts.update({int(word) - index for word in ends if _NUMBER.fullmatch(word)})
    if not firsts:
        return None
    first, times = firsts.most_common(1)[0]
    return first if times >= max(2, _MOST * len(pages)) else None


def _is_near_edge(line: Line, layout: Layout) -> bool:
    reach = 1.5 * layout.body
    return line.top > layout.top - reach or line.bottom < layout.bottom + reach


def _fold(line: Line) -> str:
    return _DIGITS.sub("#", line.text).casefold()


def group_lines(
    lines: Sequence[Line], layout: Layout, starts: re.Pattern, titles: Sequence[Group]
) -> list[Group]:
    """Return lines in groups; a line that `starts` matches begins one, and each title is one."""
    groups: list[Group] = []
    title_of = {id(line): title for title in titles for line in title}
    last: Group | None = None
    for line in lines:
        title = title_of.get(id(line))
        goes_on = bool(groups) and title is last
        if goes_on and title is None:
            goes_on = not starts.match(line.text) and _continues(groups[-1][-1], line, layout)
        if goes_on:
            groups[-1].append(line)
        else:
            groups.append([line])
        last = title
    return [
        part
        for group in groups
        for part in ([group] if id(group[0]) in title_of else _split_group(group, layout, starts))
    ]


def _split_group(group: Group, layout: Layout, starts: re.Pattern) -> list[Group]:
    """Split a group where a heading or the text after a caption begins, though it is set close.

    The line before it ends early then: another word would have fitted.
    """
    first = group[0]
    strong = all(line.bold or line.size > layout.body + SAME_SIZE for line in group)
    column = layout.find_column(first)
    edge = column.right if strong else max(line.right for line in group)
    parts = [[first]]
    for at, line in enumerate(group[1:], 1):
        last = group[at - 1]
        after = group[at + 1] if at + 1 < len(group) else None
        if not _ends_early(last, line, edge):
            begins = False
        elif strong or (starts.match(parts[-1][0].text) and last.text.endswith(".")):
            begins = True
        else:
            begins = _is_title(line, after, edge) or _is_title(last, line, edge)
        if begins:
            parts.append([line])
        else:
            parts[-1].append(line)
    return parts


def _is_title(line: Line, after: Line | None, edge: float) -> bool:
    """Tell whether a line may be a heading by its words, and is alone."""
    named = headings.is_known(line.text) or bool(headings.split_number(line.text)[0])
    return named and (after is None or _ends_early(line, after, edge))


def _ends_early(last: Line, line: Line, edge: float) -> bool:
    """Tell whether the first word of a line would have fitted at the end of the one before it."""
    length = line.text.find(" ")
    word = line.boxes[length - 1 if length > 0 else -1].right - line.left
    return last.right + 0.5 * last.size + word < edge


def _may_go_on(last: Line, line: Line, leading: float, layout: Layout) -> bool:
    """Tell whether a line of code may be part of a sentence: the line above it is full."""
    close = last.base - line.base < 1.06 * leading
    return close and not _ends_early(last, line, layout.find_column(last).right)


def _continues(last: Line, line: Line, layout: Layout) -> bool:
    if last.page != line.page:
        return False
    step = last.base - line.base
    if abs(step) <= 0.3 * line.size and abs(last.size - line.size) < 1.5:
        return True  # cells of one printed row
    across = last.left < line.right and line.left < last.right
    leading = max(layout.leading * line.size / layout.body, line.size)
    if abs(last.size - line.size) >= SAME_SIZE or not across:
        return False
    if last.is_code != line.is_code and not _may_go_on(last, line, leading, layout):
        return False
    if last.bold != line.bold:  # a paragraph may begin with more than a line of bold words
        return last.bold and line.bold_end > 0 and 0.3 * line.size < step < 1.06 * leading
    return 0.3 * line.size < step < 1.45 * leading
