"""Read papers from a table with a header, separated by commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from retrieval.errors import SourceError
from retrieval.sources.fields import build_paper, to_text, to_texts
from retrieval.sources.json_lines import CUT_MESSAGE
from retrieval.sources.records import Record, Rejected, require_papers

_COLUMN_NAMES = {
    "title": ("title", "paper title", "name"),
    "abstract": ("abstract", "summary", "text"),
    "authors": ("authors", "author"),
    "published": ("published", "date", "year", "publication year"),
    "doi": ("doi",),
    "url": ("url", "link"),
    "categories": ("categories", "category", "keywords", "tags"),
    "id": ("id", "_id", "paper_id", "arxiv_id", "arxiv"),
}


def read(text: str) -> Iterator[Record | Rejected]:
    """Yield the papers of a table; column names match in any case.

    Raises SourceError if there is no title column or no row holds a paper.
    """
    complaint = "This table contains no papers. No row below its header has a title."
    return require_papers(_read_rows(text), complaint)


def _read_rows(text: str) -> Iterator[Record | Rejected]:
    text = text.replace("\x00", "").lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_detect_delimiter(text))
    header = _read_header(rows)
    unclosed = text.count('"') % 2 == 1
    lines = text.count("\n") + (not text.endswith("\n"))
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Rejected(line, f"This row cannot be read: {error}.")
            continue
        if row is None:
            break
        if not any(cell.strip() for cell in row):
            continue
        last = rows.line_num >= lines
        yield _parse_row(header, row, line, cut=last and _is_cut(row, header, text, unclosed))


def _detect_delimiter(text: str) -> str:
    first = text.lstrip().partition("\n")[0]
    return max(",;\t", key=first.count)


def _read_header(rows: Iterator[list[str]]) -> list[str]:
    try:
        columns = next((row for row in rows if any(cell.strip() for cell in row)), [])
    except csv.Error as error:
        raise SourceError(f"The header of this table cannot be read: {error}.") from error
    names = [column.strip().lower() for column in columns]
    if not set(names) & set(_COLUMN_NAMES["title"]):
        listed = ", ".join(column.strip()[:40] for column in columns[:20]) or "none"
        raise SourceError(
            f"This table has no column called title. Its columns are: {listed}. "
            "Name the columns in its first row: title, abstract, authors, year, doi, url."
        )
    return names


def _is_cut(row: list[str], header: list[str], text: str, unclosed: bool) -> bool:
    return unclosed or (len(row) < len(header) and not text.endswith("\n"))


def _parse_row(header: list[str], row: list[str], line: int, *, cut: bool) -> Record | Rejected:
    cells = {name: to_text(cell) for name, cell in zip(header, row, strict=False)}
    title = _get_cell(cells, "title")
    if cut:
        return Rejected(line, CUT_MESSAGE)
    if not title:
        return Rejected(line, "This row has no title.")
    source_id, url, doi_text = (_get_cell(cells, name) for name in ("id", "url", "doi"))
    known = {name for names in _COLUMN_NAMES.values() for name in names}
    paper = build_paper(
        title,
        "csv",
        hints=(source_id, url, doi_text),
        source_id=source_id,
        abstract=_get_cell(cells, "abstract"),
        authors=_get_cell(cells, "authors"),
        published=_get_cell(cells, "published"),
        categories=to_texts(_get_cell(cells, "categories")),
        url=url,
        doi_text=doi_text,
        extra={name: cell for name, cell in cells.items() if name and name not in known},
    )
    return Record(paper, line)


def _get_cell(cells: Mapping[str, str], column: str) -> str:
    """Return the first non-empty cell under any of a column's names."""
    return next((text for name in _COLUMN_NAMES[column] if (text := cells.get(name))), "")
