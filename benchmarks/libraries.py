"""Open the libraries, questions and papers that the benchmarks fit and measure on."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.application import Application
from bot.bootstrap.application import open_application
from bot.settings import Settings
from retrieval.evaluation import fill_library, read_collection
from retrieval.library.ingest import Ingest
from retrieval.library.library import Library, open_library
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.search.embedding.embedder import Embedder
from retrieval.sources import page
from retrieval.sources.files import read_file
from retrieval.sources.records import Harvested, Record

ROOT = Path(__file__).parents[1]


def questions(name: str) -> list[str]:
    """Return a question set of the tests."""
    lines = (ROOT / f"tests/questions/{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines]


def seed_records(data: Path) -> Iterator[Harvested]:
    """Yield the records of the seed page."""
    (saved,) = (data / "seed").glob("*.txt")
    yield from page.read(saved.read_text(encoding="utf-8"))


def scale_file(data: Path) -> Path:
    """Return the file of 75,000 papers."""
    return data / "scale/arxiv_cs_daily.jsonl.gz"


def read_papers(path: Path) -> Iterator[Paper]:
    """Yield the papers of a corpus, cleaned for reading."""
    for record in read_file(path, trust_ids=True):
        if isinstance(record, Record):
            yield record.paper.for_reading()


def batched(papers: Iterator[Paper], size: int) -> Iterator[list[Paper]]:
    """Cut papers into lists of `size`."""
    yield from iter(lambda: list(itertools.islice(papers, size)), [])


def ingest(library: Library, records: Iterable[Harvested]) -> None:
    """Import records into a library; existing papers are not embedded again."""
    now, source = (lambda: datetime.now(UTC)), Provenance.SERVICE
    Ingest(library.catalog, library.indexing, now, source)(records)


@contextmanager
def open_filled(
    folder: Path, records: Iterable[Harvested], embedder: Embedder | None = None
) -> Iterator[Library]:
    """Open a library that holds these records."""
    with open_library(folder, embedder or BgeSmall()) as library:
        ingest(library, records)
        yield library


@contextmanager
def open_filled_application(folder: Path, records: Iterable[Harvested]) -> Iterator[Application]:
    """Open the use cases, without a language model, over a library that holds these records."""
    with open_application(Settings(data_dir=folder)) as application:
        application.writer.ingest(records, Provenance.SERVICE)
        yield application


@contextmanager
def open_collection(data: Path, name: str, work: Path) -> Iterator[Library]:
    """Open a library that holds a test collection."""
    with open_library(work / name, BgeSmall()) as library:
        fill_library(library, read_collection(data / "collections" / name), lambda stage: None)
        yield library
