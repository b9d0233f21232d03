"""Measure comparisons: whether both papers are found, and which of their sentences are quoted.

Run: python -m benchmarks.measure.compared_sentences DATA [--work DIR] [--every N]
The questions are those of benchmarks/questions/starter_compared.jsonl and
cs_papers_5k_compared.jsonl, about two papers each, which they name or describe. `quotes` has, by
paper, the sentences that an answer must quote and those that it may; a language model wrote all
this, unchecked. Printed by library, for names and descriptions: the share of questions of which
both papers are found; of these the share of the sentences needed that are quoted, and
the share of those quoted that are needed or welcome.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import typer

from benchmarks.libraries import WORK, open_named, read_questions
from bot.answering.answer import Answer
from bot.application import Application
from bot.bootstrap.application import open_application
from bot.settings import Settings
from retrieval.paper import Paper
from retrieval.text.labels import split_abstract


def main(data: Path, work: Path = WORK, every: int = 1) -> None:
    """Measure and print."""
    for library in ("starter", "cs_papers_5k"):
        asked = read_questions(f"{library}_compared")
        with open_named(library, data, work):
            pass
        with open_application(Settings(data_dir=work / library)) as application:
            asyncio.run(_report(library, asked[::every], application))


async def _report(
    library: str, questions: Sequence[Mapping[str, Any]], application: Application
) -> None:
    found: dict[bool, list[bool]] = {True: [], False: []}
    needed: list[float] = []
    welcome: list[float] = []
    for asked in questions:
        answer = await application.ask(asked["question"])
        papers = {one.paper.paper_id: one.paper for one in answer.citations}
        has_both = answer.kind == "comparison" and papers.keys() == set(asked["papers"])
        found[asked["described"]].append(has_both)
        for paper_id, paper in papers.items() if has_both else ():
            labels = asked["quotes"][paper_id]
            quoted = _find_quoted(answer, paper)
            if labels["must"]:
                needed.append(np.mean([place in quoted for place in labels["must"]]).item())
            fitting = {*labels["must"], *labels["may"]}
            welcome += [float(place in fitting) for place in quoted]
    for described, hits in found.items():
        print(f"{library}, {'described' if described else 'named'}: {sum(hits)} of {len(hits)}")
    print(f"{library}: needed {np.mean(needed):.2f}, of those quoted {np.mean(welcome):.2f} fit")


def _find_quoted(answer: Answer, paper: Paper) -> list[int]:
    """Return the places of a paper's sentences that are quoted."""
    (citation,) = (one for one in answer.citations if one.paper == paper)
    evidence = " ".join(one.text for one in citation.evidence)
    sentences = [span.text for span in split_abstract(paper.abstract)]
    return [place for place, sentence in enumerate(sentences) if sentence in evidence]


if __name__ == "__main__":
    typer.run(main)
