"""Write tables of XML and HTML as rows of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.full_text.document import CELL_SEPARATOR

_MAX_SPAN = 50


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, with its attributes `rowspan` and `colspan` as written."""

    text: str
    rowspan: str = ""
    colspan: str = ""


def write_table(rows: Sequence[Sequence[Cell]]) -> str:
    """Return a line for each row, its cells separated by bars.

    A cell that spans several rows is repeated in each of them, so that each row is whole by itself.
    """
    lines = []
    pending: dict[int, tuple[int, str]] = {}  # rows left to fill, by column
    for row in rows:
        texts: list[str] = []
        cells = list(row)
        while cells or len(texts) in pending:
            column = len(texts)
            if column in pending:
                left, text = pending.pop(column)
                if left > 1:
                    pending[column] = (left - 1, text)
                texts.append(text)
                continue
            cell = cells.pop(0)
            down, across = _read_span(cell.rowspan), _read_span(cell.colspan)
            for place in range(column, column + across):
                if down > 1:
                    pending[place] = (down - 1, cell.text)
            texts.extend([cell.text, *[""] * (across - 1)])
        lines.append(CELL_SEPARATOR.join(texts).rstrip(" |"))
    return "\n".join(line for line in lines if line)


def _read_span(written: str) -> int:
    return min(int(written), _MAX_SPAN) if written.isdecimal() and int(written) else 1
