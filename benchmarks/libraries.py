"""Open the libraries, questions and papers that the benchmarks fit and measure on."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.grounding_data import read_lines
from bot.application import Application
from bot.bootstrap.application import open_application
from bot.settings import Settings
from retrieval.library.ingest import ingest_records
from retrieval.library.library import Library, open_library
from retrieval.provenance import Provenance
from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.sources import hugging_face_page, starter
from retrieval.sources.files import read_file
from retrieval.sources.records import Harvested, Record

ROOT = Path(__file__).parents[1]
WORK = Path("build/benchmarks")
"""Where libraries are kept for the next run, unless a command is told otherwise."""


def questions(name: str) -> list[str]:
    """Return a question set of the tests."""
    return [row["question"] for row in read_lines(ROOT / f"tests/questions/{name}.jsonl")]


def read_questions(name: str) -> list[dict[str, Any]]:
    """Return the lines of a file of `benchmarks/questions`, or of the built-in `natural`."""
    folder = "bot/evaluation" if name == "natural" else "benchmarks/questions"
    return read_lines(ROOT / folder / f"{name}.jsonl")


def seed_records(data: Path) -> Iterator[Harvested]:
    """Yield the records of the seed page."""
    (saved,) = (data / "seed").glob("*.txt")
    yield from hugging_face_page.read(saved.read_text(encoding="utf-8"))


def scale_file(data: Path) -> Path:
    """Return the file of 75,000 papers."""
    return data / "scale/arxiv_cs_daily.jsonl.gz"


@dataclass(frozen=True, slots=True)
class Collection:
    """The judged queries of a folder in BEIR's format, and the gains by query and paper."""

    queries: dict[str, str]
    qrels: dict[str, dict[str, int]]


def read_collection(folder: Path) -> Collection:
    """Read the queries and judgments of a folder in BEIR's format."""
    qrels: dict[str, dict[str, int]] = {}
    for row in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        query_id, paper_id, gain = row.split("\t")
        qrels.setdefault(query_id, {})[paper_id] = int(gain)
    queries = {row["_id"]: row["text"] for row in read_lines(folder / "queries.jsonl")}
    return Collection({key: text for key, text in queries.items() if key in qrels}, qrels)


def ingest(library: Library, records: Iterable[Harvested], *, by_id_only: bool = False) -> None:
    """Import records into a library; existing papers are not embedded again."""
    now, source = (lambda: datetime.now(UTC)), Provenance.SERVICE
    ingest_records(library.catalog, library.indexing, records, now, source, by_id_only=by_id_only)


@contextmanager
def open_filled(folder: Path, records: Iterable[Harvested]) -> Iterator[Library]:
    """Open a library that holds these records."""
    with open_library(folder, BgeSmall()) as library:
        ingest(library, records)
        yield library


@contextmanager
def open_filled_application(folder: Path, records: Iterable[Harvested]) -> Iterator[Application]:
    """Open the use cases, without a language model, over a library that holds these records."""
    with open_application(Settings(data_dir=folder)) as application:
        application.writer.ingest(records, Provenance.SERVICE)
        yield application


@contextmanager
def open_named(name: str, data: Path, work: Path) -> Iterator[Library]:
    """Open, in a folder of `work`, a library by name: one of these, or that of a collection."""
    records: dict[str, Callable[[], Iterable[Harvested]]] = {
        "starter": starter.read,
        "seed": lambda: seed_records(data),
        "codes_and_games": lambda: select_records(scale_file(data), {"cs.IT", "cs.GT", "cs.CE"}),
    }
    with open_library(work / name, BgeSmall()) as library:
        if name in records:
            ingest(library, records[name]())
        else:
            corpus = read_file(data / f"collections/{name}/corpus.jsonl.gz", trust_ids=True)
            ingest(library, corpus, by_id_only=True)
        yield library


def select_records(path: Path, categories: Container[str]) -> Iterator[Record]:
    """Yield the records of a file whose first category is one of these."""
    for record in read_file(path, trust_ids=True):
        if isinstance(record, Record) and record.paper.categories[0] in categories:
            yield record
