"""The vector index, embedded and over a real Chroma server: one contract, and the server's woes."""

from __future__ import annotations

import gc
import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import EmbedderMismatch, IndexFault, VectorStoreDown
from retrieval.paper import Paper
from retrieval.search.query import Filters
from retrieval.search.vector.vectors import VectorIndex
from tests.retrieval.papers import ADAPTERS, CATS, GRAPHS, PAPERS, paper
from tests.servers.chroma import ChromaServer
from tests.servers.model_server import ModelServer

Connect = Callable[..., VectorIndex]

DIMENSION = 8
AXES = np.eye(DIMENSION, dtype=np.float32)
_names = (f"collection-{n}" for n in itertools.count())


@pytest.fixture(params=["embedded", "server"])
def connect(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Connect]:
    """Give what opens one and the same collection, in a folder or on a server."""
    where: Path | str = tmp_path / "chroma"
    if request.param == "server":
        where = request.getfixturevalue("chroma_server").address
    name = next(_names)
    made: list[VectorIndex] = []

    def make(**changes: object) -> VectorIndex:
        given = {"collection": name, "embedder_id": "fake", "dimension": DIMENSION}
        made.append(VectorIndex(where, **(given | changes)))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def index(connect: Connect) -> VectorIndex:
    """Give an index of the sample papers, each along an axis of its own."""
    made = connect()
    made.upsert(PAPERS, AXES[: len(PAPERS)])
    return made


