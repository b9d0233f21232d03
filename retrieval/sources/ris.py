"""Read papers from RIS, as reference managers export it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import rispy  # type: ignore[import-untyped]  # ships no types

from retrieval.sources.fields import build_paper, parse_date, to_text
from retrieval.sources.json_lines import CUT_MESSAGE
from retrieval.sources.records import Record, Rejected, require_papers
from retrieval.text import patterns as re

_START = re.compile(r"\s*TY  ?- ?")
_END = re.compile(r"\s*ER  ?-")
_EXTRA_FIELDS = ("type_of_reference", "journal_name", "secondary_title", "publisher", "notes")


def read(text: str) -> Iterator[Record | Rejected]:
    """Yield the papers of RIS `text`, from each `TY` line to its `ER`.

    Raises SourceError if no record holds a paper.
    """
    records = _split_records(text.replace("\x00", "").lstrip("\ufeff"))
    return require_papers(
        (
            _parse_record(line, lines) if ended else Rejected(line, CUT_MESSAGE)
            for line, lines, ended in records
        ),
        "This RIS file contains no papers. It has no complete record with a title: a record "
        'begins with "TY  - " and ends with "ER  - ".',
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
    urls = [text for url in found.get("urls") or () if (text := to_text(url))]
    url = urls[0] if urls else _get_first(found, "url")
    source_id, doi_text = _get_first(found, "id", "accession_number"), _get_first(found, "doi")
    dates = (found.get(key) for key in ("date", "year", "publication_year"))
    paper = build_paper(
        title,
        "ris",
        hints=(*urls, url, doi_text, source_id),
        source_id=source_id,
        abstract=_get_first(found, "abstract", "notes_abstract"),
        authors=found.get("authors") or found.get("first_authors"),
        published=next((given for given in dates if parse_date(given)[0]), None),
        url=url,
        doi_text=doi_text,
        extra={
            **{key: _get_first(found, key) for key in _EXTRA_FIELDS},
            "keywords": [text for k in found.get("keywords") or () if (text := to_text(k))],
        },
    )
    return Record(paper, line)


def _get_first(found: Mapping[str, Any], *keys: str) -> str:
    """Return the first non-empty text among these fields."""
    for key in keys:
        value = found.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        if text := to_text(value):
            return text
    return ""
