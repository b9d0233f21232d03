"""Read the papers that a new library starts with."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from typing import IO

from retrieval.errors import SourceError
from retrieval.paper import arxiv_id
from retrieval.provenance import STARTER
from retrieval.sources import json_lines
from retrieval.sources.records import Record, Rejected


def read() -> Iterator[Record | Rejected]:
    """Yield the papers that come with the package; raise SourceError if they are missing."""
    try:
        stream = resources.files("retrieval.sources").joinpath("starter_papers.jsonl").open("rb")
    except FileNotFoundError as error:
        raise SourceError(
            "The papers that come with Footnote are missing. Install Footnote again."
        ) from error
    with stream:
        yield from parse(stream)


def parse(stream: IO[bytes]) -> Iterator[Record | Rejected]:
    """Yield the papers of JSON lines; reject one without arXiv id, authors, or a valid date."""
    for record in json_lines.read(stream, source=STARTER):
        faults = _find_faults(record) if isinstance(record, Record) else []
        if faults:
            yield Rejected(record.line, f"This paper has no {' and no '.join(faults)}.")
        else:
            yield record


def _find_faults(record: Record) -> list[str]:
    paper = record.paper
    given = {
        "valid arXiv id": arxiv_id(paper.paper_id),
        "authors": paper.authors,
        "valid date": paper.published,
    }
    return [name for name, value in given.items() if not value]
