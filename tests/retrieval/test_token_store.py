"""Token vectors packed to four bits a number, and the table that holds them."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from retrieval.embedding.embedder import TokenVectors
from retrieval.errors import IndexFault
from retrieval.token_store import TokenStore, pack, unpack
from tests.postgresql import database_url

URL = database_url()

finite = st.floats(-4, 4, width=32)
shapes = st.tuples(st.integers(0, 40), st.integers(1, 48).map(lambda n: 2 * n))


def tokens(count: int, dimension: int = 8, seed: int = 0) -> TokenVectors:
    """Return random unit vectors at places of five characters each."""
    rows = np.random.default_rng(seed).standard_normal((count, dimension))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    starts = np.arange(count, dtype=np.int32) * 5
    return TokenVectors(rows.astype(np.float32), starts, starts + 4)


@settings(deadline=None)
@given(vectors=shapes.flatmap(lambda shape: arrays(np.float32, shape, elements=finite)))
def test_each_number_comes_back_within_half_a_level(vectors: np.ndarray):
    """A level is a seventh of its vector's greatest number; scales keep eleven bits."""
    places = np.arange(len(vectors), dtype=np.int32)

    back = unpack(pack(TokenVectors(vectors, places, places + 1)))

    greatest = np.abs(vectors).max(axis=1, initial=0, keepdims=True)
    bound = greatest / 7 * 0.5 + greatest * 2**-10 + 1e-6
    assert back.vectors.shape[0] == len(vectors)
    if len(vectors):
        assert back.vectors.shape == vectors.shape
        assert (np.abs(back.vectors - vectors) <= bound).all()


@settings(deadline=None)
@given(places=st.lists(st.tuples(st.integers(0, 65_535), st.integers(0, 65_535)), max_size=30))
def test_places_come_back_exactly(places: list[tuple[int, int]]):
    """Up to 65,535."""
    spans = np.array(places, np.int32).reshape(-1, 2)
    given_tokens = TokenVectors(np.ones((len(spans), 4), np.float32), spans[:, 0], spans[:, 1])

    back = unpack(pack(given_tokens))

    assert list(zip(back.starts.tolist(), back.ends.tolist(), strict=True)) == places


def test_places_beyond_are_put_at_the_end():
    """A text of more than 65,535 characters is no error."""
    far = TokenVectors(
        np.ones((2, 4), np.float32), np.array([65_530, 70_000]), np.array([65_540, 70_005])
    )

    back = unpack(pack(far))

    assert (back.starts.tolist(), back.ends.tolist()) == ([65_530, 65_535], [65_535, 65_535])


def test_similarities_hardly_change():
    """The cosine of a unit vector with its packed self is above 0.98."""
    given_tokens = tokens(200, 96)

    back = unpack(pack(given_tokens))

    norms = np.linalg.norm(back.vectors, axis=1)
    cosines = (back.vectors * given_tokens.vectors).sum(axis=1) / norms
    assert cosines.min() > 0.98
    assert len(pack(given_tokens)) == 2 + 200 * (2 + 2 + 2 + 48)


@pytest.fixture(params=["sqlite", "postgresql"] if URL else ["sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TokenStore]:
    """Open an empty store, in a file and in PostgreSQL where there is one."""
    made = TokenStore(f"sqlite:///{tmp_path / 'tokens.db'}" if request.param == "sqlite" else URL)
    made.clear()
    yield made
    made.close()


def test_papers_are_written_read_and_replaced(store: TokenStore):
    """By id; unknown ids are left out."""
    store.upsert({"a": tokens(3), "b": tokens(4)})
    store.upsert({"b": tokens(5), "c": tokens(0)})

    assert store.count() == 3
    assert {i: len(t) for i, t in store.get(["b", "unknown", "a"]).items()} == {"a": 3, "b": 5}


def test_a_paper_without_tokens_comes_back_so(store: TokenStore):
    """It has a row, and no vectors."""
    store.upsert({"empty": tokens(0)})

    assert len(store.get(["empty"])["empty"]) == 0


def test_papers_are_removed(store: TokenStore):
    """Unknown ids and none are no errors."""
    store.upsert({"a": tokens(1), "b": tokens(1)})

    store.remove(["a", "unknown"])
    store.remove([])
    assert store.count() == 1
    store.clear()
    assert store.count() == 0
    store.upsert({})
    assert store.get([]) == {}


def test_many_papers_go_in_as_many_queries_as_needed(store: TokenStore):
    """More ids than one statement takes."""
    ids = [f"paper-{n}" for n in range(1_700)]

    store.upsert({i: tokens(1) for i in ids})

    assert len(store.get(ids)) == 1_700
    store.remove(ids[1:])
    assert store.count() == 1


def test_threads_may_share_it(store: TokenStore):
    """Reading while another writes."""

    def work(number: int) -> int:
        store.upsert({f"paper-{number}": tokens(2)})
        return len(store.get([f"paper-{number}"]))

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(40))) == [1] * 40


def test_it_outlives_its_process(tmp_path: Path):
    """What was written is there when the file is opened again."""
    url = f"sqlite:///{tmp_path / 'tokens.db'}"
    first = TokenStore(url)
    first.upsert({"a": tokens(3)})
    first.close()

    again = TokenStore(url)
    assert again.get(["a"])["a"].starts.tolist() == [0, 5, 10]
    again.close()


def test_a_damaged_file_is_told(tmp_path: Path):
    """The message names the file and `reindex`."""
    (tmp_path / "tokens.db").write_bytes(b"not a database " * 100)

    with pytest.raises(IndexFault, match=r"tokens\.db cannot be used.*footnote reindex"):
        TokenStore(f"sqlite:///{tmp_path / 'tokens.db'}")
