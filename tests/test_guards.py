"""The guards of the suite hold: what tests may not do fails them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import WroteIntoCheckout

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    "write",
    [
        lambda path: path.write_text("x"),
        lambda path: path.mkdir(),
        lambda path: os.close(os.open(path, os.O_WRONLY | os.O_CREAT)),
        lambda path: sqlite3.connect(path),
        lambda path: path.with_name("README.md").rename(path),
        lambda path: path.symlink_to("README.md"),
    ],
)
def test_nothing_is_written_into_the_checkout(write: Callable[[Path], object]) -> None:
    """A file, folder, link or database there is refused before it is made."""
    path = ROOT / "left-behind"

    with pytest.raises(WroteIntoCheckout, match="temporary folders only"):
        write(path)

    assert not path.exists()


def test_temporary_folders_may_be_written(tmp_path: Path) -> None:
    """And the checkout may be read."""
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "copy").write_bytes((ROOT / "README.md").read_bytes())

    assert (tmp_path / "made" / "copy").is_file()
