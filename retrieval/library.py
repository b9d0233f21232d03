"""A library opened: catalogue, indexes, search and indexing over one data directory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from retrieval.catalogue import Catalogue, open_catalogue
from retrieval.data_directory import DataDirectory
from retrieval.embedding.embedder import Embedder
from retrieval.errors import EmbedderMismatch
from retrieval.fusion import Weights
from retrieval.indexing import Indexing
from retrieval.lexical import LexicalIndex
from retrieval.search import SearchPapers
from retrieval.token_store import TokenStore
from retrieval.vectors import VectorIndex

_EMBEDDER = "embedder"


@dataclass(frozen=True, slots=True)
class Library:
    """The parts of an open library; each is thread-safe."""

    directory: DataDirectory
    catalogue: Catalogue
    lexical: LexicalIndex
    vectors: VectorIndex
    tokens: TokenStore
    embedder: Embedder
    search: SearchPapers
    indexing: Indexing


@contextmanager
def open_library(
    path: Path,
    embedder: Embedder,
    *,
    chroma: str = "",
    collection: str = "footnote",
    weights: Weights = Weights(),
    rebuilding: bool = False,
) -> Iterator[Library]:
    """Hold the data directory at `path` and open what is in it; make what is missing.

    `chroma` is a server's address, empty for the embedded store. An index that was lost (its
    folder deleted) is queued to be filled again. `rebuilding` opens a library whose vectors
    another embedder made, to be made anew.

    Raises DataDirectoryError, LibraryInUse, CatalogueError, EmbedderMismatch, VectorStoreDown,
    IndexFault, EmbeddingError.
    """
    with ExitStack() as opened:
        directory = opened.enter_context(DataDirectory.open(path))
        catalogue = opened.enter_context(open_catalogue(directory.catalogue))
        _check_embedder(catalogue, embedder, rebuilding=rebuilding)
        lexical = LexicalIndex(directory.tantivy)
        opened.callback(lexical.close)
        tokens = TokenStore(f"sqlite:///{directory.path / 'tokens.db'}")
        opened.callback(tokens.close)
        vectors = VectorIndex(
            chroma or directory.chroma,
            collection=collection,
            embedder_id=embedder.embedder_id,
            dimension=embedder.dimension,
            replace=rebuilding,
        )
        opened.callback(vectors.close)
        search = SearchPapers(catalogue, lexical, vectors, tokens, embedder, weights)
        opened.callback(search.close)
        indexing = Indexing(catalogue, lexical, vectors, tokens, embedder)
        yield Library(directory, catalogue, lexical, vectors, tokens, embedder, search, indexing)


def _check_embedder(catalogue: Catalogue, embedder: Embedder, *, rebuilding: bool) -> None:
    """Remember the embedder with the catalogue, so that a mismatch is seen before any work."""
    known = catalogue.get_state(_EMBEDDER)
    if known == embedder.embedder_id:
        return
    if known is not None and not rebuilding:
        raise EmbedderMismatch(
            f"The library's vectors were made by {known!r}, but the embedder in force is "
            f"{embedder.embedder_id!r}. Run `footnote reindex` to make them anew, or set "
            "FOOTNOTE_EMBEDDER back."
        )
    catalogue.set_state(_EMBEDDER, embedder.embedder_id)
