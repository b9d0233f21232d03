"""Open a library: catalog, indexes, search and indexing over one data directory."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.db.advisory_lock import AdvisoryLock, IsHeld
from retrieval.errors import (
    CatalogueError,
    DataDirectoryError,
    EmbedderMismatch,
    LibraryInUse,
    RetrievalError,
    VectorStoreDown,
)
from retrieval.library.catalog.catalog import Catalog, open_catalog
from retrieval.library.catalog.full_texts import parse_queue_id
from retrieval.library.catalog.tables import SCHEMA
from retrieval.library.checksums import Checksums
from retrieval.library.data_directory import DataDirectory
from retrieval.library.indexing import Indexing, IndexLock, build_documents, hold_unshared
from retrieval.paper import Paper
from retrieval.search.embedding.embedder import Embedder
from retrieval.search.passages import PassageSearch
from retrieval.search.rerank.store import TokenStore
from retrieval.search.search import SearchPapers
from retrieval.search.text.fields import FORMAT_VERSION
from retrieval.search.text.tantivy_index import TantivyIndex
from retrieval.search.text.text_index import TextIndex
from retrieval.search.vector.chroma import ChromaAccess
from retrieval.search.vector.vector_server import Format, VectorsBeside, VectorServer, is_served
from retrieval.search.vector.vectors import VectorIndex

_EMBEDDER_KEY = "embedder"
_REFILL_BATCH_PAPERS = 5_000  # papers a commit
_OF_PASSAGES = "-passages"  # the end of the collection's name
_OPENING_SECONDS = 5.0
_RETRY_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Library:
    """The parts of an open library; each is thread-safe. `notes` are for the user who opened it.

    Long-running processes must call `renew_lock` periodically: a restarted database has lost its
    advisory locks. It blocks, and raises `LibraryInUse` if another process took the library in the
    meantime, `CatalogueError` if the database cannot be reached.
    """

    directory: DataDirectory
    catalog: Catalog
    lexical: TextIndex
    vectors: VectorIndex
    tokens: TokenStore
    embedder: Embedder
    search: SearchPapers
    indexing: Indexing
    notes: tuple[str, ...] = ()
    renew_lock: Callable[[], None] = lambda: None


@contextmanager
def open_library(
    path: Path,
    embedder: Embedder,
    *,
    database: str = "",
    chroma: str = "",
    collection: str = "footnote",
    access: ChromaAccess = ChromaAccess(),
    rebuilding: bool = False,
    beside: bool = False,
) -> Iterator[Library]:
    """Lock the data directory at `path` and open the library in it; create missing parts.

    If another process holds the directory, `beside` opens the library only for reading: files are
    read as that process writes them, and it answers for its vectors. Writing raises `LibraryInUse`.

    `database` is the URL of a PostgreSQL database for the catalog, the text index and the token
    vectors; `chroma` is a server's URL, empty for the embedded store. With both, any number of
    processes may open the library, and the directory has only deletable files. `access` has the
    server's credentials.

    The papers of a lost or damaged index are queued for indexing, with a note; the text index is
    refilled immediately, since that needs no embedder. `rebuilding` drops all indexes in the
    directory, and accepts vectors that another embedder made.

    Raises DataDirectoryError, LibraryInUse, CatalogueError, EmbedderMismatch, VectorStoreDown,
    IndexFault, EmbeddingError.
    """
    form = (SCHEMA.newest_revision, FORMAT_VERSION, collection)
    with ExitStack() as opened:
        shared = bool(database and chroma)
        directory, in_use = _open_directory(opened, path, form, alone=not shared, beside=beside)
        catalog = opened.enter_context(
            open_catalog(database or directory.catalog, read_only=in_use is not None)
        )
        held = database if in_use is None else ""
        keep = opened.enter_context(_hold_library(held, alone=not shared))
        _check_embedder(catalog, embedder, rebuilding=rebuilding)
        if not shared and in_use is None:
            opened.push(
                _drop_damaged_indexes(
                    directory, words=not database, vectors=not chroma, rebuilding=rebuilding
                )
            )
        lexical: TextIndex
        words: TextIndex  # of passages
        if database:
            from retrieval.search.text.postgresql.index import PostgresqlIndex  # 60 ms

            lexical, tokens_at = PostgresqlIndex(database), database
            words = PostgresqlIndex(database, namespace="passages")
        else:
            lexical, tokens_at = TantivyIndex(directory.tantivy), f"sqlite:///{directory.tokens}"
            words = TantivyIndex(directory.passages, pairs=False)
        opened.callback(lexical.close)
        opened.callback(words.close)
        tokens = TokenStore(tokens_at)
        opened.callback(tokens.close)
        making: dict[str, Any] = {
            "embedder_id": embedder.embedder_id,
            "dimension": embedder.dimension,
        }
        indexes: dict[str, VectorIndex] = {}
        for name in (collection, f"{collection}{_OF_PASSAGES}"):
            if in_use is None:
                indexes[name] = VectorIndex(
                    chroma or directory.chroma,
                    collection=name,
                    replace=rebuilding,
                    # papers can be recorded while a server is down
                    connect=not chroma and name == collection,
                    access=access,
                    **making,
                )
            else:
                indexes[name] = VectorsBeside(directory.path, collection=name, **making)
            opened.callback(indexes[name].close)
        vectors, meanings = indexes.values()
        passages = PassageSearch(catalog.full_texts, words, meanings, embedder)
        search = SearchPapers(catalog, lexical, vectors, tokens, embedder, passages)
        opened.callback(search.close)
        turn = _build_index_lock(database) if shared else hold_unshared
        if in_use is not None:
            turn = _refuse_writing(in_use)
        indexing = Indexing(catalog, lexical, vectors, tokens, embedder, passages, turn)
        notes: tuple[str, ...] = ()
        with turn(wait=False) as mine:
            if mine:  # otherwise another process is writing, and counts mean nothing
                if not database:
                    _check_recorded(catalog, lexical.count(), 0 if chroma else vectors.count())
                notes = _refill_lost_indexes(catalog, lexical, vectors, tokens_lost=tokens.is_new)
                notes += _refill_lost_passages(catalog, words, meanings)
        if not shared and in_use is None and not rebuilding:
            with suppress(OSError):  # a disk without sockets: this process alone reads then
                opened.callback(VectorServer(directory.path, indexes, form).close)
        yield Library(
            directory, catalog, lexical, vectors, tokens, embedder, search, indexing, notes, keep
        )


def _open_directory(
    opened: ExitStack, path: Path, form: Format, *, alone: bool, beside: bool
) -> tuple[DataDirectory, LibraryInUse | None]:
    """Lock the directory; if it is in use and `beside`, return the error instead.

    Waits for a process that is just opening the library, or closing it.
    """
    until = time.monotonic() + _OPENING_SECONDS
    while True:
        try:
            return opened.enter_context(DataDirectory.open(path, alone=alone)), None
        except LibraryInUse as error:
            if beside and is_served(path, form):
                return DataDirectory(path), error
            if not beside or time.monotonic() > until:
                raise
        time.sleep(_RETRY_SECONDS)


def _refuse_writing(in_use: LibraryInUse) -> IndexLock:
    """Return a lock that nobody gets: writing raises `in_use`, and trying does nothing."""

    def turn(*, wait: bool = True) -> AbstractContextManager[IsHeld | None]:
        if wait:
            raise in_use
        return nullcontext(None)

    return turn


def _drop_damaged_indexes(
    directory: DataDirectory, *, words: bool, vectors: bool, rebuilding: bool
) -> Callable[..., None]:
    """Drop damaged (or all) indexes in the directory; return a callback for the end.

    The callback saves the checksums of their files, unless one of this package's errors occurred.
    """
    of_words = [directory.tantivy.name, directory.passages.name] * words
    folders = [directory.chroma.name] * vectors + of_words
    checksums = Checksums(directory.path, folders)
    dropped = folders if rebuilding else checksums.find_damaged()
    if rebuilding and words:
        tokens = directory.tokens.name
        dropped = [*dropped, tokens, f"{tokens}-wal", f"{tokens}-shm"]
    try:
        checksums.delete()
        for name in dropped:
            _remove(directory.path / name)
    except OSError as error:
        raise DataDirectoryError(
            f"The indexes in {directory.path} cannot be rebuilt ({error.strerror}). Change the "
            "permissions of its files, or choose another data directory with FOOTNOTE_DATA_DIR."
        ) from error

    def keep(kind: type[BaseException] | None, *_: object) -> None:
        if kind is None or not issubclass(kind, RetrievalError):
            checksums.save()

    return keep


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def _hold_library(database: str, *, alone: bool) -> Iterator[Callable[[], None]]:
    """Lock the library against processes that do not share their vectors, or all if `alone`.

    A process's own vectors would miss the papers that others take off the queue. Yields a function
    that renews the lock.
    """
    if not database:
        yield lambda: None
        return
    lock = AdvisoryLock(database, "library", SCHEMA, shared=not alone)

    def keep() -> None:
        if not lock.try_acquire():
            others = "another process" if alone else "a process with vectors of its own"
            raise LibraryInUse(
                f"The library in {lock.where} is in use by {others}. Stop it, or let all "
                "processes use one Chroma server (FOOTNOTE_CHROMA)."
            )

    try:
        keep()
        yield keep
    finally:
        lock.release()


def _build_index_lock(database: str) -> IndexLock:
    def turn(*, wait: bool = True) -> AbstractContextManager[IsHeld | None]:
        return AdvisoryLock(database, "indexing", SCHEMA).hold(wait=wait)

    return turn


def _check_recorded(catalog: Catalog, *indexed: int) -> None:
    """Raise CatalogueError if an index has papers, but the catalog and its queue are empty."""
    if any(indexed) and not catalog.count() and not catalog.count_pending():
        raise CatalogueError(
            f"No paper is recorded, though {max(indexed):,} are indexed: the catalog was emptied "
            "or lost. Restore a backup with `footnote restore FILE --replace`, or run "
            "`footnote reindex` to start again without papers."
        )


def _refill_lost_indexes(
    catalog: Catalog,
    lexical: TextIndex,
    vectors: VectorIndex,
    *,
    tokens_lost: bool,
) -> tuple[str, ...]:
    """Queue every paper if an index has too few; return a note about it.

    If only the text index has too few, for example after a change of its format, refill it here.

    An index must have every recorded paper that is not queued. It may have more: papers queued
    for removal. Of the token vectors, only their table is checked.
    """
    due = catalog.count() - catalog.count_pending()
    try:
        indexed = vectors.count()
    except VectorStoreDown:
        indexed = due  # checked when the server is back
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
    if lost == ["text index"]:
        for papers in catalog.iterate(_REFILL_BATCH_PAPERS):
            lexical.upsert([paper.for_reading() for paper in papers])
        return (f"The text index had lost papers: it was rebuilt from all {lexical.count()}.",)
    queued = catalog.enqueue_all()
    named = lost[0] if len(lost) == 1 else f"{', '.join(lost[:-1])} and {lost[-1]}"
    return (f"The {named} had lost papers: all {queued} papers are queued to be indexed again.",)


def _refill_lost_passages(
    catalog: Catalog, words: TextIndex, vectors: VectorIndex
) -> tuple[str, ...]:
    """Queue every passage if the vector index has too few; return a note about it.

    If only the text index has too few, refill it here.
    """
    texts = catalog.full_texts.list_all()
    queued = (parse_queue_id(entry.paper_id) for entry in catalog.list_pending_passages())
    due = sum(map(len, texts)) - sum(len(part) for part in queued if part)
    try:
        indexed = vectors.count()
    except VectorStoreDown:
        indexed = due  # checked when the server is back
    if indexed < due:
        catalog.full_texts.enqueue_all()
        return ("The index of passages had lost some: all of them are queued to be indexed again.",)
    if words.count() < due:
        documents: list[Paper] = []
        for part in texts:
            documents += build_documents(catalog, part)
            if len(documents) >= _REFILL_BATCH_PAPERS or part is texts[-1]:
                words.upsert(documents)
                documents = []
        return ("The text index of passages had lost some: it was rebuilt.",)
    return ()


def _check_embedder(catalog: Catalog, embedder: Embedder, *, rebuilding: bool) -> None:
    """Store the embedder's id in the catalog; raise EmbedderMismatch for another one."""
    known = catalog.get_state(_EMBEDDER_KEY)
    if known == embedder.embedder_id:
        return
    if known is not None and not rebuilding:
        raise EmbedderMismatch(
            f"The library's vectors were made by {known!r}, but the current embedder is "
            f"{embedder.embedder_id!r}. Run `footnote reindex` to rebuild them."
        )
    catalog.set_state(_EMBEDDER_KEY, embedder.embedder_id)
