"""Any server that speaks OpenAI's embeddings API: OpenAI's own, vLLM's, llama.cpp's, Ollama's."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.search.embedding.embedder import Embedded
from retrieval.search.embedding.openai_failures import EmbeddingServer, again, is_too_long

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from openai import OpenAI

_OPENAI = "https://api.openai.com/v1"
_NO_KEY = "none-needed"  # the client insists on a key; servers of one's own do not look at it

# OpenAI takes 2,048 texts and 300,000 tokens a request, servers of one's own often far less.
_BATCH = 64
_BATCH_CHARACTERS = 200_000
_MAX_CHARACTERS = 30_000  # about the 8,192 tokens that OpenAI's models take
_SHORTEST = 200  # a server that takes no text of that many characters takes none

_TRIES = 4
_FIRST_WAIT, _LONGEST_WAIT, _JITTER = 0.5, 20.0, 0.5  # seconds


class OpenAICompatibleEmbedder:
    """Unit vectors from `/embeddings` below `base_url`, without token vectors.

    `dimension` is what vectors must have; where it is not given, one small request learns it.
    `timeout` is in seconds, for each request; `first_wait` is the first wait before a request is
    sent again, after which waits double. Texts longer than the model takes are cut.
    """

    def __init__(
        self,
        model: str,
        *,
        base_url: str = "",
        api_key: str = "",
        timeout: float = 30.0,
        dimension: int | None = None,
        first_wait: float = _FIRST_WAIT,
    ) -> None:
        self._at = EmbeddingServer(model, base_url or _OPENAI, api_key)
        self._timeout = timeout
        self._first_wait = first_wait
        self._dimension = dimension
        self._longest = _MAX_CHARACTERS
        self._lock = threading.Lock()
        self._client: OpenAI | None = None

    @property
    def embedder_id(self) -> str:
        """The model's name after `openai:`."""
        return f"openai:{self._at.model}"

    @property
    def dimension(self) -> int:
        """The length of a vector; asks the server the first time."""
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
            # servers refuse an empty text, and a lone surrogate is not UTF-8
            sent = text[: self._longest].encode(errors="replace").decode()
            sent = sent if sent.strip() else " "
            if len(batch) >= _BATCH or sum(map(len, batch)) + len(sent) > _BATCH_CHARACTERS:
                yield batch
                batch = []
            batch.append(sent)
        if batch:
            yield batch

    def _embed(self, batch: list[str]) -> NDArray[np.float32]:
        """Return a batch's vectors (texts, dimension); texts that are too long are cut."""
        from openai import APIStatusError

        while True:
            try:
                return self._checked(self._ask(batch), len(batch))
            except APIStatusError as error:
                longest = max(map(len, batch))
                if not is_too_long(error) or longest <= _SHORTEST:
                    raise self._at.refused(error, _TRIES) from error
                # the model takes less than we thought: from now on, send less
                self._longest = min(self._longest, longest // 2)
                batch = [text[: self._longest] for text in batch]

    def _ask(self, batch: list[str]) -> object:
        """Send a request, and send it again while that may help."""
        import stamina
        from openai import APIConnectionError, APIError, APIStatusError

        client = self._ready()
        try:
            for attempt in stamina.retry_context(
                on=again,
                attempts=_TRIES,
                timeout=2 * self._timeout,
                wait_initial=self._first_wait,
                wait_max=_LONGEST_WAIT,
                wait_jitter=min(_JITTER, self._first_wait),
            ):
                with attempt:
                    # floats, since not every server knows base64, the client's own choice
                    return client.embeddings.create(
                        model=self._at.model, input=batch, encoding_format="float"
                    )
        except APIStatusError:
            raise
        except APIConnectionError as error:
            raise self._at.silent(_TRIES) from error
        except (APIError, ValueError) as error:  # ValueError: a body that is no JSON
            raise self._at.garbled("something that is not JSON of its API") from error
        raise AssertionError("stamina either returns or raises")

    def _ready(self) -> OpenAI:
        with self._lock:
            if self._client is None:
                self._client = self._connect()
            return self._client

    def _connect(self) -> OpenAI:
        from httpx2 import Timeout
        from openai import OpenAI

        self._at.check()
        client = OpenAI(
            api_key=self._at.key or _NO_KEY,
            base_url=self._at.base_url,
            max_retries=0,  # stamina retries
            timeout=Timeout(self._timeout, connect=min(5.0, self._timeout)),
        )
        _ = client.embeddings  # imported on first use, which is not for two threads at once
        return client

    def _checked(self, answer: object, count: int) -> NDArray[np.float32]:
        """Return the unit vectors of an answer, in the order of the texts."""
        items: Any = getattr(answer, "data", None)
        if not isinstance(items, list):
            raise self._at.garbled("something that is not JSON of its API")
        if len(items) != count:
            raise self._at.garbled(f"{len(items)} vectors for {count} texts")
        try:
            places = [item.index for item in items]
            if sorted(places) == list(range(count)):
                items = sorted(items, key=lambda item: int(item.index))
            elif len(set(places)) > 1:  # some servers number none
                raise self._at.garbled("vectors whose numbers do not fit the texts")
            rows = [np.asarray(item.embedding, np.float64) for item in items]
        except (AttributeError, TypeError, ValueError) as error:
            raise self._at.garbled("vectors that are not numbers") from error
        sizes = {row.size if row.ndim == 1 else 0 for row in rows}
        wanted = self._dimension or max(sizes)
        if sizes != {wanted} or not wanted:
            raise self._at.garbled(
                f"vectors of {' and '.join(map(str, sorted(sizes)))} dimensions "
                f"where {wanted} are expected"
            )
        vectors = np.stack(rows)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.isfinite(norms).all() or not norms.all():
            raise self._at.garbled("vectors that are not finite numbers, or all zeros")
        self._dimension = wanted
        unit: NDArray[np.float32] = (vectors / norms).astype(np.float32)
        return unit
