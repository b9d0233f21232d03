"""The stores of compared systems."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.measure.at_size.stores import build_other

CORPUS: Any = None


def test_copies_the_plain_collection_once(tmp_path: Path) -> None:
    """The plain collection is copied under its own name, and an existing copy is kept."""
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "kept").write_text("first")

    first = build_other("some/plain", tmp_path, CORPUS, 0, "")
    (tmp_path / "plain" / "kept").write_text("second")
    again = build_other("some/plain", tmp_path, CORPUS, 0, "")

    assert tmp_path / "some" / "plain" == first == again
    assert (first / "kept").read_text() == "first"


def test_starts_an_interrupted_copy_again(tmp_path: Path) -> None:
    """A half-finished copy of an earlier run is not taken for a store."""
    (tmp_path / "plain").mkdir()
    left = tmp_path / "some" / "plain-unfinished" / "half"
    left.mkdir(parents=True)

    store = build_other("some/plain", tmp_path, CORPUS, 0, "")

    assert list(store.iterdir()) == []
    assert [store] == list((tmp_path / "some").iterdir())
