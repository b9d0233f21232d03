"""Time how soon Footnote is there: import, help, and a first answer from a new process.

Run: python -m benchmarks.start_up [--times 5] [--library DIR]
Each figure is the median of several processes, from their start to their end, the interpreter
included. The starter library is put into a folder of its own first, or DIR is a library that is
there, as benchmarks.search_speed makes one. Nothing is sent to a model.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_QUESTION = "What top-1 accuracy does SpectFormer reach on ImageNet?"
_NOT_PASSED_ON = ("FOOTNOTE_", "OPENAI_")  # settings of the reader's own


def main() -> None:
    """Start the processes, and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--library", type=Path)
    arguments = parser.parse_args()
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
        environ = {k: v for k, v in os.environ.items() if not k.startswith(_NOT_PASSED_ON)}
        if arguments.library:
            environ["FOOTNOTE_DATA_DIR"] = str(arguments.library.resolve())
        else:
            environ["FOOTNOTE_DATA_DIR"] = folder
            took(environ, folder, (footnote, "ingest", "starter"))
        cores = len(os.sched_getaffinity(0))
        print(f"{cores} cores, load before the start {os.getloadavg()[0]:.2f}")
        print(f"{'':24}{'median':>8}{'least':>8}{'most':>8}   s")
        for name, command in commands.items():
            times = [took(environ, folder, command) for _ in range(arguments.times)]
            middle = statistics.median(times)
            print(f"{name:24}{middle:8.2f}{min(times):8.2f}{max(times):8.2f}", flush=True)


def took(environ: Mapping[str, str], folder: str, command: Sequence[str]) -> float:
    """Run a command in `folder`, where no .env lies; return its seconds, or end where it fails."""
    started = time.perf_counter()
    done = subprocess.run(command, env=environ, cwd=folder, capture_output=True, text=True)
    seconds = time.perf_counter() - started
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
    return seconds


if __name__ == "__main__":
    main()
