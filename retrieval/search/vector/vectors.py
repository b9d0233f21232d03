"""The vector index in Chroma, embedded in a folder or on a server."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.addresses import redact_address
from retrieval.db.database import batches
from retrieval.errors import EmbedderMismatch, IndexFault, VectorStoreDown, is_panic
from retrieval.paper import Paper
from retrieval.search.query import Filters
from retrieval.search.vector.chroma import ChromaAccess, connect, to_metadata, to_where

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from numpy.typing import NDArray

# HNSW's search width must not be below the number of candidates asked for.
_HNSW: CreateHNSWConfiguration = {
    "space": "cosine",
    "ef_construction": 128,
    "ef_search": 200,
    "max_neighbors": 16,
}

_BATCH_PAPERS = 250  # Chroma Cloud takes 300 at once, other servers more
_MAX_COMPARED_VECTORS = 5_000  # takes some milliseconds


class VectorIndex:
    """A collection of unit vectors, one per paper, with its embedder's id and dimension.

    `where` is the folder of an embedded store or the http(s) address of a Chroma server.
    `replace` drops a collection that another embedder made; without `connect` the store is opened
    on first use. Raises `EmbedderMismatch` if another embedder made the collection, and
    `VectorStoreDown` if the server does not answer.
    """

    def __init__(
        self,
        where: Path | str,
        *,
        collection: str,
        embedder_id: str,
        dimension: int,
        replace: bool = False,
        connect: bool = True,
        access: ChromaAccess = ChromaAccess(),
    ) -> None:
        self._access = access
        self._where = where
        self._shown = where if isinstance(where, Path) else redact_address(where)
        self._name = collection
        self._metadata = {"embedder": embedder_id, "dimension": dimension}
        self._replace = replace
        self._lock = threading.RLock()
        self._client: ClientAPI | None = None
        self._opened: Any = None
        if connect:
            with self._translate_errors():
                self._get_collection()

    def call(self, method: str, **arguments: Any) -> Any:
        """Return what a method of Chroma's collection returns."""
        with self._translate_errors():
            return getattr(self._get_collection(), method)(**arguments)

    def count(self) -> int:
        """Return how many papers the collection holds."""
        return int(self.call("count"))

    def upsert(self, papers: Sequence[Paper], vectors: NDArray[np.float32]) -> None:
        """Write papers with their vectors (n, dimension), replacing those of the same id."""
        for start in range(0, len(papers), _BATCH_PAPERS):
            part = papers[start : start + _BATCH_PAPERS]
            self.call(
                "upsert",
                ids=[p.paper_id for p in part],
                embeddings=vectors[start : start + len(part)],
                metadatas=[to_metadata(p) for p in part],
            )

    def remove(self, paper_ids: Sequence[str]) -> None:
        """Remove papers; unknown ids are ignored."""
        for batch in batches(paper_ids, _BATCH_PAPERS):
            self.call("delete", ids=list(batch))

    def clear(self) -> None:
        """Drop the collection and create it again for the current embedder."""
        with self._translate_errors():
            self._get_collection()
            client = self._get_client()
            if self._name in {c.name for c in client.list_collections()}:
                client.delete_collection(self._name)
            self._opened = self._open(client)

    def search(
        self,
        vector: NDArray[np.float32],
        *,
        limit: int,
        filters: Filters = Filters(),
        within: Sequence[str] | None = None,
    ) -> dict[str, float]:
        """Return the cosines of the `limit` nearest papers by id, nearest first.

        `filters` and `within` (only these ids) apply before ranking. Chroma does not store
        authors: callers turn them into `within`.
        """
        if limit < 1:
            return {}
        if within is not None:
            # an id that is not indexed would make the query fail
            asked = list(dict.fromkeys(within))
            within = self.call("get", ids=asked, include=[])["ids"] if asked else []
            if not within:
                return {}
        among = {"where": to_where(filters), "ids": within}
        answer = self.call(
            "query", query_embeddings=[vector], n_results=limit, include=["distances"], **among
        )
        if len(answer["ids"][0]) < limit:
            return self._search_exactly(vector, limit, among)
        return {
            paper_id: 1.0 - float(distance)
            for paper_id, distance in zip(answer["ids"][0], answer["distances"][0], strict=True)
        }

    def _search_exactly(
        self, vector: NDArray[np.float32], limit: int, among: Mapping[str, Any]
    ) -> dict[str, float]:
        """Compare with every vector that passes, since HNSW returned fewer than `limit`.

        Usually there are no more. But some builds of HNSW's graph leave papers unreachable, and a
        filter that few papers pass would then find none.
        """
        found = self.call("get", limit=_MAX_COMPARED_VECTORS, include=["embeddings"], **among)
        if not found["ids"]:
            return {}
        cosines = np.asarray(found["embeddings"], np.float32) @ vector
        nearest = np.argsort(-cosines, kind="stable")[:limit]
        return {found["ids"][i]: float(cosines[i]) for i in nearest.tolist()}

    def vectors(self, paper_ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Return the vectors (dimension,) of those papers that are indexed."""
        known: dict[str, NDArray[np.float32]] = {}
        for batch in batches(list(dict.fromkeys(paper_ids)), _BATCH_PAPERS):
            found = self.call("get", ids=list(batch), include=["embeddings"])
            known |= zip(found["ids"], np.asarray(found["embeddings"], np.float32), strict=True)
        return known

    def close(self) -> None:
        """Close the store, so that another process can open the folder."""
        # Chroma's client and its inner admin client leave connections to a server open
        clients = (self._client, getattr(self._client, "_admin_client", None))
        servers = [getattr(client, "_server", None) for client in clients]
        for closing in (self._client, *(getattr(s, "_session", None) for s in servers)):
            close = getattr(closing, "close", None)
            if close is not None:
                close()
        self._client, self._opened = None, None

    def _get_collection(self) -> Any:
        """Return the collection; connect if that was not done or failed before."""
        with self._lock:
            if self._opened is None:
                client = self._get_client()
                try:
                    self._opened = self._open(client, replace=self._replace)
                except BaseException:
                    self.close()
                    raise
            return self._opened

    def _get_client(self) -> ClientAPI:
        if self._client is None:
            self._client = connect(self._where, self._access)
        return self._client

    def _open(self, client: ClientAPI, *, replace: bool = False) -> Any:
        collection: Any = client.get_or_create_collection(
            self._name,
            embedding_function=None,
            metadata=self._metadata,
            configuration={"hnsw": _HNSW},
        )
        have = {k: (collection.metadata or {}).get(k) for k in self._metadata}
        if have != self._metadata and replace:
            client.delete_collection(self._name)
            return self._open(client)
        if have != self._metadata:
            raise EmbedderMismatch(
                f"The vectors in collection {self._name!r} were made by {have['embedder']!r} "
                f"({have['dimension']} dimensions), but the current embedder is "
                f"{self._metadata['embedder']!r} ({self._metadata['dimension']} dimensions). "
                "Run `footnote reindex` to rebuild them."
            )
        return collection

    @contextmanager
    def _translate_errors(self) -> Iterator[None]:
        """Turn Chroma's and the network's errors into this package's."""
        import chromadb.errors
        import httpx

        try:
            yield
        except (httpx.HTTPError, ConnectionError) as error:
            raise self._down_error(error) from error
        except (chromadb.errors.ChromaError, OSError) as error:
            if isinstance(self._where, str) and not isinstance(error, OSError):
                raise self._down_error(error) from error
            raise self._unusable_error(error) from error
        except Exception as error:
            # chromadb raises these for answers that are not a Chroma server's
            if isinstance(self._where, str) and type(error) in {Exception, ValueError}:
                raise self._down_error(error) from error
            raise
        except BaseException as error:
            if not is_panic(error):
                raise
            raise self._unusable_error(error) from error

    def _unusable_error(self, error: BaseException) -> IndexFault:
        return IndexFault(
            f"The vector index in {self._shown} cannot be used ({error}). If the disk is full "
            "or read-only, fix that and try again; otherwise run `footnote reindex`.",
            quoted=str(error),
        )

    def _down_error(self, error: Exception) -> VectorStoreDown:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        return VectorStoreDown(
            f"The Chroma server at {self._shown} does not answer ({reason}). Start it "
            "(`chroma run`), or correct FOOTNOTE_CHROMA; papers added in the meantime are indexed "
            "once it is back.",
            quoted=reason,
        )