class TestBothStores:
    def test_none_is_out_of_reach(self, connect: Connect):
        """Not even behind hundreds that are nearly alike, among which HNSW may leave no path."""
        many = [paper(n, f"Part {n}", "Alike.") for n in range(300)]
        near = AXES[0] + np.random.default_rng(1).normal(0, 0.01, (300, DIMENSION))
        near /= np.linalg.norm(near, axis=1, keepdims=True)
        index = connect()
        index.upsert([CATS, *many], np.vstack([AXES[1:2], near.astype(np.float32)]))

        found = index.search(AXES[0], limit=400)

        assert len(found) == 301
        assert list(found)[-1] == CATS.paper_id
        assert list(found.values()) == sorted(found.values(), reverse=True)
        assert found[CATS.paper_id] == pytest.approx(0, abs=1e-6)

    def test_the_nearest_come_first(self, index: VectorIndex):
        """With their cosines, and no more than the limit."""
        vector = np.array([0.6, 0.8, 0, 0, 0, 0, 0, 0], np.float32)

        found = index.search(vector, limit=2)

        assert list(found) == [GRAPHS.paper_id, ADAPTERS.paper_id]
        assert list(found.values()) == pytest.approx([0.8, 0.6], abs=1e-5)

    def test_the_limit_may_exceed_the_papers_or_be_nothing(self, index: VectorIndex):
        """All are found, or none."""
        assert len(index.search(AXES[0], limit=200)) == 4
        assert index.search(AXES[0], limit=0) == {}

    def test_an_empty_collection_answers(self, connect: Connect):
        """Nothing is found, and nothing raises."""
        empty = connect()

        assert empty.count() == 0
        assert empty.search(AXES[0], limit=5) == {}
        assert empty.search(AXES[0], limit=5, filters=Filters(year_from=2000)) == {}
        assert empty.vector("unknown") is None

    @pytest.mark.parametrize(
        ("filters", "expected"),
        [
            (Filters(year_from=2022), [ADAPTERS, GRAPHS]),
            (Filters(year_to=2022), [GRAPHS, CATS]),
            (Filters(year_from=2022, year_to=2022), [GRAPHS]),
            (Filters(year_from=2024), []),
            (Filters(categories=("cs",)), [ADAPTERS, GRAPHS]),
            (Filters(categories=("cs.CL",)), [ADAPTERS]),
            (Filters(categories=("cs.CL", "q-bio")), [ADAPTERS, CATS]),
            (Filters(categories=("cs.C",)), []),
            (Filters(sources=("page", "bibtex")), [GRAPHS, CATS]),
            (Filters(sources=("pag",)), []),
            (Filters(year_from=2020, categories=("cs",)), [ADAPTERS, GRAPHS]),
            (
                Filters(2020, 2022, ("cs", "q-bio"), sources=("page", "arxiv")),
                [GRAPHS],
            ),
        ],
    )
    def test_filters_hold(self, index: VectorIndex, filters: Filters, expected: list[Paper]):
        """All given conditions hold together; several values of one are alternatives."""
        found = index.search(AXES[0], limit=10, filters=filters)

        assert set(found) == {one.paper_id for one in expected}

    def test_filters_hold_before_ranking(self, index: VectorIndex):
        """One paper that passes is found behind many that are nearer."""
        many = [paper(n) for n in range(300)]
        index.upsert(many, np.tile(AXES[0], (300, 1)))

        found = index.search(AXES[0], limit=1, filters=Filters(sources=("bibtex",)))

        assert list(found) == [CATS.paper_id]

    def test_within_restricts_to_given_ids(self, index: VectorIndex):
        """Also together with filters; unknown ids, twice the same and none are no errors."""
        within = [CATS.paper_id, "unknown", GRAPHS.paper_id, CATS.paper_id]

        assert set(index.search(AXES[0], limit=9, within=within)) == {
            CATS.paper_id,
            GRAPHS.paper_id,
        }
        cats = index.search(AXES[0], limit=9, within=within, filters=Filters(year_to=2021))
        assert set(cats) == {CATS.paper_id}
        assert index.search(AXES[0], limit=9, within=["unknown"]) == {}
        assert index.search(AXES[0], limit=9, within=[]) == {}

    def test_a_paper_of_the_same_id_is_replaced(self, index: VectorIndex):
        """Its vector, and all that filters look at, though it has less of it now."""
        index.upsert([replace(CATS, authors=(), categories=(), published=None)], AXES[7:])

        assert index.count() == 4
        assert index.vector(CATS.paper_id) == pytest.approx(AXES[7])
        assert index.search(AXES[7], limit=9, filters=Filters(categories=("q-bio",))) == {}
        assert CATS.paper_id not in index.search(AXES[7], limit=9, filters=Filters(year_to=2021))

    def test_papers_are_removed(self, index: VectorIndex):
        """Unknown ids and none are no errors."""
        index.remove([CATS.paper_id, "unknown"])
        index.remove([])

        assert index.count() == 3
        assert index.vector(CATS.paper_id) is None
        assert CATS.paper_id not in index.search(AXES[2], limit=9)

    def test_clearing_leaves_a_usable_collection(self, index: VectorIndex):
        """It is empty, and takes papers again."""
        index.clear()
        assert index.count() == 0

        index.upsert(PAPERS[:1], AXES[:1])
        assert index.count() == 1

    def test_vectors_come_back_as_they_were(self, index: VectorIndex):
        """As float32, of the dimension."""
        vector = index.vector(GRAPHS.paper_id)

        assert vector is not None
        assert vector.dtype == np.float32
        assert vector == pytest.approx(AXES[1])

    def test_many_vectors_come_back_at_once(self, index: VectorIndex):
        """Each by its id; what is not indexed is left out, and what is asked twice comes once."""
        wanted = [GRAPHS.paper_id, "unknown", CATS.paper_id, GRAPHS.paper_id]

        found = index.vectors(wanted)

        assert found.keys() == {GRAPHS.paper_id, CATS.paper_id}
        assert found[CATS.paper_id] == pytest.approx(AXES[2])
        assert index.vectors([]) == index.vectors(["unknown"]) == {}

    def test_more_papers_than_one_call_takes(self, connect: Connect):
        """Writing and removing go in as many calls as Chroma needs."""
        index = connect()
        many = [paper(n) for n in range(6_000)]
        vectors = np.random.default_rng(1).standard_normal((6_000, DIMENSION)).astype(np.float32)

        index.upsert(many, vectors)
        assert index.count() == 6_000
        index.remove([one.paper_id for one in many[1:]])
        assert index.count() == 1

    def test_it_outlives_its_connection(self, index: VectorIndex, connect: Connect):
        """What was written is found by who connects later."""
        index.close()

        assert connect().count() == 4

    @pytest.mark.parametrize("changed", [{"embedder_id": "other"}, {"dimension": 9}])
    def test_another_embedder_is_told(
        self, index: VectorIndex, connect: Connect, changed: dict[str, object]
    ):
        """The message names both and `reindex`, and the vectors stay."""
        with pytest.raises(EmbedderMismatch, match=r"'fake' \(8 dimensions\).*footnote reindex"):
            connect(**changed)

        assert index.count() == 4

    def test_replacing_makes_the_collection_anew(self, index: VectorIndex, connect: Connect):
        """For another embedder only: the same one keeps what is there."""
        assert connect(replace=True).count() == 4

        anew = connect(embedder_id="other", dimension=3, replace=True)

        assert anew.count() == 0
        anew.upsert(PAPERS[:1], np.ones((1, 3), np.float32))
        assert connect(embedder_id="other", dimension=3).count() == 1

    def test_a_vector_of_another_dimension_is_told(self, index: VectorIndex):
        """A fault of the index, not a crash."""
        with pytest.raises(IndexFault):
            index.search(np.ones(3, np.float32), limit=1)


# The folder


def test_a_file_in_the_folders_place_is_told(tmp_path: Path):
    """The message names it."""
    (tmp_path / "chroma").write_text("not a folder")

    with pytest.raises(IndexFault, match="chroma cannot be used"):
        VectorIndex(tmp_path / "chroma", collection="abc", embedder_id="e", dimension=3)


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
            lambda: index.vector(CATS.paper_id),
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
