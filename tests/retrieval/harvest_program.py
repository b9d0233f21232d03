"""Harvest arXiv from a mirror into a catalog, in a process of its own that can be killed.

python -m tests.retrieval.harvest_program MIRROR FOLDER
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from retrieval.library.catalog.catalog import open_catalog
from retrieval.library.ingest import ingest_records
from retrieval.provenance import Provenance
from retrieval.sources.arxiv import api
from retrieval.sources.http.client import Client

SINCE = date(2026, 11, 1)


class NoIndexing:
    """Leaves the queue as it is."""

    def drain(
        self, on_progress: Callable[[int], None] = lambda done: None, *, passages: bool = True
    ) -> int:
        """Index nothing."""
        return 0


def main() -> None:
    """Read the command line and harvest."""
    mirror, folder = sys.argv[1:]
    with (
        Client(mirror=mirror, rate_limit_folder=Path(folder), pauses={"arxiv": 0}) as fetch,
        open_catalog(Path(folder) / "catalogue.db") as catalog,
    ):
        records = api.harvest(fetch, since=SINCE, checkpoints=catalog)
        now = datetime.now(UTC)
        report = ingest_records(catalog, NoIndexing(), records, lambda: now, Provenance.SERVICE)
        sys.stdout.write(f"{report.added} added\n")


if __name__ == "__main__":
    main()
