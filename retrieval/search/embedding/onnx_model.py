"""Open an ONNX model that an installed package carries, and hand it text that it can take."""

from __future__ import annotations

import os
from typing import Any


def open_session(model: str | bytes, *, quiet: bool = False) -> Any:
    """Return an onnxruntime session on one core over a file's path or a model's bytes.

    `quiet` leaves out warnings, as of a graph that was not made for onnxruntime.
    """
    # Before its import, after which it writes a device's id into the home and may send events.
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # who calls keeps every core busy
    options.inter_op_num_threads = 1
    if quiet:
        options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def encodable(text: str, most: int) -> str:
    """Cut a text at `most` characters, and replace what no tokenizer takes (lone surrogates)."""
    return text[:most].encode("utf-8", "replace").decode()
