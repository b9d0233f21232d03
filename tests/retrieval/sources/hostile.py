"""JSON as no service should answer it."""

from __future__ import annotations

import json
from collections.abc import Iterable

from retrieval.sources.records import Record, Rejected


def check(results: Iterable[object]) -> None:
    """Assert that results are records that every store takes, or rejections."""
    for result in results:
        assert isinstance(result, Record | Rejected)
        if isinstance(result, Record):
            paper = result.paper
            assert paper.paper_id
            assert paper.title
            json.dumps(dict(paper.extra), allow_nan=False).encode()
            "".join((paper.title, paper.abstract, *paper.authors, paper.url, paper.doi)).encode()
            assert paper.for_reading().title is not None
