"""Read papers from a table with a header, separated by commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from retrieval.errors import SourceError
from retrieval.paper import Paper, doi, identify
from retrieval.sources.fields import note_precision, parse_date, parse_people, to_text, to_texts
from retrieval.sources.json_lines import CUT_MESSAGE
from retrieval.sources.records import Record, Rejected

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
    text = text.replace("\x00", "").lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_detect_delimiter(text))
    header = _read_header(rows)
    unclosed = text.count('"') % 2 == 1
    lines = text.count("\n") + (not text.endswith("\n"))
    papers = 0
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
        result = _parse_row(header, row, line, cut=last and _is_cut(row, header, text, unclosed))
        papers += isinstance(result, Record)
        yield result
    if not papers:
        raise SourceError("This table contains no papers. No row below its header has a title.")


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
    foreign_id, url, recorded_doi = (_get_cell(cells, name) for name in ("id", "url", "doi"))
    paper_id = identify(title, foreign_id, url, recorded_doi)
    published, precision = parse_date(_get_cell(cells, "published"))
    known = {name for names in _COLUMN_NAMES.values() for name in names}
    extra: dict[str, object] = {n: c for n, c in cells.items() if c and n and n not in known}
    if foreign_id not in ("", paper_id):
        extra["source_id"] = foreign_id
    note_precision(extra, precision)
    paper = Paper(
        paper_id=paper_id,
        title=title,
        abstract=_get_cell(cells, "abstract"),
        authors=parse_people(_get_cell(cells, "authors")),
        published=published,
        categories=to_texts(_get_cell(cells, "categories")),
        source="csv",
        url=url,
        doi=doi(recorded_doi) or "",
        extra=extra,
    )
    return Record(paper, line)


def _get_cell(cells: Mapping[str, str], column: str) -> str:
    """Return the first non-empty cell under any of a column's names."""
    return next((text for name in _COLUMN_NAMES[column] if (text := cells.get(name))), "")
