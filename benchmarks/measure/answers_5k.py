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
from typing import Annotated

import typer

from benchmarks.libraries import ROOT, WORK, open_named

COLLECTION = "cs_papers_5k"
QUESTIONS = ROOT / f"benchmarks/questions/{COLLECTION}.jsonl"


app = typer.Typer(add_completion=False)


@app.command(context_settings={"ignore_unknown_options": True})
def main(data: Path, options: Annotated[list[str] | None, typer.Argument()] = None) -> None:
    """Import the papers, and run the command over them, with its options."""
    with open_named(COLLECTION, data, WORK):
        pass
    command = [sys.executable, "-m", "bot", "evaluate", "answers", str(QUESTIONS), *(options or ())]
    environ = {**os.environ, "FOOTNOTE_DATA_DIR": str((WORK / COLLECTION).resolve())}
    sys.exit(subprocess.run(command, env=environ, check=False).returncode)


if __name__ == "__main__":
    app()
