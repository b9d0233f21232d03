"""Chroma's own search by vectors and words: what is asked of it on the wire, and what is read."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import IndexFault, VectorStoreDown
from retrieval.library.library import open_library
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from retrieval.search.query import Filters, ParsedQuery, parse_query
from retrieval.search.text.postgresql.index import build_paper_vector
from retrieval.search.vector.chroma import ChromaAccess
from retrieval.search.vector.hybrid import HybridVectorIndex
from tests.fakes.embedder import FakeEmbedder
from tests.retrieval.papers import ADAPTERS, CATS, GRAPHS, NOW, PAPERS
from tests.retrieval.search.vector.hybrid_chroma import HybridChroma
from tests.servers.chroma import ChromaServer
from tests.servers.postgresql import needs_postgresql, new_database

TOKEN = "ck-s3cret-0123456789"


class Letters:
    """Makes of a text the weights of its words' lengths."""

    def build_sparse_paper(self, paper: Paper) -> Mapping[int, float]:
        return dict.fromkeys(sorted({len(word) for word in paper.title.split()}), 1.0)

    def build_sparse_query(self, query: ParsedQuery) -> Mapping[int, float]:
        return dict.fromkeys(sorted({len(word) for word in query.text.split()}), 2.0)


@contextmanager
def index(address: str, access: ChromaAccess = ChromaAccess()) -> Iterator[HybridVectorIndex]:
    """Give an index of three dimensions."""
    made = HybridVectorIndex(
        address,
        words=Letters(),
        collection="papers",
        embedder_id="fake",
        dimension=3,
        connect=False,
        access=access,
    )
    yield made
    made.close()


@pytest.fixture
def server() -> Iterator[HybridChroma]:
    """Give an empty one, which wants a key."""
    with HybridChroma(TOKEN, "a-tenant", "a-database") as running:
        yield running


ACCESS = ChromaAccess(TOKEN, "a-tenant", "a-database")
EAST, NORTH, UP = np.eye(3, dtype=np.float32)


def test_the_wire(server: HybridChroma) -> None:
    """A collection with both indexes is made; one request asks for both, with the filters."""
    with index(server.address, ACCESS) as vectors:
        vectors.upsert([CATS, GRAPHS, ADAPTERS], np.stack([EAST, NORTH, UP]))
        filters = Filters(2021, None, ("cs.LG",), (), ("arxiv", "page"))
        nearest, by_words = vectors.find_candidates(
            parse_query("in graphs"), NORTH, limit=7, filters=filters, within=[GRAPHS.paper_id]
        )
        counted = vectors.count()

    (made,) = server.asked("/collections")
    keys = made["schema"]["keys"]
    assert made["name"] == "papers-hybrid"
    assert made["metadata"] == {"embedder": "fake", "dimension": 3}
    assert keys["words"]["sparse_vector"]["sparse_vector_index"]["enabled"] is True
    assert keys["#embedding"]["float_list"]["vector_index"]["config"]["space"] == "cosine"
    (written,) = server.asked("/upsert")
    assert written["metadatas"][1] == {
        "source": "page",
        "year": 2022,
        "categories": ["cs", "cs.lg", "physics", "physics.chem-ph"],
        "place": None,
        "words": {
            "#type": "sparse_vector",
            "indices": [2, 5, 6, 8, 9],
            "values": [1.0] * 5,
        },
    }
    (asked,) = server.asked("/search")
    met = [
        {"year": {"$gte": 2021}},
        {"source": {"$in": ["arxiv", "page"]}},
        {"categories": {"$contains": "cs.lg"}},
        {"#id": {"$in": [GRAPHS.paper_id]}},
    ]
    both = {
        "filter": {"$and": met},
        "group_by": {},
        "limit": {"offset": 0, "limit": 7},
        "select": {"keys": ["#score"]},
    }
    sparse = {"#type": "sparse_vector", "indices": [2, 6], "values": [2.0, 2.0]}
    assert asked == {
        "searches": [
            both | {"rank": {"$knn": {"query": [0, 1, 0], "key": "#embedding", "limit": 7}}},
            both | {"rank": {"$knn": {"query": sparse, "key": "words", "limit": 7}}},
        ],
        "read_level": "index_and_wal",
    }
    assert nearest == {GRAPHS.paper_id: pytest.approx(1)}
    assert by_words == [GRAPHS.paper_id]
    assert counted == 3
    assert {token for token, _, _ in server.requests} == {TOKEN}


