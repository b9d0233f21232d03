"""The model of int8 weights, rewritten to multiply them as they are."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.search.embedding import minilm
from retrieval.search.embedding.minilm import MiniLM
from retrieval.search.embedding.quantize_onnx import weight_only

QUESTIONS = (
    "attention",
    "Which method prunes attention heads without retraining?",
    "How do graph networks oversmooth, and " + "by what measure, " * 60,
)


@pytest.fixture(scope="module")
def model() -> bytes:
    """Give the default model's file."""
    return minilm._find_data_file(*minilm._MODEL).read_bytes()


@pytest.mark.parametrize("question", QUESTIONS)
def test_vectors_stay_as_near_as_makes_no_difference(minilm: MiniLM, question: str):
    """The question's, and those of its tokens."""
    exact, made = minilm.embed_documents([question])[0], minilm.embed_query(question)

    assert exact.tokens is not None
    assert made.tokens is not None
    assert made.tokens.starts.tolist() == exact.tokens.starts.tolist()
    assert made.vector @ exact.vector > 0.999
    assert np.sum(made.tokens.vectors * exact.tokens.vectors, axis=1).min() > 0.98


def test_every_weight_of_the_model_is_taken(model: bytes):
    """Six layers of six matrices, none of them left in float32 beside."""
    made = weight_only(model)

    assert model.count(b"MatMulNBits") == 0
    assert made.count(b"MatMulNBits") == 36
    assert len(made) < 1.05 * len(model)


def test_what_is_rewritten_has_nothing_left_to_rewrite(model: bytes):
    """Only the operators' set is told again; all else is copied byte for byte."""
    once = weight_only(model)

    twice = weight_only(once)

    assert twice.startswith(once)
    assert len(twice) < len(once) + 32
