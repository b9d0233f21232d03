"""Give the command over the starter library; tests that write get a copy of their own."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

import pytest

from tests.end_to_end.footnote import Footnote


@pytest.fixture(scope="session")
def starter(starter_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Footnote:
    """Give the command over the starter library; for reading only."""
    data_dir = tmp_path_factory.mktemp("starter") / "library"
    return Footnote(shutil.copytree(starter_library, data_dir))


@pytest.fixture
def copy(starter_library: Path, tmp_path: Path) -> Footnote:
    """Give the command over a copy of the starter library, to write to."""
    return Footnote(shutil.copytree(starter_library, tmp_path / "library"))


@pytest.fixture
def few_papers(tmp_path: Path) -> Path:
    """Write five of the starter papers to a file, as JSON lines."""
    starter = resources.files("retrieval.sources").joinpath("starter_papers.jsonl")
    told = ("Neural Speech", "UniAP", "VTrans", "SpectFormer", "MultiMAE")
    lines = starter.read_text(encoding="utf-8").splitlines(keepends=True)
    file = tmp_path / "few.jsonl"
    file.write_text("".join(line for line in lines if any(f'"title": "{t}' in line for t in told)))
    return file


@pytest.fixture
def empty(tmp_path: Path) -> Footnote:
    """Give the command over a data directory that is not there yet."""
    return Footnote(tmp_path / "library")
