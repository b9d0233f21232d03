"""Embedding over OpenAI's API: batches, retries, and every way in which it may go wrong."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

from retrieval.errors import EmbeddingError
from retrieval.search.embedding.openai_compatible import OpenAICompatibleEmbedder
from tests.retrieval.search.embedding.conftest import KEY
from tests.servers.model_server import ModelServer
from tests.servers.model_server.replies import Answer, Silence, context_length_exceeded, failure

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


def test_the_id_names_the_model(remote: OpenAICompatibleEmbedder, server: ModelServer):
    """It is known without a request."""
    assert remote.embedder_id == "openai:test-model"
    assert server.requests == []


def test_the_dimension_is_learnt_once(remote: OpenAICompatibleEmbedder, server: ModelServer):
    """One small request, however often it is asked for."""
    assert [remote.dimension, remote.dimension] == [64, 64]
    assert [len(one.body["input"]) for one in server.requests] == [1]


def test_a_given_dimension_spares_the_request(server: ModelServer):
    """The server is not asked for what is known."""
    known = OpenAICompatibleEmbedder("test-model", base_url=server.base_url, dimension=64)

    assert known.dimension == 64
    assert server.requests == []


def test_texts_go_in_batches(remote: OpenAICompatibleEmbedder, server: ModelServer):
    """At most 64 texts a request, and none empty."""
    found = remote.embed_documents([str(n) for n in range(130)] + [""])

    assert len(found) == 131
    assert found[129].vector == pytest.approx(remote.embed_query("129").vector)
    assert [len(one.body["input"]) for one in server.requests] == [64, 64, 3, 1]
    assert all(text for one in server.requests for text in one.body["input"])


def test_batches_are_capped_by_their_characters(
    remote: OpenAICompatibleEmbedder, server: ModelServer
):
    """Long texts go fewer at a time, each cut to what models take."""
    remote.embed_documents(["word " * 20_000] * 9)

    sizes = [sum(map(len, one.body["input"])) for one in server.requests]
    assert len(sizes) == 2
    assert max(sizes) <= 200_000
    assert max(len(text) for one in server.requests for text in one.body["input"]) == 30_000


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


def test_a_failure_that_lasts_is_told(remote: OpenAICompatibleEmbedder, server: ModelServer):
    """After four tries it gives up."""
    server.embed_with(*[failure(503)] * 4)

    assert "503, asked 4 times" in failing(remote, ["text"])
    assert len(server.requests) == 4


def test_a_bad_key_is_told_at_once(server: ModelServer):
    """The message names the variable, never the key."""
    wrong = OpenAICompatibleEmbedder(
        "test-model", base_url=server.base_url, api_key="sk-secret-wrong"
    )

    assert "OPENAI_API_KEY" in failing(wrong, ["text"])
    assert len(server.requests) == 1
    wrong.close()


@pytest.mark.parametrize("key", ["sk-secret key", "sk-sécret", "sk-secret\n"])
def test_a_key_that_cannot_be_one_is_told(server: ModelServer, key: str):
    """No request is made with it."""
    wrong = OpenAICompatibleEmbedder("test-model", base_url=server.base_url, api_key=key)

    assert "spaces or characters" in failing(wrong, ["text"])
    assert server.requests == []


def test_an_unknown_model_is_told(remote: OpenAICompatibleEmbedder, server: ModelServer):
    """The message names the model and the setting."""
    server.embed_with(failure(404))

    message = failing(remote, ["text"])

    assert "test-model" in message
    assert "FOOTNOTE_EMBEDDER" in message


def test_an_account_without_credit_is_not_asked_again(
    remote: OpenAICompatibleEmbedder, server: ModelServer
):
    """That 429 does not pass by waiting."""
    server.embed_with(failure(429, code="insufficient_quota"))

    assert "credit" in failing(remote, ["text"])
    assert len(server.requests) == 1


def test_another_refusal_is_told_in_the_servers_words(
    remote: OpenAICompatibleEmbedder, server: ModelServer
):
    """Without whatever looks like a key in them."""
    server.embed_with(failure(400, message=f"No such thing for {KEY} or sk-other."))

    assert "No such thing for … or …." in failing(remote, ["text"])


def test_a_text_that_is_too_long_is_cut(remote: OpenAICompatibleEmbedder, server: ModelServer):
    """The texts are halved until the server takes them, and later ones are sent no longer."""
    server.embed_with(*[context_length_exceeded(512, 9_000)] * 2)

    remote.embed_documents(["short", "word " * 400])
    remote.embed_documents(["word " * 400])

    longest = [max(map(len, one.body["input"])) for one in server.requests]
    assert longest == [2_000, 1_000, 500, 500]


def test_a_server_that_takes_no_length_is_told(
    remote: OpenAICompatibleEmbedder, server: ModelServer
):
    """Cutting ends."""
    server.embed_with(*[context_length_exceeded(1, 9_000)] * 4)

    assert "maximum context length" in failing(remote, ["word " * 100])


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


def test_a_dimension_that_changes_is_told(remote: OpenAICompatibleEmbedder, server: ModelServer):
    """Vectors that do not fit those before are not taken."""
    assert remote.dimension == 64
    server.embed_with(vectors([1.0, 0.0]))

    assert "64 are expected" in failing(remote, ["text"])


def test_a_server_that_is_down_is_told():
    """The message names the address and the setting."""
    nowhere = OpenAICompatibleEmbedder(
        "m", base_url="http://u:p@127.0.0.1:9/v1", api_key=KEY, first_wait=0.01
    )

    message = failing(nowhere, ["text"])

    assert "127.0.0.1:9 does not answer" in message
    assert "u:p" not in message
    nowhere.close()


def test_a_server_that_hangs_is_left(server: ModelServer):
    """The time limit holds."""
    server.embed_with(*[Silence()] * 9)
    patient = OpenAICompatibleEmbedder(
        "test-model", base_url=server.base_url, api_key=KEY, timeout=0.2, first_wait=0.01
    )

    assert "does not answer" in failing(patient, ["text"])
    patient.close()


@pytest.mark.parametrize("address", ["ftp://x/v1", "localhost:8000", "http://"])
def test_an_address_that_is_none_is_told(address: str):
    """Before anything is sent."""
    assert "OPENAI_BASE_URL" in failing(OpenAICompatibleEmbedder("m", base_url=address), ["text"])


def test_what_is_no_utf8_is_sent_nevertheless(
    remote: OpenAICompatibleEmbedder, server: ModelServer
):
    """A lone surrogate, as a broken file has it, becomes a question mark."""
    remote.embed_query("broken \ud800 text")

    assert server.requests[0].body["input"] == ["broken ? text"]


def test_threads_connect_once(remote: OpenAICompatibleEmbedder, server: ModelServer):
    """The first requests of several threads do not trip over one another."""
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(remote.embed_query, [f"text {n}" for n in range(16)]))

    assert len(found) == len(server.requests) == 16
