"""Embedders of every kind; the model is loaded once a session."""

from __future__ import annotations

import pytest

from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.search.embedding.embedder import Embedder
from tests.fakes.embedder import FakeEmbedder


@pytest.fixture(scope="session")
def bge() -> BgeSmall:
    """Load the default embedder."""
    return BgeSmall()


@pytest.fixture(params=["bge-small", "fake"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    """Give every adapter of the port in turn."""
    return request.getfixturevalue("bge") if request.param == "bge-small" else FakeEmbedder()
