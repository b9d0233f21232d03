"""A stand-in for the services, and clients of it whose time passes at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, Protocol

import pytest

from retrieval.sources.http.client import Bounds, Client
from tests.fakes.clock import FakeTime
from tests.servers.sources_server import SourcesServer

QUICK = Bounds(
    connect=2, read=5, total=10, max_body_bytes=2**20, tries=4, first_wait=1, max_wait=60
)


@pytest.fixture
def server() -> Iterator[SourcesServer]:
    """Run a stand-in that knows one page at arXiv."""
    with SourcesServer(slowness=2) as running:
        running.give("https://arxiv.org/abs/1", b"a page", headers={"etag": '"one"'})
        yield running


@pytest.fixture
def time() -> FakeTime:
    """Give a clock."""
    return FakeTime()


class MakeClient(Protocol):
    """Opens a client of the stand-in, closed when the test ends."""

    def __call__(self, **settings: Any) -> Client: ...


@pytest.fixture
def client(server: SourcesServer, time: FakeTime) -> Iterator[MakeClient]:
    """Open clients."""
    with ExitStack() as stack:

        def opened(**settings: Any) -> Client:
            usual: dict[str, Any] = {
                "mirror": server.address,
                "bounds": QUICK,
                "clock": time.clock,
                "sleep": time.sleep,
                "random": lambda: 0.0,
            }
            return stack.enter_context(Client(**{**usual, **settings}))

        yield opened
