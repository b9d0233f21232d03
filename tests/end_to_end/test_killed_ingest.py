"""After an ingest is killed with SIGKILL, the same command ends with every paper in every store."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from retrieval.library.library import open_library
from retrieval.search.embedding.bge_small import BgeSmall

ROOT = Path(__file__).parents[2]
PAPERS = 100
WORD_IN_EVERY_PAPER = "trials"
SUBJECTS = "attention graphs speech vision pruning distillation retrieval proteins cats".split()


@pytest.fixture(scope="module")
def embedder() -> BgeSmall:
    """Load the embedder that the command uses, to open what it left."""
    return BgeSmall()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write papers to ingest, each different, as JSON lines."""
    chance = random.Random(PAPERS)
    path = tmp_path_factory.mktemp("papers") / "papers.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        for n in range(PAPERS):
            subject, other = chance.sample(SUBJECTS, 2)
            title = f"Study {n}: how {subject} improves {other}"
            abstract = f"We show in {n + 2} {WORD_IN_EVERY_PAPER} that {subject} helps {other}."
            lines.write(json.dumps({"title": title, "abstract": abstract}) + "\n")
    return path


@pytest.fixture(scope="module")
def seconds(file: Path, embedder: BgeSmall, tmp_path_factory: pytest.TempPathFactory) -> float:
    """Return how long an undisturbed ingest takes; it stores every paper."""
    data_dir = tmp_path_factory.mktemp("undisturbed") / "library"
    started = time.monotonic()
    ingest(data_dir, file).wait()
    took = time.monotonic() - started
    assert_complete(data_dir, embedder)
    return took


@pytest.mark.parametrize(
    "moment",
    [0.7, *(pytest.param(n / 20, marks=pytest.mark.nightly) for n in range(1, 20) if n != 14)],
)
def test_a_second_run_completes_a_killed_one(
    moment: float, file: Path, seconds: float, embedder: BgeSmall, tmp_path: Path
) -> None:
    """Catalog, Chroma, Tantivy and token store hold the same ids, and no paper waits."""
    process = ingest(tmp_path / "library", file)
    try:
        process.wait(moment * seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    assert ingest(tmp_path / "library", file).wait() == 0

    assert_complete(tmp_path / "library", embedder)


def ingest(data_dir: Path, file: Path) -> subprocess.Popen[bytes]:
    """Start `footnote ingest file`."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("FOOTNOTE_", "OPENAI_"))}
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "ingest", "file", str(file)],
        env=clean | {"FOOTNOTE_DATA_DIR": str(data_dir), "PYTHONPATH": str(ROOT)},
        cwd=file.parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def assert_complete(data_dir: Path, embedder: BgeSmall) -> None:
    """Read the stores from a copy, as opening a library may queue papers; each must hold all."""
    copy = Path(shutil.copytree(data_dir, data_dir.with_name("copy")))
    with open_library(copy, embedder) as library:
        ids = sorted(library.catalog.ids())
        stores = [
            set(ids),
            {i for i in ids if library.vectors.vectors([i])},
            set(library.lexical.find_matching([WORD_IN_EVERY_PAPER])),
            set(library.tokens.get_packed(ids)),
        ]
        counts = [s.count() for s in (library.lexical, library.vectors, library.tokens)]
        assert [len(ids), *counts] == [PAPERS] * 4
        assert all(store == stores[0] for store in stores)
        assert library.catalog.count_pending() == 0
