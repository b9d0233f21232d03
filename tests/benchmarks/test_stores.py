"""Stores for measurements at size."""

from __future__ import annotations

from pathlib import Path

from benchmarks.measure.at_size.stores import grow_from


def test_a_larger_library_does_not_begin_with_old_copies(tmp_path: Path) -> None:
    """Only what is added to is copied: a copy for others would lack the papers that are added."""
    for name in ("footnote", "plain", "langchain"):
        (tmp_path / "small" / name).mkdir(parents=True)

    grow_from(tmp_path / "small", tmp_path / "large")

    assert {"footnote", "plain"} == {path.name for path in (tmp_path / "large").iterdir()}
