"""The vector index in a Chroma with hybrid search: Chroma Cloud, or distributed Chroma.

Each paper has a sparse vector of its words and a dense one, and one request of the `Search` API
finds the nearest by both. https://docs.trychroma.com/cloud/search-api/overview
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from retrieval.addresses import redact_address
from retrieval.errors import IndexFault
from retrieval.paper import Paper
from retrieval.search.query import Filters, ParsedQuery
from retrieval.search.vector.chroma import to_where
from retrieval.search.vector.vectors import VectorIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from chromadb import Search
    from chromadb.api import ClientAPI
    from numpy.typing import NDArray

    from retrieval.search.text.postgresql.index import PostgresqlIndex

SPARSE_KEY = "words"
"""The metadata key of the sparse vectors."""


class HybridVectorIndex(VectorIndex):
    """A collection whose papers also have sparse vectors; its name ends in `-hybrid`.

    Raises `IndexFault` if the server, such as a local one, has no sparse index.
    """

    def __init__(
        self, where: str, *, words: PostgresqlIndex, collection: str, **others: Any
    ) -> None:
        self._words = words
        super().__init__(where, collection=f"{collection}-hybrid", **others)

    def find_candidates(
        self,
        query: ParsedQuery,
        vector: NDArray[np.float32],
        *,
        limit: int,
        filters: Filters = Filters(),
        within: Sequence[str] | None = None,
    ) -> tuple[dict[str, float], list[str]]:
        """Return the cosines of the `limit` nearest papers by id, and the ids nearest by words.

        Both are best first, from one request. `filters` and `within` apply before ranking.
        """
        if limit < 1 or (within is not None and not within):
            return {}, []
        from chromadb import Knn
        from chromadb.base_types import SparseVector

        where = _build_where(filters, within)
        searches = [_build_search(Knn(query=vector.tolist(), limit=limit), where, limit)]
        if words := self._words.build_sparse_query(query):
            sparse = SparseVector(indices=list(words), values=list(words.values()))
            searches.append(
                _build_search(Knn(query=sparse, key=SPARSE_KEY, limit=limit), where, limit)
            )
        with self._translate_errors():
            answer = self._get_collection().search(searches)
            ids, distances = answer["ids"], answer["scores"][0]
        nearest = {i: 1.0 - float(d) for i, d in zip(ids[0], distances, strict=True)}
        return nearest, list(ids[1]) if len(ids) > 1 else []

    def _create_collection(self, client: ClientAPI) -> Any:
        from chromadb import Schema, SparseVectorIndexConfig, VectorIndexConfig

        schema = Schema()
        schema.create_index(config=VectorIndexConfig(space="cosine"))
        schema.create_index(config=SparseVectorIndexConfig(), key=SPARSE_KEY)
        with _explain_missing_index(redact_address(str(self._where))):
            return client.get_or_create_collection(
                self._name, embedding_function=None, metadata=self._metadata, schema=schema
            )

    def _build_metadata(self, paper: Paper) -> Mapping[str, Any]:
        from chromadb.base_types import SparseVector

        words = self._words.build_sparse_paper(paper)
        sparse = SparseVector(indices=list(words), values=list(words.values())) if words else None
        return {**super()._build_metadata(paper), SPARSE_KEY: sparse}


@contextmanager
def _explain_missing_index(where: str) -> Iterator[None]:
    """Raise IndexFault if a server has no index of sparse vectors, such as a local one."""
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, NotImplementedError) as error:
        if "sparse" not in str(error).lower():
            raise
        raise IndexFault(
            f"The Chroma server at {where} has no hybrid search ({str(error).rstrip('.')}). It "
            "needs Chroma Cloud or distributed Chroma: unset FOOTNOTE_CHROMA_SEARCH.",
            quoted=str(error).rstrip("."),
        ) from error


def _build_search(rank: Any, where: dict[str, Any] | None, limit: int) -> Search:
    from chromadb import K, Search

    return Search(where=where, rank=rank, limit=limit, select=[K.SCORE.name])


def _build_where(filters: Filters, within: Sequence[str] | None) -> dict[str, Any] | None:
    """Return the conditions for the `Search` API, which takes ids as a condition."""
    met = to_where(filters)
    among = None if within is None else {"#id": {"$in": list(dict.fromkeys(within))}}
    if met is None or among is None:
        return met or among
    return {"$and": [met, among]}
