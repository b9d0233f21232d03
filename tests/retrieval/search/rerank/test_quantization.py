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
