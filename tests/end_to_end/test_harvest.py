"""Papers from services: the real command against a mirror on loopback, and what it leaves."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from retrieval.library.catalog.catalog import open_catalog
from tests.end_to_end.footnote import Footnote
from tests.servers.sources_server import ArxivWorld, Fault, SourcesServer
from tests.waiting import PATIENCE_SECONDS, wait_until

CATEGORIES = ("cs.CL", "cs.LG", "cs.CV", "stat.ML", "hep-th", "math.AG")
ALL = tuple(word for category in CATEGORIES for word in ("--category", category))

Serve = Callable[..., SourcesServer]


@pytest.fixture
def mirror() -> Iterator[SourcesServer]:
    """Serve forty papers over four days."""
    with SourcesServer(ArxivWorld(papers=40, days=4)) as server:
        yield server


def over(server: SourcesServer, data_dir: Path) -> Footnote:
    """Return the command, asking `server` and nobody else."""
    return Footnote(data_dir, FOOTNOTE_MIRROR=server.address, FOOTNOTE_MIRROR_PAUSE="0")


def ids_in(data_dir: Path) -> set[str]:
    """Return the ids of the papers of record."""
    with open_catalog(data_dir / "catalogue.db") as catalog:
        assert catalog.count_pending() == 0
        return catalog.ids()


def test_arxiv(mirror: SourcesServer, tmp_path: Path) -> None:
    """All of some days comes in and can be found; the second time there is little to ask."""
    footnote = over(mirror, tmp_path / "library")
    days = ("--since", "2026-11-01", "--until", "2026-11-04")
    first = footnote("ingest", "arxiv", *ALL, *days, "--json").json
    asked = len(mirror.requests)
    again = footnote("ingest", "arxiv", *ALL, *days, "--json").json
    hits = footnote("search", "sparse graph attention", "--json").json["results"]

    assert ids_in(tmp_path / "library") == mirror.world.ids()
    assert first["added"] == len(mirror.world.ids())
    assert (again["added"], again["rejected"]) == (0, [])
    assert len(mirror.requests) - asked <= 1
    assert hits
    agents = {request.headers["user-agent"] for request in mirror.requests}
    assert all(agent.startswith("footnote/") for agent in agents)


def test_ids(mirror: SourcesServer, tmp_path: Path) -> None:
    """By id and link; another host is never asked, and what is unknown is named."""
    known = sorted(mirror.world.ids())[0]
    footnote = over(mirror, tmp_path / "library")
    done = footnote(
        *("ingest", "id", f"https://arxiv.org/abs/{known}v1", "2401.99999"),
        *("https://evil.example/2401.00001", "--json"),
    ).json
    reasons = " ".join(rejected["reason"] for rejected in done["rejected"])

    assert done["added"] == 1
    assert ids_in(tmp_path / "library") == {known}
    assert "2401.99999" in reasons
    assert "evil.example" in reasons
    assert "evil.example" not in {request.host for request in mirror.requests}
    assert "2401.99999" in footnote("ingest", "id", "2401.99999", code=1).out


def test_a_service_that_is_down(tmp_path: Path) -> None:
    """What came before it broke off is in the library and indexed; the message says so."""
    with SourcesServer(ArxivWorld(papers=250, days=4)) as server:
        footnote = over(server, tmp_path / "library")
        server.fail(Fault.SLOW, *[Fault.DOWN_SILENT] * 100)
        done = footnote("ingest", "arxiv", *ALL, code=7)

    assert "200 added" in done.out
    assert "The papers received before are kept" in done.err
    assert len(ids_in(tmp_path / "library")) == 200


@pytest.mark.nightly
def test_killed_and_run_again(tmp_path: Path) -> None:
    """The same command goes on at the page where it was, and ends with everything."""
    with SourcesServer(ArxivWorld(papers=250, days=4), delay=0.5) as server:
        footnote = over(server, tmp_path / "library")
        command = ("ingest", "arxiv", *ALL)
        process = footnote.start(*command)
        wait_until(lambda: _starts(server) == ["0", "200"])
        process.kill()
        process.communicate(timeout=PATIENCE_SECONDS)
        footnote(*command)

    assert _starts(server)[:3] == ["0", "200", "200"]
    assert "0" not in _starts(server)[2:]
    assert ids_in(tmp_path / "library") == server.world.ids()


def test_interrupted_and_run_again(tmp_path: Path) -> None:
    """Ctrl-C ends it with advice, and the same command brings all in."""
    with SourcesServer(ArxivWorld(papers=40, days=4), delay=0.3) as server:
        footnote = over(server, tmp_path / "library")
        command = ("ingest", "arxiv", *ALL)
        process = footnote.start(*command)
        wait_until(lambda: len(server.requests) == 1)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=PATIENCE_SECONDS)
        footnote(*command)

    assert process.returncode == 130
    assert b"Run the same command again to resume" in said
    assert ids_in(tmp_path / "library") == server.world.ids()


def _starts(server: SourcesServer) -> list[str]:
    return [request.query.get("start", "") for request in server.requests]
