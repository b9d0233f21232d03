"""Draining the queue into real indexes: everything gets there, whatever fails on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.errors import EmbeddingError, VectorStoreDown
from retrieval.library.indexing import Indexing
from retrieval.library.library import Library
from retrieval.provenance import Provenance
from retrieval.search.query import parse_query
from retrieval.search.vector.vectors import VectorIndex
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.small_library import count_indexed, small_library
from tests.retrieval.papers import CATS, NOW, PAPERS, paper
from tests.servers.chroma import ChromaServer

MANY = [paper(n) for n in range(300)]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Open an empty library."""
    with small_library(tmp_path, []) as opened:
        yield opened


def lexically(library: Library, words: str) -> list[str]:
    """Return the ids that the text index finds."""
    return list(library.lexical.search(parse_query(words), limit=10))


def test_the_queue_is_drained_into_every_index(library: Library):
    """In chunks, with progress after each; a second drain has nothing to do."""
    library.catalog.upsert(MANY, NOW, Provenance.SERVICE)
    told: list[int] = []

    assert library.indexing.drain(told.append) == 300

    assert told == [256, 300]
    assert count_indexed(library) == (300, 300, 300, 300)
    assert library.catalog.count_pending() == 0
    assert library.indexing.drain(told.append) == 0
    assert len(told) == 2


def test_a_changed_paper_is_indexed_anew(library: Library):
    """Its old words and vector are gone."""
    library.catalog.upsert(PAPERS, NOW, Provenance.SERVICE)
    library.indexing.drain()
    before = library.vectors.vectors([CATS.paper_id])[CATS.paper_id]

    library.catalog.upsert(
        [replace(CATS, abstract="Cats hunt birds at dawn.")], NOW, Provenance.SERVICE
    )
    library.indexing.drain()

    assert count_indexed(library) == (4, 4, 4, 4)
    assert lexically(library, "mice dreams") == []
    assert lexically(library, "birds") == [CATS.paper_id]
    after = library.vectors.vectors([CATS.paper_id])[CATS.paper_id]
    assert before is not None
    assert after is not None
    assert before @ after < 0.99


def indexing_by(library: Library, embedder: FakeEmbedder) -> Indexing:
    """Return an indexing of the library by another embedder."""
    return replace(library.indexing, embedder=embedder)


@pytest.mark.parametrize("calls", [0, 1])
def test_an_embedder_that_fails_leaves_the_rest_queued(library: Library, calls: int):
    """What was embedded is written, the error comes through, and the next drain ends the work."""
    library.catalog.upsert(MANY, NOW, Provenance.SERVICE)

    with pytest.raises(EmbeddingError):
        indexing_by(library, FakeEmbedder(fails_after=calls)).drain()

    done = 256 * calls
    assert library.catalog.count_pending() == 300 - done
    assert count_indexed(library) == (300, done, done, done)
    assert library.indexing.drain() == 300 - done
    assert count_indexed(library) == (300, 300, 300, 300)


def test_a_server_that_goes_and_comes_back_loses_nothing(library: Library, tmp_path: Path):
    """Papers recorded while Chroma is down are indexed once it is back."""
    folder = tmp_path / "server"
    folder.mkdir()
    with ChromaServer(folder) as server:
        vectors = VectorIndex(server.address, collection="abc", embedder_id="fake", dimension=64)
        indexing = replace(library.indexing, vectors=vectors)
        library.catalog.upsert(PAPERS, NOW, Provenance.SERVICE)
        indexing.drain()

        server.stop()
        library.catalog.upsert(MANY, NOW, Provenance.SERVICE)
        with pytest.raises(VectorStoreDown):
            indexing.drain()
        assert library.catalog.count_pending() == 300

        server.start()
        assert indexing.drain() == 300
        assert vectors.count() == 304
        vectors.close()


def test_rebuilding_makes_every_index_anew(library: Library):
    """What the indexes had too much is gone, what they lacked is there."""
    library.catalog.upsert(PAPERS, NOW, Provenance.SERVICE)
    library.indexing.drain()
    library.lexical.upsert([paper(1, "a paper of no record")])
    library.vectors.remove([CATS.paper_id])

    assert library.indexing.rebuild() == 4

    assert count_indexed(library) == (4, 4, 4, 4)
    assert lexically(library, "record") == []
