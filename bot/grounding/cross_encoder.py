"""Judge whether a text supports a claim or answers a question, by a model fitted here.

`cross_encoder.onnx` is BERT of twelve layers (384 dimensions), its weights rounded to eight bits,
that reads premise and claim together; docs/models.md says of what it was made, and how
`benchmarks/fit/grounding` makes another. Its weights are unsigned: onnxruntime adds up signed ones
in 16 bits on processors without VNNI, and clips what does not fit. The vocabulary is that of BERT,
from the embedder's package.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.errors import EmbeddingError
from retrieval.search.embedding.bge_small import load_tokenizer
from retrieval.search.embedding.onnx_model import (
    count_cores,
    is_intact,
    open_session,
    to_encodable,
)
from retrieval.text.stems import stem

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

MODEL = Path(__file__).with_name("cross_encoder.onnx")
SHA256 = "badae9afadaf4db5c3e8ee57e799e63b074e08e0af546d422af05015b5ac399d"
MAX_TOKENS = 256  # of premise and claim together; the longer of the two is truncated
_MAX_CHARS = 4_000  # far more than that many tokens
_MAX_CACHED = 4_096  # pairs, about 1 kB each
_MAX_THREADS = 8
_SHARED_SEGMENT = 2
_LEAST = 1e-4  # probability


@dataclass(frozen=True, slots=True)
class Judgment:
    """The probabilities that a premise supports a claim, that it contradicts it, and neither."""

    supported: float
    contradicted: float
    not_stated: float

    @property
    def stated(self) -> float:
        """The log odds that the premise says of the claim that it holds or that it does not."""
        return log_odds(1 - self.not_stated)


ReadPair = Callable[[str, str], Judgment]
"""Judges whether a premise supports a claim, or answers a question; see `CrossEncoder`."""


def rate_answers(read: ReadPair, question: str, texts: Sequence[str]) -> list[float]:
    """Return the log odds that each text answers a question, be it with yes or no, from -9 to 9.

    Several texts are read at once, on as many cores as there are.
    """
    if len(texts) < 2:
        return [read(text, question).stated for text in texts]
    return list(_open_pool().map(lambda text: read(text, question).stated, texts))


@cache
def _open_pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(min(count_cores(), _MAX_THREADS), thread_name_prefix="cross-encoder")


def log_odds(probability: float, least: float = _LEAST) -> float:
    """Return the log odds of a probability, at least `least` and at most one less that."""
    bounded = min(max(probability, least), 1 - least)
    return math.log(bounded / (1 - bounded))


class CrossEncoder:
    """The model, loaded when first needed (about half a second). Thread-safe; blocks for 5-40 ms.

    Pairs are read one by one, as the model rounds what passes between its layers by the range of
    its whole input: in a batch, each pair would change the judgment of the others.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loaded: tuple[Any, Any] | None = None
        self._judge = lru_cache(_MAX_CACHED)(self._compute)

    def __call__(self, premise: str, claim: str) -> Judgment:
        """Return the judgment; raise `EmbeddingError` if a file is missing or damaged."""
        return self._judge(premise, claim)

    def _load(self) -> tuple[Any, Any]:
        with self._lock:
            if self._loaded is None:
                self._loaded = load_tokenizer(MAX_TOKENS), open_session(_read_model())
            return self._loaded

    def _compute(self, premise: str, claim: str) -> Judgment:
        return run(*self._load(), premise, claim)


def run(tokenizer: Tokenizer, session: Any, premise: str, claim: str) -> Judgment:
    """Return what the model of an onnxruntime session makes of a pair."""
    encoding = tokenizer.encode(to_encodable(premise, _MAX_CHARS), to_encodable(claim, _MAX_CHARS))
    inputs = {
        "input_ids": encoding.ids,
        "attention_mask": [1] * len(encoding.ids),
        "token_type_ids": segments(encoding),
    }
    (logits,) = session.run(None, {name: np.array([row]) for name, row in inputs.items()})
    weights = np.exp(logits[0] - logits[0].max())
    return Judgment(*(float(weight) for weight in weights / weights.sum()))


def _read_model() -> bytes:
    content = b""
    with suppress(OSError):
        content = MODEL.read_bytes()
    if not is_intact(content, SHA256):
        raise EmbeddingError(
            f"The model that checks sentences, {MODEL}, is missing or damaged. Install Footnote "
            "again; in a Git checkout, run `git checkout -- bot/grounding`."
        )
    return content


def segments(encoding: Encoding) -> list[int]:
    """Return each token's segment: 0 in the premise, 1 in the claim, and 2 more for a shared word.

    BERT has two segments, and ours two more, which show the model the words that premise and claim
    have in common. Words are the same if their stems are; special tokens are never shared.
    """
    stems = _find_stems(encoding.tokens, encoding.special_tokens_mask)
    found: tuple[set[str], set[str]] = (set(), set())
    for side, word in zip(encoding.type_ids, stems, strict=True):
        found[side].add(word)
    return [
        side + _SHARED_SEGMENT if word and word in found[1 - side] else side
        for side, word in zip(encoding.type_ids, stems, strict=True)
    ]


def _find_stems(tokens: Sequence[str], special: Sequence[int]) -> list[str]:
    """Return for each token the stem of the word that it is a part of; "" for a special one."""
    words: list[str] = []
    places: list[int] = []
    for token, is_special in zip(tokens, special, strict=True):
        if is_special:
            words.append("")
        elif token.startswith("##") and words:
            words[-1] += token[2:]
        else:
            words.append(token)
        places.append(len(words) - 1)
    stems = [stem(word) if word else "" for word in words]
    return [stems[place] for place in places]
