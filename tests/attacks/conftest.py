"""A library of the attacks' papers, over a server with a model that obeys."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.application import Application
from bot.bootstrap.application import open_application
from bot.settings import Settings
from retrieval.full_text.passages import cut_passages
from retrieval.full_text.pdf.read import read_pdf
from retrieval.provenance import Provenance
from retrieval.sources import files
from retrieval.sources.records import Record
from tests.attacks.attack import ALL, COMPANION, Attack
from tests.servers.model_server import ModelServer
from tests.shared_builds import build_once


@pytest.fixture(scope="session")
def server() -> Iterator[ModelServer]:
    """Run a server with a model that obeys."""
    with ModelServer() as running:
        yield running


@pytest.fixture(scope="session")
def application(
    server: ModelServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Application]:
    """Open a library of the attacks' papers, over that server."""
    built = build_once(tmp_path_factory, "attacks", _fill)
    settings = Settings(
        data_dir=shutil.copytree(built, tmp_path_factory.mktemp("attacks") / "library"),
        openai_base_url=server.base_url,
        model="test-model",
        cutoff=0.0,
    )
    with open_application(settings) as application:
        yield application


def _fill(data_dir: Path) -> None:
    with open_application(Settings(data_dir=data_dir)) as application:
        recorded = [a for a in ALL if a.door == "record"]
        plain = [a.paper for a in ALL if a.door != "record"]
        every = tuple(attack.category for attack in ALL if attack.shows == "credited")
        companion = replace(COMPANION, categories=every)
        records = [Record(paper, n) for n, paper in enumerate([*plain, companion], 1)]
        for attack in recorded:
            records += files.read_bytes(f"{attack.number}.jsonl", _as_file(attack))
        application.writer.ingest(records, Provenance.OPERATOR)
        for attack in ALL:
            if attack.door == "passage":
                application.catalog.full_texts.add(
                    attack.paper.paper_id,
                    cut_passages(read_pdf(attack.pdf)),
                    datetime.now(UTC),
                    source="file",
                    pdf=attack.pdf,
                )
        application.writer.drain(passages=True)


def _as_file(attack: Attack) -> bytes:
    paper = attack.paper
    told = {
        "id": paper.paper_id,
        "title": paper.title,
        "abstract": paper.abstract,
        "authors": list(paper.authors),
        "categories": list(paper.categories),
    }
    return json.dumps(told).encode()
