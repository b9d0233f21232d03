"""Chroma's default embedder, from files that are there: nothing is downloaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Embed = Callable[[list[str]], list[list[float]]]


def use_model(folder: Path) -> None:
    """Have Chroma's default embedder take its files from a folder."""
    from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2

    ONNXMiniLM_L6_V2.DOWNLOAD_PATH = folder


def chroma_embedder(folder: Path) -> Embed:
    """Return it for a system that wants lists of floats; it is loaded once, and kept."""
    from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2

    use_model(folder)
    function = ONNXMiniLM_L6_V2()
    return lambda texts: [vector.tolist() for vector in function(texts)]
