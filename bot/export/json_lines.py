"""Write papers as JSON lines, the form that loses nothing and that `ingest file` reads back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from retrieval.paper import Paper


def write(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield a line a paper, as recorded, LaTeX leftovers and all."""
    for paper in papers:
        # ASCII alone: nothing in it can steer a terminal, and every JSON reader takes it.
        yield json.dumps(values(paper)) + "\n"


def values(paper: Paper) -> dict[str, Any]:
    """Return the paper's fields under their own names; unknown ones are left out."""
    fields: dict[str, Any] = {
        "paper_id": paper.paper_id,
        "title": paper.title,
        "abstract": paper.abstract,
        "authors": list(paper.authors),
        "published": paper.published.isoformat() if paper.published else "",
        "updated": paper.updated.isoformat() if paper.updated else "",
        "categories": list(paper.categories),
        "source": paper.source,
        "url": paper.url,
        "doi": paper.doi,
        "extra": dict(paper.extra),
    }
    always = {"paper_id", "title", "abstract"}
    return {name: value for name, value in fields.items() if value or name in always}
