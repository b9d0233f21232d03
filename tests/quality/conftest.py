"""Open one application over the seed page and one over the starter library for all tests here."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.application import Application
from bot.bootstrap.application import open_application
from bot.settings import Settings
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from retrieval.sources import hugging_face_page
from retrieval.sources.records import Record
from tests.shared_data import shared_path


@pytest.fixture(params=[6, pytest.param(None, marks=pytest.mark.nightly)], ids=["some", "all"])
def most(request: pytest.FixtureRequest) -> int | None:
    """Return how many questions of a set are asked at most: all of them in the nightly run."""
    count: int | None = request.param
    return count


@pytest.fixture(scope="session")
def seed_records() -> tuple[Record, ...]:
    """Return the records of the seed page."""
    (saved,) = shared_path("seed").glob("*.txt")
    read = hugging_face_page.read(saved.read_text(encoding="utf-8"))
    return tuple(record for record in read if isinstance(record, Record))


@pytest.fixture(scope="session")
def seed_papers(seed_records: tuple[Record, ...]) -> tuple[Paper, ...]:
    """Return the papers of the seed page."""
    return tuple(record.paper for record in seed_records)


@pytest.fixture(scope="session")
def seed(
    seed_records: tuple[Record, ...], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Application]:
    """Give the use cases over the seed page, with no language model."""
    with open_application(Settings(data_dir=tmp_path_factory.mktemp("seed"))) as application:
        application.writer.ingest(seed_records, Provenance.OPERATOR)
        yield application


@pytest.fixture(scope="session")
def starter_application(
    starter_library: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Application]:
    """Give the use cases over the starter library, with no language model."""
    data_dir = shutil.copytree(starter_library, tmp_path_factory.mktemp("starter") / "library")
    with open_application(Settings(data_dir=data_dir)) as application:
        yield application
