"""Find an ONNX model that an installed package carries, check it, and open it."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from pathlib import Path
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


def to_encodable(text: str, most: int) -> str:
    """Cut a text at `most` characters, and replace what no tokenizer takes (lone surrogates)."""
    return text[:most].encode("utf-8", "replace").decode()


def find_installed_file(package: str, inside: str) -> Path | None:
    """Return the path of a package's file without importing the package; None where it is not."""
    spec = importlib.util.find_spec(package)
    folder = Path(spec.origin).parent if spec and spec.origin else None
    path = folder / inside if folder else None
    return path if path is not None and path.is_file() else None


def is_intact(content: bytes, sha256: str) -> bool:
    """Tell whether a file's content has the SHA-256 that it should have, in hexadecimal."""
    return hashlib.sha256(content).hexdigest() == sha256
