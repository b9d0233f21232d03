"""An open, empty catalog for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.library.catalog.catalog import Catalog, open_catalog


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    """Give a catalog in a fresh SQLite file."""
    with open_catalog(tmp_path / "catalogue.db") as opened:
        yield opened
