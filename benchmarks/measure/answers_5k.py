"""Evaluate the answers from a library of 5,000 papers, as `footnote evaluate answers` does.

Run: python -m benchmarks.measure.answers_5k DATA [OPTION ...]
Imports collections/cs_papers_5k of DATA if needed, and asks the questions of
benchmarks/questions/cs_papers_5k.jsonl. Other options are the command's, such as `--json` or
`--model NAME`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.libraries import ROOT, WORK, open_named

COLLECTION = "cs_papers_5k"
QUESTIONS = ROOT / f"benchmarks/questions/{COLLECTION}.jsonl"


def main() -> None:
    """Import the papers, and run the command over them."""
    data, *options = sys.argv[1:]
    with open_named(COLLECTION, Path(data), WORK):
        pass
    command = [sys.executable, "-m", "bot", "evaluate", "answers", str(QUESTIONS), *options]
    environ = {**os.environ, "FOOTNOTE_DATA_DIR": str((WORK / COLLECTION).resolve())}
    sys.exit(subprocess.run(command, env=environ, check=False).returncode)


if __name__ == "__main__":
    main()
