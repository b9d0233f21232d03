"""Open one application over the seed page and one over the starter library for all tests here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.settings import Settings
from bot.wiring import Application, open_application
from retrieval.paper import Paper
from retrieval.sources import page, starter
from retrieval.sources.records import Record
from tests.shared_data import shared


@pytest.fixture(scope="session")
def seed_papers() -> tuple[Paper, ...]:
    """Return the papers of the seed page."""
    (saved,) = shared("seed").glob("*.txt")
    read = page.read(saved.read_text(encoding="utf-8"))
    return tuple(record.paper for record in read if isinstance(record, Record))


@pytest.fixture(scope="session")
def seed(
    seed_papers: tuple[Paper, ...], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Application]:
    """Give the use cases over the seed page, with no language model."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("seed-library"))
    with open_application(settings) as application:
        application.ingest(Record(paper) for paper in seed_papers)
        yield application


@pytest.fixture(scope="session")
def starter_application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """Give the use cases over the starter library, with no language model."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("starter-library"))
    with open_application(settings) as application:
        application.ingest(starter.read())
        yield application
