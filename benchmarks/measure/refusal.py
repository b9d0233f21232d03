"""Measure refusals: how many questions of each kind are refused. No model is called.

Run: python -m benchmarks.measure.refusal DATA [--work DIR] [--every N] [--wrong]
Asks the questions of benchmarks/questions/refusals.jsonl, as `footnote ask` would, of libraries of
three fields: cs_papers_5k and scifact of DATA/collections, and the papers on information theory,
game theory and computational engineering of DATA/scale. `far` questions are about another world,
`near` ones ask for a detail that the abstract of `paper` does not state, `answerable` ones for what
it states. `--every` asks one in so many of each kind; `--wrong` names the questions gone wrong.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import typer

from benchmarks.libraries import WORK, open_named, read_questions
from bot.bootstrap.application import open_application
from bot.settings import Settings
from retrieval.search.calibration.calibrate import Share

KINDS = ("far", "near", "answerable")


def main(data: Path, work: Path = WORK, every: int = 1, wrong: bool = False) -> None:
    """Ask every library its questions, and print the shares refused."""
    refused: dict[tuple[str, str], list[bool]] = defaultdict(list)
    spent = []
    for name, questions in select_questions(every).items():
        with open_named(name, data, work):
            pass
        with open_application(Settings(data_dir=work / name)) as application:
            for question in questions:
                started = time.process_time()
                is_refused = not asyncio.run(application.ask(question["question"])).answered
                spent.append(time.process_time() - started)
                for group in (name, "all"):
                    refused[question["kind"], group].append(is_refused)
                if wrong and is_refused == (question["kind"] == "answerable"):
                    print(f"{question['kind']:10} {name:16} {question['question']}")
    for kind in KINDS:
        for group in dict.fromkeys(group for of, group in refused if of == kind):
            counted = refused[kind, group]
            share = Share.from_counts(sum(counted), len(counted))
            print(
                f"{kind:10} {group:16} refused {share.value:6.1%} of {len(counted):3} "
                f"({share.low:.1%} to {share.high:.1%})"
            )
    print(f"processor time a question: median {np.median(spent):.2f} s, most {max(spent):.2f} s")


def select_questions(every: int) -> dict[str, list[dict[str, Any]]]:
    """Return the questions by library, one in `every` of each kind."""
    grouped: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for question in read_questions("refusals"):
        grouped[question["library"], question["kind"]].append(question)
    asked: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for (name, _), questions in grouped.items():
        asked[name] += questions[::every]
    return asked


if __name__ == "__main__":
    typer.run(main)
