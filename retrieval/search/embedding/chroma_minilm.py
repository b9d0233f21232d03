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

_BATCH = 4  # each text is padded to 256 tokens: 32 of them take 1.6 GB
_MAX_CHARACTERS = 20_000  # far more than 256 tokens; spares the tokenizer a 10 MB text


def _from_chroma() -> ONNXMiniLM_L6_V2:
    from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2

    return ONNXMiniLM_L6_V2(preferred_providers=["CPUExecutionProvider"])


class ChromaMiniLM:
    """What a Chroma collection embeds with by default; the model is had when first needed.

    `make` gives Chroma's embedding function. Raises `EmbeddingError` where the model is neither
    in Chroma's cache nor to be downloaded, or is damaged.
    """

    embedder_id = "chroma-all-MiniLM-L6-v2"
    dimension = 384

    def __init__(self, make: Callable[[], ONNXMiniLM_L6_V2] = _from_chroma) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._function: ONNXMiniLM_L6_V2 | None = None

    def embed_documents(self, texts: Sequence[str]) -> list[Embedded]:
        """Embed texts, in order, the first 256 tokens of each."""
        function = self._load()
        cut = [text[:_MAX_CHARACTERS] for text in texts]
        return [
            Embedded(np.asarray(vector, np.float32))
            for start in range(0, len(cut), _BATCH)
            for vector in function(cut[start : start + _BATCH])
        ]

    def embed_query(self, text: str) -> Embedded:
        """Embed one text, as a document is."""
        return self.embed_documents([text])[0]

    def close(self) -> None:
        """Do nothing: there is nothing to let go of."""

    def _load(self) -> ONNXMiniLM_L6_V2:
        with self._lock:
            if self._function is None:
                self._function = self._checked()
            return self._function

    def _checked(self) -> ONNXMiniLM_L6_V2:
        """Return Chroma's function, its model loaded and tried out."""
        function = self._make()
        _check_unpacked(function)
        try:
            function(["a text to try the model with"])
        except Exception as error:  # httpx's, tarfile's, onnxruntime's and tokenizers' have no root
            words = str(error).splitlines()
            reason = words[0][:200] if words else type(error).__name__
            raise EmbeddingError(
                f"Chroma's MiniLM model cannot be had ({reason}). It is downloaded on first use, "
                f"to {function.DOWNLOAD_PATH}: check that this machine may download it, and "
                "delete that folder where what it holds is damaged; or set "
                "FOOTNOTE_EMBEDDER=minilm, which is installed with Footnote and works offline.",
                quoted=reason,
            ) from error
        return function


def _check_unpacked(function: ONNXMiniLM_L6_V2) -> None:
    """Raise EmbeddingError where an unpacked model is not what its archive holds.

    The archive's SHA-256 is known to Chroma, which checks it when it downloads or unpacks it, but
    takes whatever lies unpacked.
    """
    folder = Path(function.DOWNLOAD_PATH)
    unpacked, archive = folder / function.EXTRACTED_FOLDER_NAME, folder / function.ARCHIVE_FILENAME
    if not unpacked.is_dir():
        return
    try:
        with archive.open("rb") as file:
            intact = hashlib.file_digest(file, "sha256").hexdigest() == function._MODEL_SHA256
        intact = intact and _holds(archive, folder)
    except (OSError, tarfile.TarError):
        intact = False
    if not intact:
        raise EmbeddingError(
            f"Chroma's MiniLM model in {unpacked} is not what its archive {archive.name} beside it "
            f"holds, or that is not the known one. Delete {folder}, and the model is downloaded "
            "again; or set FOOTNOTE_EMBEDDER=minilm, which is installed with Footnote."
        )


def _holds(archive: Path, folder: Path) -> bool:
    """Tell whether each file of an archive lies unpacked in a folder as it is."""
    with tarfile.open(archive) as tar:
        for member in tar:
            content = tar.extractfile(member)
            if content is not None and (folder / member.name).read_bytes() != content.read():
                return False
    return True
