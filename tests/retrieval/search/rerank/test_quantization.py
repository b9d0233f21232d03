"""Token vectors with two bits a number."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from retrieval.search.embedding.embedder import TokenVectors
from retrieval.search.rerank.maxsim import dot_products, pack, unpack_many
from tests.retrieval.random_tokens import tokens

finite = st.floats(-4, 4, width=32)
shapes = st.tuples(st.integers(0, 40), st.integers(1, 48).map(lambda n: 4 * n))


@settings(deadline=None)
@given(vectors=shapes.flatmap(lambda shape: arrays(np.float32, shape, elements=finite)))
def test_each_number_comes_back_as_the_middle_of_its_step(vectors: np.ndarray):
    """Steps are as wide as a vector deviates, four in all; scales keep eleven bits."""
    places = np.arange(len(vectors), dtype=np.int32)

    back = unpack_many([pack(TokenVectors(vectors, places, places + 1))])[0]

    step = np.maximum(np.sqrt((vectors**2).mean(axis=1, keepdims=True)), 1e-6) * 0.9957
    near = vectors.clip(-1.5 * step, 1.5 * step)
    assert back.vectors.shape[0] == len(vectors)
    if len(vectors):
        assert back.vectors.shape == vectors.shape
        assert (np.abs(back.vectors - near) <= 0.5 * step + 0.002 * step + 1e-6).all()


@settings(deadline=None)
@given(places=st.lists(st.tuples(st.integers(0, 65_535), st.integers(0, 65_535)), max_size=30))
def test_places_come_back_exactly(places: list[tuple[int, int]]):
    """Up to 65,535."""
    spans = np.array(places, np.int32).reshape(-1, 2)
    given_tokens = TokenVectors(np.ones((len(spans), 4), np.float32), spans[:, 0], spans[:, 1])

    back = unpack_many([pack(given_tokens)])[0]

    assert list(zip(back.starts.tolist(), back.ends.tolist(), strict=True)) == places


def test_places_beyond_are_put_at_the_end():
    """A text of more than 65,535 characters is no error."""
    far = TokenVectors(
        np.ones((2, 4), np.float32), np.array([65_530, 70_000]), np.array([65_540, 70_005])
    )

    back = unpack_many([pack(far)])[0]

    assert (back.starts.tolist(), back.ends.tolist()) == ([65_530, 65_535], [65_535, 65_535])


def test_similarities_hardly_change():
    """The cosine of a random unit vector with its packed self is about .94, never below .9."""
    given_tokens = tokens(200, 384)

    back = unpack_many([pack(given_tokens)])[0]

    norms = np.linalg.norm(back.vectors, axis=1)
    cosines = (back.vectors * given_tokens.vectors).sum(axis=1) / norms
    assert cosines.mean() > 0.93
    assert cosines.min() > 0.9
    assert len(pack(given_tokens)) == 2 + 200 * (2 + 2 + 2 + 96)


@settings(deadline=None)
@given(st.lists(st.integers(0, 12), max_size=6), st.integers(0, 3))
def test_comparing_as_packed_is_comparing_what_comes_back(counts: list[int], queries: int):
    """Text after text, those without tokens too."""
    packed = [pack(tokens(count, seed=n)) for n, count in enumerate(counts)]
    asked = tokens(queries, seed=99).vectors

    found, lengths = dot_products(asked, packed)

    assert lengths == counts
    back = [text.vectors for text in unpack_many(packed) if len(text)]
    assert found.shape == (queries, sum(counts))
    if back:
        assert found == pytest.approx(asked @ np.concatenate(back).T, abs=1e-5)
