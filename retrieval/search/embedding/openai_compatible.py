"""Embed with any server of OpenAI's embeddings API: OpenAI, vLLM, llama.cpp, Ollama."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.errors import EmbeddingError
from retrieval.openai_server import (
    NO_KEY,
    OPENAI_URL,
    OpenAIServer,
    error_reason,
    error_text,
    is_transient,
)
from retrieval.search.embedding.embedder import Embedded
from retrieval.text import patterns as re

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from openai import APIStatusError, OpenAI


# OpenAI accepts 2,048 texts and 300,000 tokens a request, self-hosted servers often far less.
_MAX_BATCH_TEXTS = 64
_MAX_BATCH_CHARS = 200_000
_MAX_CHARS = 30_000  # about the 8,192 tokens that OpenAI's models accept
_MIN_CHARS = 200  # texts are not shortened below this length

_TRIES = 3
_CONNECT_SECONDS, _TIMEOUT_SECONDS = 5.0, 30.0  # of one try


class OpenAICompatibleEmbedder:
    """Unit vectors from `/embeddings` below `base_url`, without token vectors.

    Texts longer than the model's limit are truncated.
    """

    def __init__(self, model: str, *, base_url: str = "", api_key: str = "") -> None:
        self._server = EmbeddingServer(model, base_url or OPENAI_URL, api_key)
        self._dimension: int | None = None
        self._max_chars = _MAX_CHARS
        self._lock = threading.Lock()
        self._client: OpenAI | None = None

    @property
    def embedder_id(self) -> str:
        """The model's name after `openai:`."""
        return f"openai:{self._server.model}"

    @property
    def dimension(self) -> int:
        """The length of a vector; the first access may query the server."""
        if self._dimension is None:
            self._embed(["dimension"])
        assert self._dimension is not None  # noqa: S101 - every answer sets it
        return self._dimension

    def embed_documents(self, texts: Sequence[str]) -> list[Embedded]:
        """Embed texts, in order, in batches."""
        return [Embedded(vector) for batch in self._batches(texts) for vector in self._embed(batch)]

    def embed_query(self, text: str) -> Embedded:
        """Embed one text."""
        return self.embed_documents([text])[0]

    def close(self) -> None:
        """Close the connections."""
        with self._lock:
            if self._client is not None:
                self._client.close()
                self._client = None

    def _batches(self, texts: Sequence[str]) -> Iterator[list[str]]:
        batch: list[str] = []
        for text in texts:
            # servers reject an empty text, and a lone surrogate is not valid UTF-8
            sent = text[: self._max_chars].encode(errors="replace").decode()
            sent = sent if sent.strip() else " "
            if (
                len(batch) >= _MAX_BATCH_TEXTS
                or sum(map(len, batch)) + len(sent) > _MAX_BATCH_CHARS
            ):
                yield batch
                batch = []
            batch.append(sent)
        if batch:
            yield batch

    def _embed(self, batch: list[str]) -> NDArray[np.float32]:
        """Return a batch's vectors (texts, dimension); truncate texts that are too long."""
        from openai import APIStatusError

        while True:
            try:
                return self._parse_vectors(self._request(batch), len(batch))
            except APIStatusError as error:
                longest = max(map(len, batch))
                if not is_too_long(error) or longest <= _MIN_CHARS:
                    raise self._server.refusal_error(error, _TRIES) from error
                # the model accepts less than assumed: send less from now on
                self._max_chars = min(self._max_chars, longest // 2)
                batch = [text[: self._max_chars] for text in batch]

    def _request(self, batch: list[str]) -> object:
        """Send a request; the client retries what may pass."""
        from openai import APIConnectionError, APIError, APIStatusError

        try:
            # floats, since not every server supports base64, the client's default
            return self._get_client().embeddings.create(
                model=self._server.model, input=batch, encoding_format="float"
            )
        except APIStatusError:
            raise
        except APIConnectionError as error:
            raise self._server.unreachable_error(_TRIES) from error
        except (APIError, ValueError) as error:  # ValueError: a body that is not JSON
            raise self._server.garbled_error("something that is not JSON of its API") from error

    def _get_client(self) -> OpenAI:
        with self._lock:
            if self._client is None:
                self._client = self._connect()
            return self._client

    def _connect(self) -> OpenAI:
        from httpx2 import Timeout
        from openai import OpenAI

        if fault := self._server.find_fault():
            raise EmbeddingError(fault)
        client = OpenAI(
            api_key=self._server.key or NO_KEY,
            base_url=self._server.base_url,
            max_retries=_TRIES - 1,
            timeout=Timeout(_TIMEOUT_SECONDS, connect=_CONNECT_SECONDS),
        )
        _ = client.embeddings  # imported on first use, which is not thread-safe
        return client

    def _parse_vectors(self, answer: object, count: int) -> NDArray[np.float32]:
        """Return the unit vectors of an answer, in the order of the texts."""
        items: Any = getattr(answer, "data", None)
        if not isinstance(items, list):
            raise self._server.garbled_error("something that is not JSON of its API")
        if len(items) != count:
            raise self._server.garbled_error(f"{len(items)} vectors for {count} texts")
        try:
            places = [item.index for item in items]
            if sorted(places) == list(range(count)):
                items = sorted(items, key=lambda item: int(item.index))
            elif len(set(places)) > 1:  # some servers do not number their vectors
                raise self._server.garbled_error("vectors whose numbers do not match the texts")
            rows = [np.asarray(item.embedding, np.float64) for item in items]
        except (AttributeError, TypeError, ValueError) as error:
            raise self._server.garbled_error("vectors that are not numbers") from error
        sizes = {row.size if row.ndim == 1 else 0 for row in rows}
        wanted = self._dimension or max(sizes)
        if sizes != {wanted} or not wanted:
            raise self._server.garbled_error(
                f"vectors of {' and '.join(map(str, sorted(sizes)))} dimensions "
                f"where {wanted} are expected"
            )
        vectors = np.stack(rows)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.isfinite(norms).all() or not norms.all():
            raise self._server.garbled_error("vectors that are not finite numbers, or all zeros")
        self._dimension = wanted
        unit: NDArray[np.float32] = (vectors / norms).astype(np.float32)
        return unit


_TOO_LONG = re.compile(
    r"context_length|context (?:length|size|window)|maximum (?:context|input)|too (?:long|large)"
    r"|too many tokens|max_tokens|physical batch size",
    re.IGNORECASE,
)


class EmbeddingServer(OpenAIServer):
    """An embedding model and its server."""

    __slots__ = ()

    def unreachable_error(self, tries: int) -> EmbeddingError:
        """Return the error for a server that cannot be reached or does not answer in time."""
        return EmbeddingError(
            f"The embedding server at {self.host} does not answer (asked {tries} times). Check "
            "that it runs and that OPENAI_BASE_URL is correct, or set FOOTNOTE_EMBEDDER=bge-small, "
            "which works offline."
        )

    def garbled_error(self, what: str) -> EmbeddingError:
        """Return the error for an answer without usable vectors."""
        return EmbeddingError(
            f"The server at {self.host} sent {what} when asked to embed with the model "
            f"“{self.model}”. Check that OPENAI_BASE_URL points to an OpenAI-compatible API (it "
            "often ends in /v1) and that the model is an embedding model."
        )

    def refusal_error(self, error: APIStatusError, tries: int) -> EmbeddingError:
        """Return the error for an HTTP status of 400 or above."""
        status, model = error.status_code, f"“{self.model}”"
        if status in {401, 403}:
            return EmbeddingError(
                f"The embedding server at {self.host} refused the API key ({status}). Check "
                f"OPENAI_API_KEY, and that the key may use the model {model}."
            )
        if status == 404:
            return EmbeddingError(
                f"The server at {self.host} has no embedding model {model} (404). Check "
                "FOOTNOTE_EMBEDDER, and that OPENAI_BASE_URL points to an OpenAI-compatible API; "
                "it often ends in /v1."
            )
        if status == 429 and not is_transient(error):
            return EmbeddingError(
                f"The account at {self.host} has no credit left for the model {model} (429). Add "
                "credit, or set FOOTNOTE_EMBEDDER=bge-small, which works offline."
            )
        if is_transient(error):
            return EmbeddingError(
                f"The embedding server at {self.host} is overloaded or failing ({status}, asked "
                f"{tries} times). Try again later; papers that are not indexed yet stay queued."
            )
        words = self.clean(error_reason(error))
        return EmbeddingError(
            f"The server at {self.host} refused to embed with the model {model} ({status}): "
            f"{words}. Check FOOTNOTE_EMBEDDER.",
            quoted=words,
        )


def is_too_long(error: APIStatusError) -> bool:
    """Return whether a server rejected a text for its length; llama.cpp does so with a 500."""
    return error.status_code in {400, 413, 422, 500} and bool(_TOO_LONG.search(error_text(error)))
