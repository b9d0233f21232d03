"""Verify an ONNX model, and open it."""

from __future__ import annotations

import hashlib
import os
from typing import Any


def open_session(model: str | bytes) -> Any:
    """Return a single-threaded onnxruntime session for a model's path or bytes.

    It computes alike on every processor: without VNNI, onnxruntime would add up products with
    signed weights in 16 bits and clip what does not fit.
    """
    # Set before the import, which otherwise writes a device id to the home and may send events.
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # callers run several sessions' batches at once
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.x64quantprecision", "1")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def count_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def to_encodable(text: str, max_chars: int) -> str:
    """Truncate a text to `max_chars` characters and replace lone surrogates."""
    return text[:max_chars].encode("utf-8", "replace").decode()


def is_intact(content: bytes, sha256: str) -> bool:
    """Return whether a file's content has this SHA-256 (hexadecimal)."""
    return hashlib.sha256(content).hexdigest() == sha256
