"""Fit what reading a paper counts against its search score, and measure what it gives.

Run: python -m benchmarks.fit.search_reranking DATA [--work DIR] [--queries N]
Searches the questions of benchmarks/questions/paraphrases.jsonl, each of which describes one paper
in other words, in the starter library, cs_papers_5k and scifact. The weight is fitted on every
other question, so that the described paper stands before the others that are read; the shares found
first and in three are those of the rest. Then prints nDCG@10 of N queries of each collection, and
the processor time of reading a question's first papers.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import typer
from sklearn.linear_model import LogisticRegression

from benchmarks.figures import ndcg
from benchmarks.libraries import WORK, open_named, read_questions
from bot.answering.search import rate_papers
from bot.grounding.cross_encoder import CrossEncoder
from retrieval.evaluation import read_collection
from retrieval.library.library import Library
from retrieval.search.first_hits import WEIGHT, select_read

COLLECTIONS = ("cs_papers_5k", "scifact")
WEIGHTS = (0.0, 0.01, 0.02, 0.03, 0.06, WEIGHT)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A search: its hits' ids and scores, the log odds of those read, gains by id, and seconds."""

    ids: Sequence[str]
    scores: Sequence[float]
    odds: Sequence[float]
    gains: Mapping[str, int]
    seconds: float

    def rerank(self, weight: float) -> list[int]:
        """Return the gains in the order that a weight gives."""
        rated = [s + weight * x for s, x in zip(self.scores, self.odds, strict=False)]
        first = sorted(range(len(rated)), key=lambda place: -rated[place])
        order = [*first, *range(len(rated), len(self.ids))]
        return [self.gains.get(self.ids[place], 0) for place in order]


def main(data: Path, work: Path = WORK, queries: int = 100) -> None:
    """Search, fit, and print."""
    described: list[Ranked] = []
    for name in ("starter", *COLLECTIONS):
        with open_named(name, data, work) as library:
            found = list(search(library, read_paraphrases(name)))
            report(name, found)
            described += found
            if name in COLLECTIONS:
                judged = read_collection(data / "collections" / name)
                asked = {text: judged.qrels[n] for n, text in judged.queries.items()}
                sample = dict(itertools.islice(asked.items(), queries))
                report_ndcg(name, list(search(library, sample)))
    print(f"weight fitted on half: {fit(described[::2]):.4f}")
    report("the other half", described[1::2])
    spent = [1e3 * one.seconds for one in described]
    read = np.mean([len(one.odds) for one in described])
    print(
        f"{read:.1f} papers read a question; processor time: median {np.median(spent):.0f} ms, "
        f"most {max(spent):.0f} ms"
    )


def read_paraphrases(name: str) -> dict[str, dict[str, int]]:
    """Return the questions about a library, each with the gain of the paper that it describes."""
    rows = read_questions("paraphrases")
    return {row["question"]: {row["paper"]: 1} for row in rows if row["library"] == name}


def search(library: Library, asked: Mapping[str, Mapping[str, int]]) -> Iterator[Ranked]:
    """Search for each question, and read its first hits."""
    read = CrossEncoder()
    read("It loads", "the model")
    for question, gains in asked.items():
        found = library.search(question, limit=100)
        papers = [hit.paper for hit in select_read(found)]
        started = time.process_time()
        odds = rate_papers(read, found.query.text, papers) if len(papers) > 1 else []
        seconds = time.process_time() - started
        ids = [hit.paper.paper_id for hit in found.hits]
        yield Ranked(ids, [hit.score for hit in found.hits], odds, gains, seconds)


def fit(found: Sequence[Ranked]) -> float:
    """Return the weight of a log odd, by pairs of a right and a wrong paper."""
    apart = []
    for one in found:
        features = np.column_stack([one.scores[: len(one.odds)], one.odds])
        wanted = np.array([i in one.gains for i in one.ids[: len(one.odds)]], bool)
        apart += [right - wrong for right in features[wanted] for wrong in features[~wanted]]
    x = np.array([*apart, *(-row for row in apart)])
    model = LogisticRegression(C=100.0, fit_intercept=False)
    model.fit(x, [1] * len(apart) + [0] * len(apart))
    of_score, of_odds = model.coef_[0]
    return float(of_odds / of_score)


def report(name: str, found: Sequence[Ranked]) -> None:
    """Print how often the described paper is first and among three, by weight."""
    for weight in WEIGHTS:
        gains = [one.rerank(weight) for one in found]
        first, three = (np.mean([any(each[:n]) for each in gains]) for n in (1, 3))
        print(f"{name}, {len(found)}, weight {weight:5}: first {first:.1%}, in three {three:.1%}")


def report_ndcg(name: str, found: Sequence[Ranked]) -> None:
    """Print nDCG@10 by weight."""
    for weight in WEIGHTS:
        scores = [ndcg(one.rerank(weight), one.gains.values()) for one in found]
        print(f"{name}, {len(found)} queries, weight {weight:5}: nDCG@10 {np.mean(scores):.4f}")


if __name__ == "__main__":
    typer.run(main)
