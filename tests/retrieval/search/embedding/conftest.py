"""Embedders of every kind; the model is loaded once a session."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.search.embedding.embedder import Embedder
from retrieval.search.embedding.openai_compatible import OpenAICompatibleEmbedder
from tests.fakes.embedder import FakeEmbedder
from tests.servers.model_server import ModelServer

KEY = "sk-secret-0123456789"


@pytest.fixture(scope="session")
def bge() -> BgeSmall:
    """Load the default embedder."""
    return BgeSmall()


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """Run a model server, in a thread, that asks for a key."""
    with ModelServer(key=KEY) as running:
        yield running


@pytest.fixture
def remote(server: ModelServer) -> Iterator[OpenAICompatibleEmbedder]:
    """Connect to the server."""
    made = OpenAICompatibleEmbedder("test-model", base_url=server.base_url, api_key=KEY)
    yield made
    made.close()


@pytest.fixture(params=["bge-small", "openai", "fake", "fake-without-tokens"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    """Give every adapter of the port in turn."""
    match request.param:
        case "bge-small":
            return request.getfixturevalue("bge")
        case "openai":
            return request.getfixturevalue("remote")
        case "fake":
            return FakeEmbedder()
        case _:
            return FakeEmbedder(with_tokens=False)
