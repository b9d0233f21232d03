"""Measure what a new process of Footnote spends on imports, help, and a first answer.

Run: python -m benchmarks.measure.start_up [--times 5] [--library DIR]
Prints each process's processor time, imports included. The starter library is first put into a
temporary folder, unless DIR is an existing library, such as search_speed builds. Nothing is sent to
a model.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import typer

from benchmarks.figures import heading, print_machine, show
from tests.end_to_end.footnote import Footnote

_QUESTION = "What top-1 accuracy does SpectFormer reach on ImageNet?"


def main(times: int = 5, library: Path | None = None) -> None:
    """Start the processes, and print the medians."""
    python, footnote = sys.executable, str(Path(sys.executable).with_name("footnote"))
    commands: dict[str, Sequence[str]] = {
        "python, nothing else": (python, "-c", ""),
        "import bot": (python, "-c", "import bot"),
        "import bot.__main__": (python, "-c", "import bot.__main__"),
        "footnote --help": (footnote, "--help"),
        "footnote ask": (footnote, "ask", _QUESTION),
        "footnote search": (footnote, "search", _QUESTION),
    }
    with tempfile.TemporaryDirectory(prefix="footnote-start-") as folder:
        environ = Footnote(library.resolve() if library else Path(folder)).environ()
        if not library:
            measure_seconds(environ, folder, (footnote, "ingest", "starter"))
        print_machine()
        heading("processor time, interpreter included", "s")
        for name, command in commands.items():
            took = [measure_seconds(environ, folder, command) for _ in range(times)]
            show(name, took, places=2)


def measure_seconds(environ: Mapping[str, str], folder: str, command: Sequence[str]) -> float:
    """Return a command's processor seconds in `folder`, where no .env lies; end if it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, env=environ, cwd=folder, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    typer.run(main)
