"""Write papers, or any rows, as a CSV table that a spreadsheet can open safely."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from bot.export.escape import one_line
from retrieval.paper import Paper

COLUMNS = (
    "paper_id",
    "title",
    "authors",
    "year",
    "published",
    "updated",
    "categories",
    "source",
    "url",
    "doi",
    "abstract",
)


def write(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield the head, then a row a paper; several authors or categories stand between `; `."""
    yield row(COLUMNS)
    for paper in papers:
        yield row(_values(paper.for_reading()))


def row(values: Sequence[str]) -> str:
    """Return the values as one line of RFC 4180, each safe to open."""
    line = io.StringIO()
    csv.writer(line).writerow([safe(value) for value in values])
    return line.getvalue()


def safe(value: str) -> str:
    """Return the value on one line, with an apostrophe before what would be a formula.

    https://owasp.org/www-community/attacks/CSV_Injection
    """
    text = one_line(value)
    return "'" + text if text.startswith(("=", "+", "-", "@")) else text


def _values(paper: Paper) -> tuple[str, ...]:
    return (
        paper.paper_id,
        paper.title,
        "; ".join(paper.authors),
        str(paper.year or ""),
        paper.published.isoformat() if paper.published else "",
        paper.updated.isoformat() if paper.updated else "",
        "; ".join(paper.categories),
        paper.source,
        paper.link,
        paper.doi,
        paper.abstract,
    )
