"""Chroma's MiniLM: what it makes of its model, and what it says where there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2

from retrieval.errors import EmbeddingError
from retrieval.search.embedding.chroma_minilm import ChromaMiniLM
from tests.retrieval.search.embedding.chroma_model import FILES, ChromaFunction, fill
from tests.servers.model_server import ModelServer


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """Run a server that has no model to download."""
    with ModelServer() as running:
        yield running


def test_a_refused_download_is_told(tmp_path: Path):
    """No connection: the message says what was tried and what to do instead."""
    embedder = ChromaMiniLM(lambda: ChromaFunction(tmp_path))

    with pytest.raises(EmbeddingError, match=r"refused.*FOOTNOTE_EMBEDDER=bge-small"):
        embedder.embed_query("text")


def test_a_download_with_another_hash_is_told(tmp_path: Path, server: ModelServer):
    """A page in the place of the archive is not taken for the model, nor kept."""
    embedder = ChromaMiniLM(lambda: ChromaFunction(tmp_path, server.base_url + "/onnx.tar.gz"))

    with pytest.raises(EmbeddingError, match=r"SHA256.*FOOTNOTE_EMBEDDER=bge-small"):
        embedder.embed_query("text")
    assert not list(tmp_path.iterdir())


def test_a_damaged_model_is_told(tmp_path: Path):
    """A model cut short, as by a full disk, is named with the folder to delete."""
    unpacked = tmp_path / "onnx"
    unpacked.mkdir()
    for name in FILES:
        (unpacked / name).write_bytes(b"cut")
    embedder = ChromaMiniLM(lambda: ChromaFunction(tmp_path))

    with pytest.raises(EmbeddingError, match=re.escape(str(tmp_path))):
        embedder.embed_query("text")


@pytest.mark.parametrize("name", ["onnx/model.onnx", "onnx/tokenizer.json", "onnx.tar.gz"])
def test_a_changed_file_is_not_loaded(tmp_path: Path, name: str):
    """One byte more in the cache, in the model or in its archive, and it is told."""
    fill(tmp_path)
    with (tmp_path / name).open("ab") as file:
        file.write(b"\n")
    embedder = ChromaMiniLM(lambda: ChromaFunction(tmp_path))

    with pytest.raises(EmbeddingError, match=r"not the known one\. Delete"):
        embedder.embed_query("text")


def test_nothing_is_loaded_before_it_is_needed():
    """Its id and dimension are known without the model."""

    def never() -> ONNXMiniLM_L6_V2:
        raise AssertionError

    embedder = ChromaMiniLM(never)

    assert (embedder.embedder_id, embedder.dimension) == ("chroma-all-MiniLM-L6-v2", 384)


def test_it_is_tried_again_after_a_failure(tmp_path: Path):
    """A download that failed once does not spoil the object."""
    tries: list[str] = []

    def make() -> ONNXMiniLM_L6_V2:
        tries.append("made")
        return ChromaFunction(tmp_path)

    embedder = ChromaMiniLM(make)

    for _ in range(2):
        with pytest.raises(EmbeddingError):
            embedder.embed_documents(["text"])
    assert len(tries) == 2
