"""Turn papers into rows of the catalogue, and back."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from retrieval.db import storable_text
from retrieval.library.catalog.identity import fold
from retrieval.library.catalog.tables import papers
from retrieval.paper import Paper
from retrieval.provenance import Field, Origin, Provenance

# In the order of Paper's fields, so that a row's values are a paper's arguments.
COLUMNS = (
    papers.c.paper_id,
    papers.c.title,
    papers.c.abstract,
    papers.c.authors,
    papers.c.published,
    papers.c.updated,
    papers.c.categories,
    papers.c.source,
    papers.c.url,
    papers.c.doi,
    papers.c.extra,
)


ORIGIN_COLUMNS = (papers.c.provenance, papers.c.uploaded)


def to_origin(provenance: str, uploaded: Sequence[Field]) -> Origin:
    """Make an origin of the values of `ORIGIN_COLUMNS`."""
    return Origin(Provenance(provenance), tuple(uploaded))


def from_origin(origin: Origin) -> dict[str, Any]:
    """Return the values of `ORIGIN_COLUMNS`."""
    return {"provenance": origin.provenance.value, "uploaded": list(origin.uploaded)}


def to_paper(row: Iterable[Any]) -> Paper:
    """Make a paper of the values of `COLUMNS`."""
    (
        paper_id,
        title,
        abstract,
        authors,
        published,
        updated,
        categories,
        source,
        url,
        doi,
        extra,
    ) = row
    return Paper(
        paper_id,
        title,
        abstract,
        tuple(authors),
        published,
        updated,
        tuple(categories),
        source,
        url,
        doi,
        extra,
    )


def to_row(paper: Paper, folded_title: str) -> dict[str, Any]:
    """Return the values of a paper's columns, but for `number`, `added_at` and `changed_at`."""
    return {
        "paper_id": paper.paper_id,
        "year": paper.year,
        "published": paper.published,
        "updated": paper.updated,
        "dated": paper.published or paper.updated,
        "source": paper.source,
        "doi": paper.doi,
        "url": paper.url,
        "title": paper.title,
        "folded_title": folded_title,
        # One value a line, lines and words set apart at both ends, for LIKE to find them whole.
        "folded_categories": _lines(category.casefold() for category in paper.categories),
        "folded_authors": _lines(f" {fold(name)} " for name in paper.authors),
        "categories": list(paper.categories),
        "authors": list(paper.authors),
        "extra": dict(paper.extra),
        "abstract": paper.abstract,
    }


def to_column_time(moment: datetime) -> datetime:
    """Return `moment` in UTC without a zone, as the columns hold it."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def storable(paper: Paper) -> Paper:
    """Return `paper` with the few values replaced that a database cannot give back as they were.

    NUL characters are dropped and lone surrogates become U+FFFD, as PostgreSQL holds neither;
    times become days; in `extra`, what JSON does not know becomes what it does. All other text
    stays as the source gave it.
    """
    return replace(
        paper,
        paper_id=storable_text(paper.paper_id),
        title=storable_text(paper.title),
        abstract=storable_text(paper.abstract),
        authors=tuple(map(storable_text, paper.authors)),
        published=_day(paper.published),
        updated=_day(paper.updated),
        categories=tuple(map(storable_text, paper.categories)),
        source=storable_text(paper.source),
        url=storable_text(paper.url),
        doi=storable_text(paper.doi),
        extra=_json(paper.extra) if paper.extra else paper.extra,
    )


def _lines(values: Iterable[str]) -> str:
    text = "\n".join(values)
    return f"\n{text}\n" if text else ""


def _day(day: Any) -> Any:
    return day.date() if isinstance(day, datetime) else day


def _json(value: Any) -> Any:
    match value:
        case str():
            return storable_text(value)
        case None | bool() | int():
            return value
        case float():
            return value if math.isfinite(value) else None
        case Mapping():
            return {storable_text(str(key)): _json(item) for key, item in value.items()}
        case list() | tuple():
            return [_json(item) for item in value]
        case _:
            return storable_text(str(value))
