"""Read papers from JSON lines, in BEIR's format or our own, gzipped or not."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from typing import IO, Any

from retrieval.errors import SourceError
from retrieval.paper import Paper
from retrieval.sources.fields import (
    build_paper,
    parse_date,
    to_storable_json,
    to_text,
    to_texts,
)
from retrieval.sources.records import Record, Rejected

GZIP = b"\x1f\x8b"
CUT_MESSAGE = "The file ends in the middle of a record. Download or copy it again."

_MAX_LINE_BYTES = 16 * 2**20
_DATE_FIELDS = ("published", "first_seen", "date", "year")
ACCOUNT = "account"
"""The field of an abstract that was written for Footnote, not by the authors."""

_TEXTS = ("abstract", "text", ACCOUNT)
_KNOWN_FIELDS = frozenset(
    [
        "_id",
        "paper_id",
        "title",
        *_TEXTS,
        "authors",
        "updated",
        "categories",
        "source",
        "url",
        "doi",
        "extra",
        *_DATE_FIELDS,
    ]
)


def read(
    stream: IO[bytes], *, trust_ids: bool = False, source: str = "json-lines"
) -> Iterator[Record | Rejected]:
    """Yield the papers of a seekable `stream`, one JSON object per line.

    With `trust_ids`, each paper keeps its `_id` unchanged and titles may be empty, as evaluation
    on BEIR collections (https://github.com/beir-cellar/beir) requires. Raises SourceError at the
    end if no line holds a paper.
    """
    papers = 0
    first_reason = "It has no lines with text."
    for number, line in _read_lines(stream):
        result = (
            line
            if isinstance(line, Rejected)
            else _parse_line(number, line, trust_ids=trust_ids, source=source)
        )
        if isinstance(result, Record):
            papers += 1
        elif first_reason.startswith("It has no"):
            first_reason = f"Line {result.line}: {result.reason}"
        yield result
    if not papers:
        raise SourceError(
            f"This file contains no papers. {first_reason} "
            "Give one JSON object per line, each with a title and an abstract."
        )


def _read_lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes | Rejected]]:
    """Yield the non-empty lines, numbered from 1, then a Rejected if the file is truncated."""
    zipped = stream.read(2) == GZIP
    stream.seek(0)
    opened: IO[bytes] | gzip.GzipFile = gzip.GzipFile(fileobj=stream) if zipped else stream
    number = 0
    try:
        while line := opened.readline(_MAX_LINE_BYTES):
            number += 1
            whole = line.endswith(b"\n") or len(line) < _MAX_LINE_BYTES
            while not whole:
                rest = opened.readline(_MAX_LINE_BYTES)
                whole = rest.endswith(b"\n") or not rest
                line = b""
            if not line:
                yield number, Rejected(number, "This line is too long to be a paper.")
            elif line.strip():
                yield number, line
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield number + 1, Rejected(number + 1, CUT_MESSAGE)


def _parse_line(number: int, line: bytes, *, trust_ids: bool, source: str) -> Record | Rejected:
    text = line.decode("utf-8-sig" if number == 1 else "utf-8", errors="replace")
    text = text.replace("\x00", "").strip()
    try:
        found = json.loads(text)
    except ValueError as error:
        if not isinstance(error, json.JSONDecodeError):
            return Rejected(number, "This line has a number with too many digits.")
        cut = text.startswith("{") and not line.endswith(b"\n")
        return Rejected(number, CUT_MESSAGE if cut else f"This line is not JSON: {error.msg}.")
    except RecursionError:
        return Rejected(number, "This line is nested too deeply.")
    if not isinstance(found, dict):
        return Rejected(number, "This line is not a JSON object.")
    try:
        return Record(from_json(found, trust_ids=trust_ids, source=source), number)
    except RecursionError:
        return Rejected(number, "This line is nested too deeply.")
    except ValueError as error:
        return Rejected(number, str(error))


def to_json(paper: Paper) -> dict[str, Any]:
    """Return the paper's fields under their own names, without empty ones."""
    fields: dict[str, Any] = {
        "paper_id": paper.paper_id,
        "title": paper.title,
        ACCOUNT if paper.described_by_footnote else "abstract": paper.abstract,
        "authors": list(paper.authors),
        "published": paper.published.isoformat() if paper.published else "",
        "updated": paper.updated.isoformat() if paper.updated else "",
        "categories": list(paper.categories),
        "source": paper.source,
        "url": paper.url,
        "doi": paper.doi,
        "extra": dict(paper.extra),
    }
    always = {"paper_id", "title", "abstract", ACCOUNT}
    return {name: value for name, value in fields.items() if value or name in always}


def from_json(found: Mapping[str, Any], *, trust_ids: bool, source: str) -> Paper:
    """Return the paper that a JSON object describes.

    Raises ValueError with the reason if it is unusable, RecursionError if nested too deeply.
    """
    metadata = found["metadata"] if isinstance(found.get("metadata"), dict) else {}

    def given(key: str) -> Any:
        return metadata.get(key) if found.get(key) in (None, "", []) else found[key]

    for key in ("title", *_TEXTS):
        if not isinstance(found.get(key), str | None):
            raise ValueError(f"The field {key} is not text.")
    title = to_text(found.get("title"))
    foreign_id = _get_foreign_id(found)
    if trust_ids and not foreign_id:
        raise ValueError("This record has no _id.")
    if not title and not trust_ids:
        raise ValueError("This record has no title.")
    url, doi_text = to_text(given("url")), to_text(given("doi"))
    return build_paper(
        title,
        to_text(found.get("source")) or source,
        paper_id=foreign_id if trust_ids else "",
        hints=(foreign_id, url, doi_text),
        source_id=foreign_id,
        abstract=next(filter(None, (to_text(found.get(key)) for key in _TEXTS)), ""),
        authors=given("authors"),
        published=next((v for k in _DATE_FIELDS if (v := given(k))), None),
        updated=parse_date(found.get("updated"))[0],
        categories=_parse_categories(given("categories")),
        url=url,
        doi_text=doi_text,
        extra=_parse_extra(found),
    )


def _get_foreign_id(found: Mapping[str, Any]) -> str:
    value = found.get("_id") or found.get("paper_id")
    return str(value) if isinstance(value, int) else to_text(value)


def _parse_categories(value: object) -> tuple[str, ...]:
    """Keep the entries of a list; split a text such as arXiv's "cs.CL cs.AI" at spaces."""
    if isinstance(value, str) and not set(value) & set(",;"):
        return tuple(to_text(value).split())
    return to_texts(value)


def _parse_extra(found: Mapping[str, Any]) -> dict[str, Any]:
    own = found.get("extra")
    extra: dict[str, Any] = to_storable_json(own) if isinstance(own, dict) else {}
    for key, value in found.items():
        if key not in _KNOWN_FIELDS and value not in (None, {}, []):
            extra[to_storable_json(key)] = to_storable_json(value)
    return extra
