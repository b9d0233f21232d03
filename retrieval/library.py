"""A library opened: catalogue, indexes, search and indexing over one data directory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from retrieval.catalogue import Catalogue, open_catalogue
from retrieval.data_directory import DataDirectory
from retrieval.embedding.embedder import Embedder
from retrieval.errors import EmbedderMismatch, VectorStoreDown
from retrieval.fusion import Weights
from retrieval.indexing import Indexing
from retrieval.lexical import LexicalIndex
from retrieval.search import SearchPapers
from retrieval.token_store import TokenStore
from retrieval.vectors import VectorIndex

_EMBEDDER = "embedder"


@dataclass(frozen=True, slots=True)
class Library:
    """The parts of an open library; each is thread-safe. `notes` are for whoever opened it."""

    directory: DataDirectory
    catalogue: Catalogue
    lexical: LexicalIndex
    vectors: VectorIndex
    tokens: TokenStore
    embedder: Embedder
    search: SearchPapers
    indexing: Indexing
    notes: tuple[str, ...] = ()


def _utc_now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def open_library(
    path: Path,
    embedder: Embedder,
    *,
    chroma: str = "",
    collection: str = "footnote",
    weights: Weights = Weights(),
    rebuilding: bool = False,
    now: Callable[[], datetime] = _utc_now,
) -> Iterator[Library]:
    """Hold the data directory at `path` and open what is in it; make what is missing.

    `chroma` is a server's address, empty for the embedded store. An index that was lost (its
    folder deleted) is queued to be filled again, and a note says so. `rebuilding` opens a
    library whose vectors another embedder made, to be made anew.

    Raises DataDirectoryError, LibraryInUse, CatalogueError, EmbedderMismatch, VectorStoreDown,
    IndexFault, EmbeddingError.
    """
    with ExitStack() as opened:
        directory = opened.enter_context(DataDirectory.open(path))
        catalogue = opened.enter_context(open_catalogue(directory.catalogue))
        _check_embedder(catalogue, embedder, rebuilding=rebuilding)
        lexical = LexicalIndex(directory.tantivy)
        opened.callback(lexical.close)
        tokens_path = directory.path / "tokens.db"
        tokens_lost = not tokens_path.exists()
        tokens = TokenStore(f"sqlite:///{tokens_path}")
        opened.callback(tokens.close)
        vectors = VectorIndex(
            chroma or directory.chroma,
            collection=collection,
            embedder_id=embedder.embedder_id,
            dimension=embedder.dimension,
            replace=rebuilding,
            connect=not chroma,  # papers can be recorded while a server is down
        )
        opened.callback(vectors.close)
        search = SearchPapers(catalogue, lexical, vectors, tokens, embedder, weights)
        opened.callback(search.close)
        indexing = Indexing(catalogue, lexical, vectors, tokens, embedder)
        notes = _queue_lost(catalogue, lexical, vectors, now, tokens_lost=tokens_lost)
        yield Library(
            directory, catalogue, lexical, vectors, tokens, embedder, search, indexing, notes
        )


def _queue_lost(
    catalogue: Catalogue,
    lexical: LexicalIndex,
    vectors: VectorIndex,
    now: Callable[[], datetime],
    *,
    tokens_lost: bool,
) -> tuple[str, ...]:
    """Queue every paper where an index holds fewer than it must; return a note that says so.

    An index must hold what is recorded and not waiting. It may hold more: papers whose removal
    waits. How many token vectors there must be depends on the embedder, so that of these only the
    file is asked for.
    """
    due = catalogue.count() - catalogue.pending_count()
    try:
        indexed = vectors.count()
    except VectorStoreDown:
        indexed = due  # it will be seen when the server is back
    lost = [
        name
        for name, missing in (
            ("text index", lexical.count() < due),
            ("vector index", indexed < due),
            ("token vectors", tokens_lost and due > 0),
        )
        if missing
    ]
    if not lost:
        return ()
    queued = catalogue.enqueue_all(now())
    return (
        f"The {' and the '.join(lost)} had lost papers: all {queued} papers are queued to be "
        "indexed again.",
    )


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
