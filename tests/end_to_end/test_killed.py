"""An ingest killed with SIGKILL: the same command, run again, ends with every paper everywhere."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from benchmarks import killed_ingest
from retrieval.search.embedding.minilm import MiniLM

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


def test_killed_at_any_moment_a_second_run_ends_with_all(
    file: Path, seconds: float, embedder: MiniLM, tmp_path: Path
):
    """Catalogue, Chroma, Tantivy and token store hold the same ids, and none waits."""

    def killed_and_run_again(number: int) -> Path:
        data_dir = tmp_path / f"killed-{number}"
        # One moment from each sixth of the time that it takes.
        moment = seconds * (number + random.Random(number).random()) / MOMENTS
        killed_ingest.kill(data_dir, file, moment)
        killed_ingest.run(data_dir, file)
        return data_dir

    with ThreadPoolExecutor(2) as pool:
        folders = list(pool.map(killed_and_run_again, range(MOMENTS)))

    held = {folder.name: killed_ingest.peek(folder, embedder) for folder in folders}
    assert [name for name, stores in held.items() if not stores.all_hold(PAPERS)] == []
