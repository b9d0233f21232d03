"""The stand-in itself: honest by default, faulty on demand, and the same for the same seed."""

from __future__ import annotations

import gzip
import http.client
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.servers.sources_server import ArxivWorld, Fault, Faults, SourcesServer
from tests.servers.sources_server.faults import HEALED

QUERY = "/export.arxiv.org/api/query?" + urlencode({"search_query": "cat:cs.CL", "max_results": 50})


@pytest.fixture
def server() -> Iterator[SourcesServer]:
    """Run a stand-in with a small arXiv."""
    with SourcesServer(ArxivWorld(papers=100), retry_after=7, slowness=0.01) as running:
        yield running


def get(server: SourcesServer, target: str) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body, as they come off the wire."""
    host = server.address.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=60)
    try:
        connection.request("GET", target)
        response = connection.getresponse()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return response.status, headers, response.read()
    finally:
        connection.close()


def test_a_world_is_the_same_for_the_same_seed():
    """And another for another."""
    assert ArxivWorld(50, 5, 1).papers == ArxivWorld(50, 5, 1).papers
    assert ArxivWorld(50, 5, 1).papers != ArxivWorld(50, 5, 2).papers


def test_a_world_has_everything_that_is_hard():
    """New versions, withdrawn and deleted papers, cross-listings, and signs that XML escapes."""
    papers = ArxivWorld(papers=500).papers

    assert {paper.version for paper in papers} == {1, 2, 3}
    assert any("withdrawn" in paper.comment for paper in papers)
    assert any(paper.deleted for paper in papers)
    assert any(len(paper.categories) > 1 for paper in papers)
    assert any("<b>" in paper.title and "&" in paper.title for paper in papers)


def test_what_is_given_is_answered(server: SourcesServer):
    """By host, path and query; what fits more closely goes first, what is not known is a 404."""
    server.give("https://huggingface.co/api/x", b"{}", headers={"x-kind": "any"})
    server.give("https://huggingface.co/api/x?date=1", b"[1]", status=201)

    assert get(server, "/huggingface.co/api/x?date=2")[1]["x-kind"] == "any"
    assert get(server, "/huggingface.co/api/x?date=1&p=0")[::2] == (201, b"[1]")
    assert get(server, "/huggingface.co/api/y")[0] == 404
    assert [(r.host, r.path, r.query) for r in server.requests][1] == (
        "huggingface.co",
        "/api/x",
        {"date": "1", "p": "0"},
    )


def test_faults_are_injected_in_order(server: SourcesServer):
    """One an answer; then it is honest again."""
    honest = get(server, QUERY)
    server.fail(Fault.BUSY, Fault.DOWN, Fault.TRUNCATED, Fault.WEB_PAGE, Fault.BOMB, Fault.FOREIGN)

    busy, down, truncated, page, bomb, foreign = (get(server, QUERY) for _ in range(6))

    assert (busy[0], busy[1]["retry-after"]) == (429, "7")
    assert (down[0], down[1]["retry-after"][-5:]) == (503, "+0000")
    assert honest[2].startswith(truncated[2])
    assert 0 < len(truncated[2]) < len(honest[2])
    assert (page[0], page[2][:15]) == (200, b"<!DOCTYPE html>")
    assert len(gzip.decompress(bomb[2])) > 100 * len(bomb[2])
    assert foreign[1]["location"].startswith("https://evil.example/")
    assert get(server, QUERY)[2] == honest[2]


def test_a_cut_connection_ends_in_the_middle(server: SourcesServer):
    """Of a body that was promised longer."""
    server.fail(Fault.CUT)

    with pytest.raises(http.client.IncompleteRead):
        get(server, QUERY)


def test_a_wrong_encoding_is_no_utf8(server: SourcesServer):
    """Though its head says so."""
    server.fail(Fault.WRONG_ENCODING)
    _, _, body = get(server, QUERY)

    assert b"UTF-8" in body[:60]
    with pytest.raises(UnicodeDecodeError):
        body.decode()


def test_pages_can_be_short_empty_or_repeated(server: SourcesServer):
    """And still count all that there are; a first page has none before it to repeat."""
    second = f"{QUERY}&start=10"
    first = get(server, QUERY)[2]
    server.fail(Fault.SHORT, Fault.EMPTY, Fault.REPEATED, Fault.REPEATED)
    short, empty, repeated, honest = (
        get(server, target)[2] for target in (QUERY, QUERY, second, QUERY)
    )
    total = first.partition(b"totalResults>")[2][:2]

    assert first.count(b"<entry>") > short.count(b"<entry>") > 0
    assert empty.count(b"<entry>") == 0
    assert all(total in body for body in (short, empty))
    assert repeated.replace(b"startIndex>10", b"startIndex>0") == first
    assert honest == first


def test_faults_by_chance_are_the_same_for_the_same_seed():
    """So that a failure can be seen again."""
    one, two = Faults(3, 0.5), Faults(3, 0.5)
    drawn = [one.next() for _ in range(200)]

    assert drawn == [two.next() for _ in range(200)]
    assert set(drawn) == {None, *HEALED}


def test_it_runs_as_a_program():
    """The first line is its address."""
    command = [sys.executable, "-m", "tests.servers.sources_server", "--papers", "20"]
    with subprocess.Popen(
        command, cwd=Path(__file__).parents[3], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=60)
        connection.request("GET", "/oaipmh.arxiv.org/oai?verb=ListRecords")
        body = connection.getresponse().read()
        connection.close()
        process.terminate()

    assert body.count(b"<record>") == 20
    assert address.startswith("http://127.0.0.1:")
