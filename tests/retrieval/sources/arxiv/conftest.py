"""A small arXiv on loopback, and a way to ask it whose time passes at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from retrieval.sources.http.answer import Fetch
from retrieval.sources.http.client import Client
from tests.fakes.clock import FakeTime
from tests.servers.sources_server import ArxivWorld, Faults, SourcesServer


@pytest.fixture(scope="session")
def world() -> ArxivWorld:
    """Make 1,200 papers over ten days."""
    return ArxivWorld(papers=1_200, days=10)


@contextmanager
def asking(
    world: ArxivWorld, faults: Faults | None = None, **how: float
) -> Iterator[tuple[Fetch, SourcesServer]]:
    """Give a client of a world, and its server."""
    time = FakeTime()
    with (
        SourcesServer(world, faults=faults, **{"retry_after": 5, "slowness": 0, **how}) as server,
        Client(
            mirror=server.address, clock=time.clock, sleep=time.sleep, random=lambda: 0.5
        ) as fetch,
    ):
        yield fetch, server


@pytest.fixture
def arxiv(world: ArxivWorld) -> Iterator[tuple[Fetch, SourcesServer]]:
    """Give a client of an arXiv without faults."""
    with asking(world) as pair:
        yield pair
