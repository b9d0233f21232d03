"""Chroma's own ONNX MiniLM: downloaded once, 384 dimensions, no token vectors."""

from __future__ import annotations

import hashlib
import tarfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from retrieval.errors import EmbeddingError
from retrieval.search.embedding.embedder import Embedded

if TYPE_CHECKING:
    from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2

_BATCH_TEXTS = 4  # each text is padded to 256 tokens: 32 texts would take 1.6 GB
_MAX_CHARS = 20_000  # far more than 256 tokens; spares the tokenizer a 10 MB text


def _build_function() -> ONNXMiniLM_L6_V2:
    from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2

    return ONNXMiniLM_L6_V2(preferred_providers=["CPUExecutionProvider"])


class ChromaMiniLM:
    """Chroma's default embedding function; loads the model on first use.

    `make` returns Chroma's embedding function. Raises `EmbeddingError` if the model is damaged,
    or is not in Chroma's cache and cannot be downloaded.
    """

    embedder_id = "chroma-all-MiniLM-L6-v2"
    dimension = 384

    def __init__(self, make: Callable[[], ONNXMiniLM_L6_V2] = _build_function) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._function: ONNXMiniLM_L6_V2 | None = None

    def embed_documents(self, texts: Sequence[str]) -> list[Embedded]:
        """Embed the first 256 tokens of each text, in order."""
        function = self._load()
        cut = [text[:_MAX_CHARS] for text in texts]
        return [
            Embedded(np.asarray(vector, np.float32))
            for start in range(0, len(cut), _BATCH_TEXTS)
            for vector in function(cut[start : start + _BATCH_TEXTS])
        ]

    def embed_query(self, text: str) -> Embedded:
        """Embed one text, in the same way as a document."""
        return self.embed_documents([text])[0]

    def close(self) -> None:
        """Do nothing: the model holds no threads or connections."""

    def _load(self) -> ONNXMiniLM_L6_V2:
        with self._lock:
            if self._function is None:
                self._function = self._load_checked()
            return self._function

    def _load_checked(self) -> ONNXMiniLM_L6_V2:
        """Return Chroma's function after loading its model and running it once."""
        function = self._make()
        _check_unpacked(function)
        try:
            function(["a text to try the model with"])
        except Exception as error:  # httpx, tarfile, onnxruntime and tokenizers share no base class
            words = str(error).splitlines()
            reason = words[0][:200] if words else type(error).__name__
            raise EmbeddingError(
                f"Chroma's MiniLM model cannot be loaded ({reason}). It is downloaded on first "
                f"use to {function.DOWNLOAD_PATH}: check that this machine can download it, and "
                "delete that folder if it is damaged; or set FOOTNOTE_EMBEDDER=bge-small, which is "
                "installed with Footnote and works offline.",
                quoted=reason,
            ) from error
        return function


def _check_unpacked(function: ONNXMiniLM_L6_V2) -> None:
    """Raise EmbeddingError if an unpacked model differs from its archive.

    Chroma verifies the archive's SHA-256 when it downloads or unpacks it, but not the unpacked
    files.
    """
    folder = Path(function.DOWNLOAD_PATH)
    unpacked, archive = folder / function.EXTRACTED_FOLDER_NAME, folder / function.ARCHIVE_FILENAME
    if not unpacked.is_dir():
        return
    try:
        with archive.open("rb") as file:
            intact = hashlib.file_digest(file, "sha256").hexdigest() == function._MODEL_SHA256
        intact = intact and _matches_archive(archive, folder)
    except (OSError, tarfile.TarError):
        intact = False
    if not intact:
        raise EmbeddingError(
            f"Chroma's MiniLM model in {unpacked} differs from its archive {archive.name}, or the "
            f"archive is not the known one. Delete {folder} to download the model again, or set "
            "FOOTNOTE_EMBEDDER=bge-small, which is installed with Footnote."
        )


def _matches_archive(archive: Path, folder: Path) -> bool:
    """Return whether a folder holds every file of an archive, unchanged."""
    with tarfile.open(archive) as tar:
        for member in tar:
            content = tar.extractfile(member)
            if content is not None and (folder / member.name).read_bytes() != content.read():
                return False
    return True
