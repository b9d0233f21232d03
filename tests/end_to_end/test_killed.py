"""An ingest killed with SIGKILL: the same command, run again, ends with every paper everywhere."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks import killed_ingest
from retrieval.embedding.minilm import MiniLM

PAPERS = 300
MOMENTS = 6  # benchmarks/killed_ingest.py takes 20


@pytest.fixture(scope="module")
def embedder() -> MiniLM:
    """Give the embedder that the command takes, for opening what it left."""
    return MiniLM()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write papers to take in."""
    return killed_ingest.write_papers(tmp_path_factory.mktemp("papers") / "p.jsonl", PAPERS)


@pytest.fixture(scope="module")
def seconds(file: Path, embedder: MiniLM, tmp_path_factory: pytest.TempPathFactory) -> float:
    """Return how long an ingest takes that is left alone, and see that it takes in all."""
    data_dir = tmp_path_factory.mktemp("undisturbed") / "library"
    took = killed_ingest.undisturbed(data_dir, file)
    assert killed_ingest.peek(data_dir, embedder).all_hold(PAPERS)
    return took


@pytest.mark.parametrize("number", range(MOMENTS))
def test_killed_at_any_moment_a_second_run_ends_with_all(
    number: int, file: Path, seconds: float, embedder: MiniLM, tmp_path: Path
):
    """Catalogue, Chroma, Tantivy and token store hold the same ids, and none waits."""
    # One moment from each sixth of the time that it takes.
    moment = seconds * (number + random.Random(number).random()) / MOMENTS
    killed_ingest.kill(tmp_path / "library", file, moment)

    killed_ingest.run(tmp_path / "library", file)

    assert killed_ingest.peek(tmp_path / "library", embedder).all_hold(PAPERS)
