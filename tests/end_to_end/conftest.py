"""Fill the starter library once; tests that write get a copy of their own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.end_to_end.footnote import Footnote


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Footnote:
    """Give the command over the starter library; for reading only."""
    command = Footnote(tmp_path_factory.mktemp("starter") / "library")
    done = command("ingest", "starter", "--json")
    assert done.json["added"] == 67
    return command


@pytest.fixture
def copy(starter: Footnote, tmp_path: Path) -> Footnote:
    """Give the command over a copy of the starter library, to write to."""
    shutil.copytree(starter.data_dir, tmp_path / "library")
    return Footnote(tmp_path / "library")


@pytest.fixture
def empty(tmp_path: Path) -> Footnote:
    """Give the command over a data directory that is not there yet."""
    return Footnote(tmp_path / "library")
