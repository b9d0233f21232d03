"""The client against a server that serves, tires, breaks off and misleads."""

from __future__ import annotations

import subprocess
import sys

import pytest

from retrieval.errors import SourceDown, SourceError, SourceNotAllowed
from retrieval.sources.http.answer import Fetch
from retrieval.sources.http.client import RequestAdditions
from tests.fakes.clock import FakeTime
from tests.retrieval.sources.http.conftest import QUICK, MakeClient
from tests.servers.sources_server import Fault, SourcesServer

PAGE = "https://arxiv.org/abs/1"


def test_an_answer_is_returned_whole(server: SourcesServer, client: MakeClient):
    """With where it came from, its status and its headers."""
    fetch: Fetch = client()

    got = fetch(PAGE, params={"q": "a b"})

    assert (got.url, got.status, got.body) == (f"{PAGE}?q=a+b", 200, b"a page")
    assert got.headers["etag"] == '"one"'
    assert server.requests[0].query == {"q": "a b"}


def test_what_is_added_for_a_host_is_sent_there_only(server: SourcesServer, client: MakeClient):
    """And is not in the address that is given back."""
    server.give("https://api.openalex.org/works", b"{}")
    fetch = client(
        additions={
            "api.openalex.org": RequestAdditions({"x-key": "secret"}, {"mailto": "me@x.org"})
        }
    )

    got = fetch("https://api.openalex.org/works", params={"q": "1"})
    fetch(PAGE)

    there, elsewhere = server.requests
    assert there.query == {"q": "1", "mailto": "me@x.org"}
    assert there.headers["x-key"] == "secret"
    assert elsewhere.query == {}
    assert "x-key" not in elsewhere.headers
    assert got.url == "https://api.openalex.org/works?q=1"


@pytest.mark.parametrize(
    "fault", [Fault.BUSY, Fault.BUSY_SILENT, Fault.DOWN, Fault.DOWN_SILENT, Fault.CUT]
)
def test_what_may_pass_is_tried_again(server: SourcesServer, client: MakeClient, fault: Fault):
    """Until it works."""
    server.fail(fault, fault)

    assert client()(PAGE).body == b"a page"
    assert len(server.requests) == 3


@pytest.mark.parametrize("fault", [Fault.BUSY, Fault.DOWN, Fault.CUT])
def test_tries_have_an_end(server: SourcesServer, client: MakeClient, fault: Fault):
    """After which it is said what was wrong, and what to do."""
    server.fail(*[fault] * 9)

    with pytest.raises(SourceDown, match=r"arxiv\.org .+, 4 times in a row\. It may be down"):
        client()(PAGE)

    assert len(server.requests) == QUICK.tries


def test_waits_are_as_long_as_the_service_asks(
    server: SourcesServer, client: MakeClient, time: FakeTime
):
    """By its header, or longer each time where it has none; never less than the pause."""
    server.give("https://arxiv.org/busy", b"", status=429, headers={"retry-after": "42"})
    fetch = client()

    with pytest.raises(SourceDown, match="answered 429"):
        fetch("https://arxiv.org/busy")
    server.fail(*[Fault.DOWN_SILENT] * 3)
    fetch(PAGE)

    assert time.slept == pytest.approx([42, 42, 42, 42, 3, 3, 3], abs=1e-5)


def test_nobody_waits_for_an_hour(server: SourcesServer, client: MakeClient, time: FakeTime):
    """It is said how long the service wants to be left alone, and it is left alone."""
    server.give("https://arxiv.org/busy", b"", status=503, headers={"retry-after": "3600"})
    fetch = client()

    for _ in range(2):
        with pytest.raises(SourceDown, match="asked us to retry in 60 minutes"):
            fetch("https://arxiv.org/busy")

    assert len(server.requests) == 1
    assert time.slept == []


def test_a_service_that_cannot_be_reached_is_down(client: MakeClient):
    """Nobody listens there."""
    fetch = client(mirror="http://127.0.0.1:9")

    with pytest.raises(
        SourceDown, match=r"arxiv\.org cannot be reached \(Connection refused\).+offline"
    ):
        fetch(PAGE)


