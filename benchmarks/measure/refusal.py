"""Measure refusals: how many questions of each kind are refused. No model is called.

Run: python -m benchmarks.measure.refusal DATA [--work DIR] [--every N] [--list]
Asks the questions of benchmarks/questions/refusals.jsonl, as `footnote ask` would, of libraries of
three fields: cs_papers_5k and scifact of DATA/collections, and the papers on information theory,
game theory and computational engineering of DATA/scale. `far` questions are about another world,
`near` ones ask for a detail that the abstract of `paper` does not state, `answerable` ones for what
it states. `--every` asks one in so many of each kind; `--list` names the questions gone wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.libraries import ROOT, open_collection, open_filled, scale_file
from bot.answering.ask import Ask
from bot.bootstrap.application import open_application
from bot.settings import Settings
from retrieval.library.library import Library
from retrieval.search.calibration.calibrate import Share
from retrieval.sources.files import read_file

KINDS = ("far", "near", "answerable")
CODES_AND_GAMES = "codes_and_games"
CATEGORIES = {"cs.IT", "cs.GT", "cs.CE"}

Question = dict[str, Any]


def main() -> None:
    """Ask every library its questions, and print the shares refused."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/tuning"))
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--list", action="store_true")
    arguments = parser.parse_args()
    refused: dict[tuple[str, str], list[bool]] = defaultdict(list)
    spent = []
    for name, questions in read_questions(arguments.every).items():
        with open_named(name, arguments.data, arguments.work):
            pass
        with open_application(Settings(data_dir=arguments.work / name)) as application:
            for question in questions:
                started = time.process_time()
                is_refused = asyncio.run(refuses(application.ask, question["question"]))
                spent.append(time.process_time() - started)
                for group in (name, "all"):
                    refused[question["kind"], group].append(is_refused)
                if arguments.list and is_refused == (question["kind"] == "answerable"):
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


def read_questions(every: int) -> dict[str, list[Question]]:
    """Return the questions by library, one in `every` of each kind."""
    text = (ROOT / "benchmarks/questions/refusals.jsonl").read_text(encoding="utf-8")
    grouped: dict[tuple[str, str], list[Question]] = defaultdict(list)
    for question in map(json.loads, text.splitlines()):
        grouped[question["library"], question["kind"]].append(question)
    asked: dict[str, list[Question]] = defaultdict(list)
    for (name, _), questions in grouped.items():
        asked[name] += questions[::every]
    return asked


def open_named(name: str, data: Path, work: Path) -> AbstractContextManager[Library]:
    """Open a library, filled."""
    if name != CODES_AND_GAMES:
        return open_collection(data, name, work)
    work.mkdir(parents=True, exist_ok=True)
    corpus = work / f"{name}.jsonl"
    corpus.write_text("".join(select_lines(scale_file(data))), encoding="utf-8")
    return open_filled(work / name, read_file(corpus, trust_ids=True))


def select_lines(path: Path) -> Iterator[str]:
    """Yield the papers of the third field, by their first category."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (line for line in lines if json.loads(line)["categories"][0] in CATEGORIES)


async def refuses(ask: Ask, question: str) -> bool:
    """Tell whether a question is refused."""
    return not (await ask(question)).answered


if __name__ == "__main__":
    main()
