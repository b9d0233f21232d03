"""MaxSim: weights of a query's tokens, and similarities with texts and parts of them."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.search.embedding.embedder import TokenVectors
from retrieval.search.rerank.maxsim import (
    QueryTokens,
    content_tokens,
    max_sim,
    pack,
    unpack_many,
    weigh_tokens,
)
from tests.retrieval.random_tokens import tokens

AXES = np.eye(4, dtype=np.float32)


def at(text: str, *pieces: str) -> TokenVectors:
    """Return token vectors for pieces of a text, the n-th along the n-th axis."""
    starts, place = [], 0
    for piece in pieces:
        place = text.index(piece, place)
        starts.append(place)
        place += len(piece)
    ends = [start + len(piece) for start, piece in zip(starts, pieces, strict=True)]
    return TokenVectors(AXES[: len(pieces)], np.array(starts, np.int32), np.array(ends, np.int32))


EMPTY = TokenVectors(np.zeros((0, 4), np.float32), np.zeros(0, np.int32), np.zeros(0, np.int32))


def test_rare_words_weigh_more():
    """In proportion to their rarity, and the weights sum to 1; stop words are left out."""
    text = "cats and mice"

    query = weigh_tokens(
        text, at(text, "cats", "and", "mice"), lambda words: {"cats": 1.0, "mice": 3.0}
    )

    assert query.weights == pytest.approx([0.25, 0.75])
    assert query.vectors.tolist() == AXES[[0, 2]].tolist()


def test_max_sim_takes_each_tokens_best_match():
    """Weighed and summed; 0 for a text without tokens."""
    query = QueryTokens(tokens(4, seed=9).vectors, np.array([0.4, 0.3, 0.2, 0.1], np.float32))
    packed = [pack(tokens(n, seed=n)) for n in (3, 0, 7)]

    found = max_sim(query, packed)

    similar = [query.vectors @ text.vectors.T for text in unpack_many(packed)]
    best = [query.weights @ each.max(axis=1) if each.size else 0 for each in similar]
    assert found == pytest.approx(best, abs=1e-5)
    assert max_sim(query, packed[1:2]).tolist() == [0]
    assert max_sim(query, []).shape == (0,)


def test_content_tokens_leave_out_stop_words_and_signs():
    """And keep all where nothing would stay."""
    text = "The cats, of it"

    kept = content_tokens(text, at(text, "The", "cats", ",", "of"))

    assert [text[s:e] for s, e in zip(kept.starts, kept.ends, strict=True)] == ["cats"]
    assert len(content_tokens("of the", at("of the", "of", "the"))) == 2
    assert len(content_tokens("", EMPTY)) == 0
