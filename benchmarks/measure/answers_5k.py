"""Evaluate the answers from a library of 5,000 papers, as `footnote evaluate answers` does.

Run: python -m benchmarks.measure.answers_5k DATA [--work DIR] [OPTION ...]
Imports collections/cs_papers_5k of DATA if needed, and asks the questions of
benchmarks/questions/cs_papers_5k.jsonl. Other options are the command's, such as `--json` or
`--model NAME`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.libraries import ROOT, open_collection

COLLECTION = "cs_papers_5k"
QUESTIONS = ROOT / f"benchmarks/questions/{COLLECTION}.jsonl"


def main() -> None:
    """Import the papers, and run the command over them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/answers"))
    given, options = parser.parse_known_args()
    with open_collection(given.data, COLLECTION, given.work):
        pass
    command = [sys.executable, "-m", "bot", "evaluate", "answers", str(QUESTIONS), *options]
    environ = {**os.environ, "FOOTNOTE_DATA_DIR": str((given.work / COLLECTION).resolve())}
    sys.exit(subprocess.run(command, env=environ, check=False).returncode)


if __name__ == "__main__":
    main()
