"""Kill `footnote ingest file` with SIGKILL at random moments; a second run must mend everything.

Run: python -m benchmarks.killed_ingest [--papers 300] [--moments 20] [--seed 1]
Each moment has a data directory of its own. Prints what each store held after the kill, read from
a copy, and whether the same command, run again, ended with every paper in all of them.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from retrieval.library.library import open_library
from retrieval.search.embedding.embedder import Embedder

ROOT = Path(__file__).parents[1]
_SUBJECTS = "attention graphs speech vision pruning distillation retrieval proteins cats".split()
_IN_EVERY_PAPER = "trials"
_VERBS = "improves explains replaces compresses extends measures".split()


@dataclass(frozen=True, slots=True)
class Stores:
    """The ids that each store holds, and how many papers wait to be indexed."""

    catalogue: frozenset[str]
    chroma: frozenset[str]
    tantivy: frozenset[str]
    tokens: frozenset[str]
    counts: tuple[int, int, int, int]
    waiting: int

    def all_hold(self, expected: int) -> bool:
        """Tell whether each store holds the same papers, so many of them, and none waits."""
        same = self.catalogue == self.chroma == self.tantivy == self.tokens
        return same and set(self.counts) == {expected} and not self.waiting


def main() -> None:
    """Kill at each moment, and print a line for it; exit with 1 where anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--papers", type=int, default=300)
    parser.add_argument("--moments", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    from retrieval.search.embedding.minilm import MiniLM

    embedder, chance = MiniLM(), random.Random(arguments.seed)
    lost = 0
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        file = write_papers(work / "papers.jsonl", arguments.papers)
        whole = undisturbed(work / "undisturbed", file)
        print(f"{arguments.papers} papers, {whole:.1f} s undisturbed")
        print(" killed at  catalogue  Chroma  Tantivy  tokens  waiting   after a second run")
        for number in range(arguments.moments):
            data_dir, moment = work / f"killed-{number}", chance.uniform(0, whole)
            ended = kill(data_dir, file, moment)
            found = peek(data_dir, embedder) if (data_dir / "catalogue.db").exists() else None
            counts = found.counts if found else (0, 0, 0, 0)
            waiting = found.waiting if found else 0
            run(data_dir, file)
            well = peek(data_dir, embedder).all_hold(arguments.papers)
            lost += not well
            at = "  (ended)" if ended else f"{moment:7.2f} s"
            print(
                f" {at}  {counts[0]:9}  {counts[2]:6}  {counts[1]:7}  {counts[3]:6}  {waiting:7}   "
                + ("every paper in every store" if well else "LOST"),
                flush=True,
            )
            shutil.rmtree(data_dir)
    sys.exit(1 if lost else 0)


def write_papers(path: Path, count: int) -> Path:
    """Write so many papers, each different, as JSON lines."""
    chance = random.Random(count)
    with path.open("w", encoding="utf-8") as file:
        for n in range(count):
            subject, other = chance.sample(_SUBJECTS, 2)
            verb = chance.choice(_VERBS)
            title = f"Study {n}: how {subject} {verb} {other}"
            abstract = f"We show in {n + 2} {_IN_EVERY_PAPER} that {subject} {verb} {other}."
            file.write(json.dumps({"title": title, "abstract": abstract}) + "\n")
    return path


def undisturbed(data_dir: Path, file: Path) -> float:
    """Ingest the file and return how many seconds it took."""
    started = time.perf_counter()
    run(data_dir, file)
    return time.perf_counter() - started


def run(data_dir: Path, file: Path) -> None:
    """Ingest the file; raise where that fails."""
    subprocess.run(_command(file), env=_environ(data_dir), cwd=file.parent, check=True, **_QUIET)


def kill(data_dir: Path, file: Path, moment: float) -> bool:
    """Begin to ingest the file and kill that after `moment` seconds; say if it had ended."""
    process = subprocess.Popen(_command(file), env=_environ(data_dir), cwd=file.parent, **_QUIET)
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    return process.wait() == 0


def peek(data_dir: Path, embedder: Embedder) -> Stores:
    """Return what the stores hold, read from a copy: opening a library may queue papers."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(data_dir, Path(folder) / "copy"))
        with open_library(copy, embedder) as library:
            ids = sorted(library.catalogue.ids())
            return Stores(
                frozenset(ids),
                frozenset(i for i in ids if library.vectors.vector(i) is not None),
                frozenset(library.lexical.holding([_IN_EVERY_PAPER])),
                frozenset(library.tokens.get(ids)),
                (
                    library.catalogue.count(),
                    library.lexical.count(),
                    library.vectors.count(),
                    library.tokens.count(),
                ),
                library.catalogue.pending_count(),
            )


_QUIET: Mapping[str, int] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def _command(file: Path) -> list[str]:
    return [sys.executable, "-m", "bot", "ingest", "file", str(file)]


def _environ(data_dir: Path) -> dict[str, str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("FOOTNOTE_", "OPENAI_"))}
    return clean | {"FOOTNOTE_DATA_DIR": str(data_dir), "PYTHONPATH": str(ROOT)}


if __name__ == "__main__":
    main()