def test_a_slow_service_is_down(server: SourcesServer, client: MakeClient, time: FakeTime):
    """A body that comes in drops uses up the time of the whole."""
    server.fail(Fault.SLOW)
    late = iter(range(0, 10_000, 11))

    with pytest.raises(SourceDown, match="did not answer in time"):
        client(clock=lambda: time.now + next(late), bounds=QUICK)(PAGE)


@pytest.mark.parametrize("fault", [Fault.OVERSIZED, Fault.BOMB])
def test_a_large_answer_is_refused(server: SourcesServer, client: MakeClient, fault: Fault):
    """At once, whether it is large on the way or becomes so."""
    server.fail(fault)

    with pytest.raises(SourceError, match=r"arxiv\.org sent more than 1 MB"):
        client()(PAGE)

    assert len(server.requests) == 1


def test_importing_sources_loads_no_http_client():
    """It takes a while, and `footnote --help` has no need of it."""
    program = (
        "import sys, retrieval.sources.arxiv.api, "
        "retrieval.sources.arxiv.feed, retrieval.library.ingest; "
        "sys.exit(bool({'httpx2', 'defusedxml'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


# Redirects


@pytest.mark.parametrize(
    ("location", "hop"),
    [
        ("https://export.arxiv.org/abs/2", ("export.arxiv.org", "/abs/2")),
        ("https://arxiv.org:443/abs/2", ("arxiv.org", "/abs/2")),
        ("/abs/2", ("arxiv.org", "/abs/2")),
        ("2", ("arxiv.org", "/abs/2")),
        ("//export.arxiv.org/abs/2", ("export.arxiv.org", "/abs/2")),
        ("MIRROR/export.arxiv.org/abs/2", ("export.arxiv.org", "/abs/2")),
    ],
)
def test_redirects_are_followed(
    server: SourcesServer, client: MakeClient, location: str, hop: tuple[str, str]
):
    """To known hosts, also where a mirror writes them as its own; each in its turn."""
    there = {"location": location.replace("MIRROR", server.address)}
    server.give("https://arxiv.org/abs/old", b"", status=301, headers=there)
    server.give(f"https://{hop[0]}{hop[1]}", b"moved here")

    got = client()("https://arxiv.org/abs/old")

    assert (got.url, got.body) == (f"https://{hop[0]}{hop[1]}", b"moved here")
    assert [(r.host, r.path) for r in server.requests] == [("arxiv.org", "/abs/old"), hop]


@pytest.mark.parametrize(
    "location",
    [
        "http://arxiv.org/abs/1",
        "https://evil.example/",
        "https://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:9/",
        "https://user:pass@arxiv.org/",
        "https://arxiv.org@evil.example/",
        "https://arxiv.org:8443/",
        "https://2130706433/",
        "https://arxiv。org/",
        "file:///etc/passwd",
        "//evil.example/",
        "/\\evil.example/",
        "https://[::1/",
        "MIRROR/evil.example/abs/1",
        "MIRROR/../admin",
        "javascript:alert(1)",
    ],
)
def test_redirects_elsewhere_are_refused(server: SourcesServer, client: MakeClient, location: str):
    """And nobody is asked there."""
    there = location.replace("MIRROR", server.address).encode().decode("latin-1")
    server.give("https://arxiv.org/leads", b"", status=302, headers={"location": there})

    with pytest.raises(SourceNotAllowed, match=r"arxiv\.org redirects, but"):
        client()("https://arxiv.org/leads")

    assert [request.path for request in server.requests] == ["/leads"]


def test_a_redirect_to_another_known_host_takes_no_key_along(
    server: SourcesServer, client: MakeClient
):
    """Each host gets only what is its own."""
    server.give(
        "https://api.semanticscholar.org/x", b"", status=307,
        headers={"location": "https://arxiv.org/abs/1"},
    )  # fmt: skip
    keys = {"api.semanticscholar.org": RequestAdditions({"x-api-key": "secret"})}

    client(additions=keys)("https://api.semanticscholar.org/x")

    assert ["x-api-key" in request.headers for request in server.requests] == [True, False]


def test_nothing_is_asked_of_an_unknown_host(server: SourcesServer, client: MakeClient):
    """A mirror opens no way to others."""
    with pytest.raises(SourceNotAllowed):
        client()("https://evil.example/")

    assert server.requests == []
