"""Harvests that stop and go on: by Ctrl-C, an error, or SIGKILL at any moment."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.library.catalog.catalog import Catalog, open_catalog
from retrieval.library.ingest import ingest_records
from retrieval.provenance import Provenance
from retrieval.sources.records import Checkpoint, Harvested, Record
from tests.retrieval.harvest_program import NoIndexing
from tests.retrieval.papers import ADAPTERS, CATS, NOW
from tests.servers.sources_server import ArxivWorld, SourcesServer
from tests.waiting import PATIENCE_SECONDS, wait_until

ROOT = Path(__file__).parents[3]
PAPERS = 1_500
_DELAY = 0.2  # seconds before each answer, lest a harvest ends while this process waits its turn


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    """Open an empty catalog."""
    with open_catalog(tmp_path / "catalogue.db") as opened:
        yield opened


def ingest(catalog: Catalog, records: Iterator[Harvested]) -> None:
    """Record without indexing."""
    ingest_records(catalog, NoIndexing(), records, lambda: NOW, Provenance.SERVICE)


def test_all_before_a_checkpoint_is_in_when_it_is_kept(catalog: Catalog):
    """Also if the process is killed right after."""
    seen: list[tuple[set[str], str | None]] = []

    def look() -> None:
        seen.append((catalog.ids(), catalog.get_state("harvest:k")))

    def harvest() -> Iterator[Harvested]:
        yield Record(ADAPTERS, 1)
        look()
        yield Checkpoint("k", "1")
        look()
        yield Record(CATS, 2)
        look()
        yield Checkpoint("k", "2")
        look()

    ingest(catalog, harvest())

    assert seen == [
        (set(), None),
        ({ADAPTERS.paper_id}, "1"),
        ({ADAPTERS.paper_id}, "1"),
        ({ADAPTERS.paper_id, CATS.paper_id}, "2"),
    ]


# Killed


def command(server: SourcesServer, folder: Path) -> list[str]:
    """Return the command line of a harvest."""
    program = [sys.executable, "-m", "tests.retrieval.harvest_program"]
    return [*program, server.address, str(folder)]


def run(server: SourcesServer, folder: Path) -> str:
    """Harvest to the end, and return what it said."""
    done = subprocess.run(
        command(server, folder),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=True,
    )
    return done.stdout


def kill(server: SourcesServer, folder: Path, after: int, later: float) -> None:
    """Harvest, and kill it so many seconds after the server got so many requests more."""
    begun = len(server.requests)
    server.delay = _DELAY
    with subprocess.Popen(command(server, folder), cwd=ROOT) as process:
        wait_until(lambda: len(server.requests) >= begun + after)
        time.sleep(later)
        process.send_signal(signal.SIGKILL)
        assert process.wait(PATIENCE_SECONDS) == -signal.SIGKILL
    server.delay = 0


def papers_in(folder: Path) -> set[str]:
    """Return the ids of the papers of a catalog."""
    with open_catalog(folder / "catalogue.db") as catalog:
        return catalog.ids()


def test_killed_at_any_moment_it_goes_on(tmp_path: Path):
    """Killed four times on one way: no page but the one in hand is asked for again."""
    with SourcesServer(ArxivWorld(papers=PAPERS, days=10)) as server:
        run(server, tmp_path / "whole")
        pages = len(server.requests)
        server.requests.clear()
        kills = [(1, 0.0), (2, _DELAY + 0.01), (1, _DELAY + 0.03), (2, _DELAY + 0.005)]
        for after, later in kills:
            kill(server, tmp_path / "killed", after, later)
        said = run(server, tmp_path / "killed")
        known = server.world.ids()

    assert papers_in(tmp_path / "killed") == papers_in(tmp_path / "whole") == known
    assert not said.startswith("0 added")
    assert pages <= len(server.requests) <= pages + len(kills)
