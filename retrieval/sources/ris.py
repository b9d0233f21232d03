"""Read papers from RIS, as reference managers export it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import rispy  # type: ignore[import-untyped]  # ships no types

from retrieval.errors import SourceError
from retrieval.paper import Paper, doi, identify
from retrieval.sources.fields import note_precision, parse_date, parse_people, to_text
from retrieval.sources.json_lines import CUT_MESSAGE
from retrieval.sources.records import Record, Rejected
from retrieval.text import patterns as re

_START = re.compile(r"\s*TY  ?- ?")
_END = re.compile(r"\s*ER  ?-")
_EXTRA_FIELDS = ("type_of_reference", "journal_name", "secondary_title", "publisher", "notes")


def read(text: str) -> Iterator[Record | Rejected]:
    """Yield the papers of RIS `text`, from each `TY` line to its `ER`.

    Raises SourceError if no record holds a paper.
    """
    papers = 0
    for line, lines, ended in _split_records(text.replace("\x00", "").lstrip("\ufeff")):
        result = _parse_record(line, lines) if ended else Rejected(line, CUT_MESSAGE)
        papers += isinstance(result, Record)
        yield result
    if not papers:
        raise SourceError(
            "This RIS file contains no papers. It has no complete record with a title: a record "
            'begins with "TY  - " and ends with "ER  - ".'
        )


def _split_records(text: str) -> Iterator[tuple[int, list[str], bool]]:
    """Yield each record's first line number, its lines, and whether it ended."""
    start = 0
    lines: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if _START.match(line):
            if lines:
                yield start, lines, False
            start, lines = number, [line.strip()]
        elif lines and _END.match(line):
            yield start, [*lines, "ER  - "], True
            lines = []
        elif lines:
            lines.append(line.strip())
    if lines:
        yield start, lines, False


def _parse_record(line: int, lines: list[str]) -> Record | Rejected:
    try:
        parsed = rispy.loads("\n".join(lines))
    except Exception as error:  # rispy raises all kinds of errors
        return Rejected(line, f"This record is not valid RIS: {error}.")
    if not parsed:
        return Rejected(line, "This record is empty.")
    found: Mapping[str, Any] = parsed[0]
    title = _get_first(found, "title", "primary_title", "translated_title")
    if not title:
        return Rejected(line, "This record has no title.")
    return Record(_to_paper(title, found), line)


def _to_paper(title: str, found: Mapping[str, Any]) -> Paper:
    published, precision = None, ""
    for key in ("date", "year", "publication_year"):
        if not published:
            published, precision = parse_date(found.get(key))
    extra: dict[str, object] = {k: text for k in _EXTRA_FIELDS if (text := _get_first(found, k))}
    if keywords := [text for k in found.get("keywords") or () if (text := to_text(k))]:
        extra["keywords"] = keywords
    if foreign_id := _get_first(found, "id", "accession_number"):
        extra["source_id"] = foreign_id
    note_precision(extra, precision)
    urls = [text for url in found.get("urls") or () if (text := to_text(url))]
    url = urls[0] if urls else _get_first(found, "url")
    return Paper(
        paper_id=identify(title, *urls, url, _get_first(found, "doi"), foreign_id),
        title=title,
        abstract=_get_first(found, "abstract", "notes_abstract"),
        authors=parse_people(found.get("authors") or found.get("first_authors")),
        published=published,
        source="ris",
        url=url,
        doi=doi(_get_first(found, "doi")) or "",
        extra=extra,
    )


def _get_first(found: Mapping[str, Any], *keys: str) -> str:
    """Return the first non-empty text among these fields."""
    for key in keys:
        value = found.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        if text := to_text(value):
            return text
    return ""
