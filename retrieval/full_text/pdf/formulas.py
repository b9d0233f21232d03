"""Find the formulas that a PDF displays between the lines of a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from retrieval.full_text.pdf.layout import Group, GroupKind, Layout
from retrieval.full_text.pdf.lines import Line
from retrieval.passage import UNREAD_FORMULA, Box
from retrieval.text import patterns as re

_RELATION = re.compile(r"[=≈≃≅≡<>≤≥≪≫∼~∝∈⊂⊆→↦⇒⇔≺≻]|:=")
_MATH_SIGN = re.compile("[Ͱ-Ͽ±×÷¬∀-⋿⟀-⟿⨀-⫿\U0001d400-\U0001d7ff]")
_WORD = re.compile(r"[^\W\d_]{4,}")
_NUMBER = re.compile(r"\(([A-Z]?\.?\d{1,3}(?:\.\d{1,3})?[a-z]?)\)$")
_DECIMAL = re.compile(r"[-−]?\d*\.\d+")
_UNKNOWN = re.compile(r"[\x00-\x1f\ue000-\uf8ff\ufffd]")
_RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
_MAX_LEADINGS = 3.0  # from a text down to its formula
_MAX_INDENT = 2.5  # sizes of the type, of a paragraph's first line
_MAX_SPACE = 2.5  # leadings between the rows of one
_MAX_TALL = 1.3  # of the size of the type: what is taller is a sum, an integral or a bracket
_SAME_ROW = 0.3  # of the size of the type
_SHARE_OF_WORDS = 0.7  # letters and spaces, in a line of words


def find_formulas(
    groups: Sequence[tuple[GroupKind, Group]], last: Line | None, layout: Layout
) -> Iterator[tuple[GroupKind, Group]]:
    """Yield groups that are no prose, those of a formula below a text or formula as one line.

    `last` is the text's line. The words between a text and a formula, or two, are prose: “where”.
    """
    parts = [
        (words, list(same))
        for (_, words), same in groupby(
            groups, key=lambda each: (each[1][0].page, _is_of_words(each[1], layout))
        )
    ]
    after = False
    for at, (words, same) in enumerate(parts):
        lines = _chain(same)
        if not words and last is not None and _is_formula(lines, last, layout):
            last, after = _set(lines, layout), True
            yield "formula", [last]
            continue
        before = at + 1 < len(parts) and _is_formula(_chain(parts[at + 1][1]), lines[-1], layout)
        if words and (after or before):
            last, after = lines[-1], False
            yield "prose", lines
        else:
            kind, group = same[-1]
            last, after = group[-1] if kind == "prose" else None, False
            yield from same


def is_beside_text(kind: GroupKind, group: Group, layout: Layout) -> bool:
    """Tell whether a group may be part of a formula: not running text, or far to the right.

    Pieces of formulas may have the size and the words of text.
    """
    return kind in ("row", "other") or (
        kind == "prose"
        and min(_find_indent(line, layout) for line in group) > _MAX_INDENT * layout.body
    )


def _find_indent(line: Line, layout: Layout) -> float:
    return min(abs(line.left - column.left) for column in (*layout.columns, layout.page))


def _chain(groups: Sequence[tuple[GroupKind, Group]]) -> Group:
    return [line for _, group in groups for line in group]


def _is_of_words(group: Group, layout: Layout) -> bool:
    """Tell whether a group is set as running text is, if too short to be taken for it."""
    first = group[0]
    text = "".join(line.text for line in group)
    letters = sum(sign.isalpha() or sign == " " for sign in text)
    begins = _find_indent(first, layout) <= _MAX_INDENT * layout.body
    as_text = layout.is_body(first) and first.font == layout.font and begins
    return as_text and letters > _SHARE_OF_WORDS * len(text)


def _is_formula(lines: Group, last: Line, layout: Layout) -> bool:
    signs = [
        line
        for line in lines
        if _RELATION.search(line.text)
        and 0.7 < line.size / layout.body < 1.2
        and (line.fonts > 1 or _MATH_SIGN.search(line.text))
    ]
    if not signs or any(line.is_code for line in (last, *signs)):
        return False
    if _is_prose_or_table(signs) or _is_prose_or_table(lines):
        return False
    ends = sorted(((line.top, line.bottom) for line in lines), reverse=True)
    low = ends[0][1]
    for top, bottom in ends:
        if low - top > _MAX_SPACE * layout.leading:
            return False
        low = min(low, bottom)
    return _is_below(lines, last, layout)


def _is_prose_or_table(lines: Group) -> bool:
    """Tell whether most of what lines have is words, or decimal numbers."""
    tokens = [word for line in lines for word in line.text.split()]
    of_words = sum(_WORD.search(word) is not None for word in tokens)
    of_numbers = sum(_DECIMAL.match(word) is not None for word in tokens)
    return 2 * of_words > len(tokens) or 3 * of_numbers > len(tokens)


def _is_below(lines: Group, last: Line, layout: Layout) -> bool:
    """Tell whether lines stand in the column of a line right below it, or at the next's top."""
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    top = max(line.top for line in lines)
    slack = 2 * layout.body
    column = layout.find_column(last)
    if lines[0].page == last.page and column.left - slack < left and right < column.right + slack:
        return -0.3 * layout.body < last.base - top < _MAX_LEADINGS * layout.leading
    reach = _MAX_LEADINGS * layout.leading
    return top > layout.top - reach and last.base < layout.bottom + 2 * reach


def _set(lines: Group, layout: Layout) -> Line:
    """Return a formula as one line, all of its characters where the whole is printed."""
    rows = [line for line in lines if _RELATION.search(line.text)]
    numbers = [found.group() for line in lines if (found := _NUMBER.search(line.text))]
    texts = [_NUMBER.sub("", line.text).strip() for line in lines]
    whole = " ".join(filter(None, texts))
    end = whole[-1:] if whole[-1:] in (".", ",", ";") else ""
    shown = whole.removesuffix(end).strip() if _is_readable(lines) else UNREAD_FORMULA
    text = " ".join([shown, *numbers]) + end
    page = rows[0].page
    box = Box(
        page,
        min(line.left for line in lines),
        min(line.bottom for line in lines),
        max(line.right for line in lines),
        max(line.top for line in lines),
    )
    boxes = [box] * len(text)
    return Line(page, text, boxes, layout.body, layout.font, 1, False, 0, False, False, ())


def _is_readable(lines: Sequence[Line]) -> bool:
    """Tell whether lines are one row of letters and signs that pdfium reads as they are meant."""
    base, size = lines[0].base, max(line.size for line in lines)
    if any(abs(line.base - base) > _SAME_ROW * size for line in lines):
        return False
    return not any(
        _UNKNOWN.match(sign)
        or box.top - box.bottom > _MAX_TALL * size
        or (sign.isalnum() and sign not in _RAISED and box.bottom > base + _SAME_ROW * size)
        for line in lines
        for sign, box in zip(line.text, line.boxes, strict=True)
    )
