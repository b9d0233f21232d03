"""An open, empty catalogue for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.library.catalog import Catalog, open_catalogue


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalog]:
    """Give a catalogue in a fresh SQLite file."""
    with open_catalogue(tmp_path / "catalogue.db") as opened:
        yield opened
