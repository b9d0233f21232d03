"""Open a small library over the fake embedder, every store real."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from retrieval.library.library import Library, open_library
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from retrieval.search.embedding.embedder import Embedder
from tests.fakes.embedder import FakeEmbedder
from tests.retrieval.papers import NOW, PAPERS


@contextmanager
def small_library(
    folder: Path, papers: Sequence[Paper] = PAPERS, embedder: Embedder | None = None
) -> Iterator[Library]:
    """Give a library in which `papers` are recorded and indexed."""
    with open_library(folder, embedder or FakeEmbedder()) as library:
        library.catalog.upsert(papers, NOW, Provenance.SERVICE)
        library.indexing.drain()
        yield library


def count_indexed(library: Library) -> tuple[int, int, int, int]:
    """Return how many papers the catalog, both indexes and the token store hold."""
    return (
        library.catalog.count(),
        library.lexical.count(),
        library.vectors.count(),
        library.tokens.count(),
    )
