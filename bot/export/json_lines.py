"""Write papers as JSON lines, the form that loses nothing and that `ingest file` reads back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from retrieval.paper import Paper
from retrieval.sources.json_lines import to_json


def write(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield a line a paper, as recorded, LaTeX leftovers and all."""
    for paper in papers:
        # ASCII alone: nothing in it can steer a terminal, and every JSON reader takes it.
        yield json.dumps(to_json(paper)) + "\n"