def test_best_first(server: HybridChroma) -> None:
    """Cosines fall, and so does what words have in common; nothing is asked for nothing."""
    with index(server.address, ACCESS) as vectors:
        vectors.upsert([CATS, GRAPHS, ADAPTERS], np.stack([EAST, NORTH, UP]))
        toward = np.array([0.6, 0.8, 0], np.float32)
        nearest, by_words = vectors.find_candidates(
            parse_query("of neural networks"), toward, limit=3
        )
        without = vectors.find_candidates(parse_query(""), toward, limit=1)
        before = len(server.requests)
        assert vectors.find_candidates(parse_query("cats"), toward, limit=0) == ({}, [])
        assert vectors.find_candidates(parse_query("cats"), toward, limit=9, within=[]) == ({}, [])
        assert len(server.requests) == before

    expected = {GRAPHS.paper_id: 0.8, CATS.paper_id: 0.6, ADAPTERS.paper_id: 0}
    assert list(nearest) == list(expected)
    assert nearest == pytest.approx(expected, abs=1e-6)
    assert by_words[0] == GRAPHS.paper_id
    assert without == ({GRAPHS.paper_id: pytest.approx(0.8)}, [])


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_wrong_key_is_told(server: HybridChroma) -> None:
    """Without the key itself; Chroma's client drops its connection then."""
    with index(server.address, ChromaAccess("ck-wr0ng", "a-tenant", "a-database")) as vectors:
        with pytest.raises(VectorStoreDown) as caught:
            vectors.count()
        told = f"{caught.value} {vectors._access}"
    del caught  # and with it what holds the connection
    gc.collect()

    assert "ck-wr0ng" not in told


def test_a_local_server_is_told(chroma_server: ChromaServer) -> None:
    """It has no sparse vectors; the message says what to set."""
    with (
        index(chroma_server.address) as vectors,
        pytest.raises(IndexFault, match="unset FOOTNOTE_CHROMA_SEARCH"),
    ):
        vectors.count()


def test_papers_as_sparse_vectors() -> None:
    """Dimensions rise, a title counts more, and an author's key is no word."""
    plain = build_paper_vector([], ["cat", "sleep", "cat"], [])
    titled = build_paper_vector(["cat"], ["sleep", "cat"], ["cat"])

    assert list(titled) == sorted(titled)
    assert len(titled) == len(plain) + 1
    assert max(titled.values()) > max(plain.values())
    assert build_paper_vector([], [], []) == {}


@needs_postgresql
def test_search_by_it(tmp_path: Path) -> None:
    """The library's search has its candidates from there, each scored as ever."""
    with HybridChroma() as server:
        options = {"database": new_database("hybrid"), "chroma": server.address}
        with open_library(tmp_path / "one", FakeEmbedder(), hybrid=True, **options) as library:
            library.catalog.upsert(PAPERS, NOW, Provenance.SERVICE)
            library.indexing.drain()
            found = library.search("message passing for chemistri and Ada Byron")
            filtered = library.search("cats", filters=Filters(authors=("Grace Byron",)))
            alone = library.lexical.search(found.query, limit=9)

    searches = server.asked("/search")
    assert [len(one["searches"]) for one in searches] == [2, 2]
    assert searches[1]["searches"][0]["filter"] == {"#id": {"$in": [CATS.paper_id]}}
    best = found.hits[0]
    assert best.paper.paper_id == GRAPHS.paper_id
    assert best.lexical == pytest.approx(alone[GRAPHS.paper_id])
    assert best.dense > 0
    assert best.alignment > 0
    assert [hit.paper.paper_id for hit in filtered.hits] == [CATS.paper_id]
