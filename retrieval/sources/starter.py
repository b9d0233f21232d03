"""Read the papers that a new library starts with."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from retrieval.errors import SourceError
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
        yield from json_lines.read(stream, source=STARTER)
