"""Embedding over OpenAI's API: batches, retries, and every way in which it may go wrong."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from retrieval.errors import EmbeddingError
from retrieval.search.embedding.openai_compatible import OpenAICompatibleEmbedder
from tests.retrieval.search.embedding.conftest import KEY
from tests.servers.model_server import ModelServer
from tests.servers.model_server.replies import Answer, context_length_exceeded, failure

NOT_A_NUMBER = b'{"data": [{"index": 0, "embedding": [NaN]}, {"index": 1, "embedding": [1]}]}'


def vectors(*rows: list[Any], indices: list[int] | None = None) -> Answer:
    """Return an answer that has these vectors."""
    places = range(len(rows)) if indices is None else indices
    data = [
        {"object": "embedding", "index": i, "embedding": row}
        for i, row in zip(places, rows, strict=True)
    ]
    return Answer(200, {"object": "list", "data": data, "model": "test-model", "usage": {}})


def failing(embedder: OpenAICompatibleEmbedder, texts: list[str]) -> str:
    """Return the message with which embedding fails, free of the key."""
    with pytest.raises(EmbeddingError) as caught:
        embedder.embed_documents(texts)
    message = str(caught.value)
    assert "secret" not in message
    assert "sk-" not in message
    assert message.endswith(".")
    return message


def test_vectors_become_unit_vectors_in_the_order_of_the_texts(
    remote: OpenAICompatibleEmbedder, server: ModelServer
):
    """A server may answer out of order, and with vectors of any length."""
    server.embed_with(vectors([0, 5.0], [3.0, 4.0], indices=[1, 0]))

    one, two = remote.embed_documents(["one", "two"])

    assert one.vector == pytest.approx(np.array([0.6, 0.8]))
    assert two.vector == pytest.approx(np.array([0.0, 1.0]))
    assert one.vector.dtype == np.float32


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_failure_is_asked_again(
    remote: OpenAICompatibleEmbedder, server: ModelServer, status: int
):
    """Too many requests and the server's own trouble pass."""
    server.embed_with(failure(status), failure(status, headers={"retry-after": "0.01"}))

    assert len(remote.embed_documents(["text"])) == 1
    assert len(server.requests) == 3


def test_a_bad_key_is_told_at_once(server: ModelServer):
    """The message names the variable, never the key."""
    wrong = OpenAICompatibleEmbedder(
        "test-model", base_url=server.base_url, api_key="sk-secret-wrong"
    )

    assert "OPENAI_API_KEY" in failing(wrong, ["text"])
    assert len(server.requests) == 1
    wrong.close()


def test_an_unknown_model_is_told(remote: OpenAICompatibleEmbedder, server: ModelServer):
    """The message names the model and the setting."""
    server.embed_with(failure(404))

    message = failing(remote, ["text"])

    assert "test-model" in message
    assert "FOOTNOTE_EMBEDDER" in message


def test_a_text_that_is_too_long_is_cut(remote: OpenAICompatibleEmbedder, server: ModelServer):
    """The texts are halved until the server takes them, and later ones are sent no longer."""
    server.embed_with(*[context_length_exceeded(512, 9_000)] * 2)

    remote.embed_documents(["short", "word " * 400])
    remote.embed_documents(["word " * 400])

    longest = [max(map(len, one.body["input"])) for one in server.requests]
    assert longest == [2_000, 1_000, 500, 500]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (vectors([1.0, 0.0]), "1 vectors for 2 texts"),
        (vectors([1.0, 0.0], [1.0]), "1 and 2 dimensions"),
        (vectors([], []), "0 dimensions"),
        (vectors([1.0, 0.0], [0.0, 0.0]), "all zeros"),
        (vectors([1.0, 0.0], ["x", 0.0]), "not numbers"),
        (vectors([1.0, 0.0], [None, 0.0]), "not finite"),
        (vectors([1.0, 0.0], [1.0, 0.0], indices=[0, 7]), "numbers do not match"),
        (Answer(200, NOT_A_NUMBER), "not finite"),
        (Answer(200, {"data": None}), "not JSON of its API"),
        (Answer(200, {}), "not JSON of its API"),
        (Answer(200, {"data": [1, 2]}), "not numbers"),
        (Answer(200, b"<!doctype html>", content_type="text/html"), "not JSON of its API"),
        (Answer(200, b"{cut"), "not JSON of its API"),
    ],
)
def test_an_answer_that_is_no_vectors_is_told(
    remote: OpenAICompatibleEmbedder, server: ModelServer, answer: Answer, words: str
):
    """What came is named, and the server, and the model."""
    server.embed_with(answer)

    message = failing(remote, ["one", "two"])

    assert words in message
    assert f"127.0.0.1:{server.port}" in message


def test_a_server_that_is_down_is_told():
    """The message names the address and the setting."""
    nowhere = OpenAICompatibleEmbedder("m", base_url="http://u:p@127.0.0.1:9/v1", api_key=KEY)

    message = failing(nowhere, ["text"])

    assert "127.0.0.1:9 does not answer" in message
    assert "u:p" not in message
    nowhere.close()
