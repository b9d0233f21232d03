"""The vector index: a damaged folder, and a server that is down, or none."""

from __future__ import annotations

import gc
from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import IndexFault, VectorStoreDown
from retrieval.search.vector.vectors import VectorIndex
from tests.retrieval.papers import ADAPTERS, CATS, PAPERS, paper
from tests.servers.chroma import ChromaServer
from tests.servers.model_server import ModelServer

DIMENSION = 8
AXES = np.eye(DIMENSION, dtype=np.float32)


# The folder


def test_a_damaged_store_is_told(tmp_path: Path):
    """The message says to delete the folder and reindex."""
    folder = tmp_path / "chroma"
    folder.mkdir()
    (folder / "chroma.sqlite3").write_bytes(b"not a database" * 100)

    with pytest.raises(IndexFault, match="footnote reindex"):
        VectorIndex(folder, collection="abc", embedder_id="e", dimension=3)


# The server


def test_a_server_that_is_not_there_is_told():
    """The message names the address and the setting."""
    with pytest.raises(VectorStoreDown, match=r"http://127\.0\.0\.1:9 .*FOOTNOTE_CHROMA"):
        VectorIndex("http://127.0.0.1:9", collection="abc", embedder_id="e", dimension=3)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_something_else_at_the_address_is_told():
    """A server that is no Chroma is no crash; Chroma's client drops its connection to it."""
    with ModelServer() as other, pytest.raises(VectorStoreDown, match="FOOTNOTE_CHROMA"):
        VectorIndex(
            f"http://127.0.0.1:{other.port}", collection="abc", embedder_id="e", dimension=3
        )
    gc.collect()


def test_a_server_may_go_and_come_back(tmp_path: Path):
    """While it is down every call says so; when it is back they work as before."""
    with ChromaServer(tmp_path) as server:
        index = VectorIndex(server.address, collection="abc", embedder_id="e", dimension=DIMENSION)
        index.upsert(PAPERS, AXES[:4])

        server.stop()
        for call in (
            index.count,
            lambda: index.search(AXES[0], limit=1),
            lambda: index.search(AXES[0], limit=1, within=[CATS.paper_id]),
            lambda: index.upsert(PAPERS, AXES[:4]),
            lambda: index.remove([CATS.paper_id]),
            lambda: index.vectors([CATS.paper_id]),
            index.clear,
        ):
            with pytest.raises(VectorStoreDown, match="does not answer"):
                call()

        server.start()
        assert index.count() == 4
        assert list(index.search(AXES[0], limit=1)) == [ADAPTERS.paper_id]
        index.upsert([paper(1)], AXES[5:6])
        assert index.count() == 5
        index.close()
