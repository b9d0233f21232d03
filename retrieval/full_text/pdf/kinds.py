"""Tell headings, running text, captions, notes and rows of tables apart by how they are printed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from retrieval.full_text import headings
from retrieval.full_text.pdf.layout import SAME_SIZE, Column, Group, GroupKind, Layout
from retrieval.full_text.pdf.lines import Line
from retrieval.text import patterns as re

ENDS_SENTENCE = (".", "?", "!", ":", "”", '"', "。")
LIST_ITEM = re.compile(r"[•–▪◦*(\d-]")
_MAX_HEADING_CHARS = 120
_SHARE_OF_WORDS = 0.85  # letters and spaces, in a heading that is no formula
_SHARE_OF_LETTERS = 0.6
_SHARE_IN_TEXT = 0.3  # a full line of signs and numbers in the midst of a paragraph
_ARABIC = re.compile(r"\d+(?:\.\d+)*", re.ASCII)
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")  # a sentence may begin with one
_MAX_RUN_IN = 3  # lines
_MIN_NUMBERED = 3  # headings with a number: those without are then titles of paragraphs


def find_kinds(
    groups: Sequence[Group], layout: Layout, titles: Sequence[Group]
) -> list[tuple[GroupKind, Group]]:
    """Return groups with their kinds, which are not yet “formula”; `titles` are headings."""
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
            if same and rank_heading(numbered[chain[length]][1]) > rank_heading(group):
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


def rank_heading(group: Group) -> tuple[int, bool]:
    """Return the size of a heading and whether it is bold: the larger, the further out."""
    return round(group[0].size), group[0].bold


def _style(number: str, group: Group) -> tuple[int, float, str]:
    return number.count("."), group[0].size, group[0].font


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
        if caption["mark"] and last.endswith(ENDS_SENTENCE):
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
        fills = full > 0.6 or goes_on or bool(LIST_ITEM.match(first.text))
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
    if split_bold_heading(group)[0]:
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


def split_bold_heading(lines: Sequence[Line]) -> tuple[Group, Group]:
    """Split lines after a bold heading with a number, if the text follows on its line."""
    count = next((n for n, line in enumerate(lines[:_MAX_RUN_IN]) if not line.bold), 0)
    last = lines[count]
    end = last.bold_end
    title = [*lines[:count], last.cut(0, end)] if 0 < end < len(last.text) else []
    number = headings.split_number(_text(title))[0]
    if not (title and title[-1].text.endswith(".") and _ARABIC.fullmatch(number)):
        return [], list(lines)
    return title, [last.cut(end + 1), *lines[count + 1 :]]
