"""Fit which paper a question is about, and when it is refused (bot/quotes).

Run: python -m benchmarks.fit.paper_choice DATA [--work DIR] [--limit N]
Questions with an answer are those of the evaluations about one paper, and those of
benchmarks/questions/cs_papers_5k_described.jsonl, of which two of three describe their paper and do
not name it. Those without are benchmarks/fit/written/far_questions.jsonl, about other worlds, and
questions about papers of arXiv that the libraries do not have. Printed are how often the right
paper is first, and among the first four, in the order of the search and of the model, and which
share of each set is refused, both on questions that the model has not seen; then the weights.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import typer

from benchmarks.fit.logistic import (
    Choice,
    Row,
    fit_choice,
    print_fit,
    print_right,
    print_weights,
    score_held_out,
)
from benchmarks.grounding_data import read_lines
from benchmarks.libraries import WORK, open_named, read_questions
from benchmarks.written import WRITTEN, is_held_out
from bot.grounding.cross_encoder import CrossEncoder, rate_answers
from bot.grounding.premise import join_nearest
from bot.grounding.sentence import Excerpt
from bot.questions.names import find_names, has_name
from bot.quotes.reading import read_papers
from retrieval.library.library import Library
from retrieval.paper import normalize_title
from retrieval.search.confidence import Confidence
from retrieval.search.rerank.relevance import Relevance
from retrieval.text.labels import split_abstract

_DESCRIBED = WRITTEN / "described.jsonl"
_DEPTH = 24
_LIMITS = (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5)
_PAPER_FEATURES = ("whole", "share of best", "place", "names")
_READING_FEATURES = ("stated", "relevance", "first look")
_REFUSAL_FEATURES = ("confidence", "whole", "stated", "relevance", "named")
_ABOUT_ONE = {"fact", "definition", "explanation", "how", "why", "yes_no", "limitation"}

Question = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen for a question: of the papers found, of those read by sentences, and in all.

    `places` are those of the papers read among the papers found.
    """

    found: Choice
    readings: Choice
    places: Sequence[int]
    refusal: tuple[float, ...]


def main(data: Path, work: Path = WORK, limit: int | None = None) -> None:
    """Gather, fit and print; `limit` is how many questions of a set are drawn, by a seed."""
    read, rate = CrossEncoder(), Relevance()
    seen: list[Seen] = []
    for name, groups in _read_groups().items():
        with open_named(name, data, work) as library, ThreadPoolExecutor(os.cpu_count()) as pool:
            found = [
                pool.submit(_see, library, group, one, read, rate)
                for group, rows in groups.items()
                for one in Random(1).sample(rows, min(limit or len(rows), len(rows)))
            ]
            seen += [one.result() for one in found]
    report_choice([one for one in seen if one.found.targets.any()])
    report_refusal([one for one in seen if len(one.places)])


def _read_groups() -> dict[str, dict[str, list[Question]]]:
    """Return the questions by library and group; `far` and `absent` ones have no answer."""
    far, described = read_lines(WRITTEN / "far_questions.jsonl"), read_lines(_DESCRIBED)
    absent = [q for row in described if is_held_out("described", row["id"]) for q in row["asked"]]
    rows = read_questions("cs_papers_5k_described")
    return {
        "starter": {
            "starter": _about_one([*read_questions("natural"), *read_questions("starter")]),
            "starter, far": far[::2],
            "starter, absent": absent[::8],
        },
        "cs_papers_5k": {
            "5k": _about_one(read_questions("cs_papers_5k")),
            "5k, named": [row for row in rows if row["named"]][::2],
            "5k, described": [row for row in rows if not row["named"]],
            "5k, far": far[1::2],
            "5k, absent": absent[1::3],
        },
    }


def _about_one(rows: Sequence[Question]) -> list[Question]:
    return [
        row
        for row in rows
        if row.get("kind", "fact") in _ABOUT_ONE
        and not row.get("refuse")
        and len(row.get("papers", ())) == 1
    ]


def _see(
    library: Library, group: str, asked: Question, read: CrossEncoder, rate: Relevance
) -> Seen:
    question = asked["question"]
    found = library.search(question, limit=_DEPTH, exclude_withdrawn=True)
    own = {normalize_title(one) for one in asked.get("papers", [asked.get("id", "")])}
    names = [name for name in find_names(question) if len(name) > 1]
    papers, right = [], []
    for place, (hit, share) in enumerate(zip(found.hits, found.shares, strict=True)):
        paper = hit.paper
        sentences = [span.text for span in split_abstract(paper.abstract)]
        (whole,) = rate_answers(read, question, [join_nearest(paper.title, sentences, question)])
        known = sum(has_name(f"{paper.title}. {paper.abstract}", name) for name in names)
        papers.append((whole, share, 1 / math.sqrt(place + 1), known))
        titles = {normalize_title(paper.title), normalize_title(paper.paper_id)}
        right.append(float(not own.isdisjoint(titles)))
    places = {hit.paper.paper_id: n for n, hit in enumerate(found.hits)}
    excerpts = [Excerpt(n, hit.paper) for n, hit in enumerate(found.hits, 1)]
    readings = read_papers(read, rate, question, excerpts, found.shares)
    of_papers, of_readings = np.array(papers), np.array([(r.stated, r.relevance) for r in readings])
    at = [places[reading.paper.paper_id] for reading in readings]
    best = (of_papers[:, 0].max(), *of_readings.max(axis=0)) if at else ()
    is_named = any(known for *_, known in papers)
    return Seen(
        Choice(question, group, of_papers, np.array(right)),
        Choice(question, group, of_readings, np.array([right[place] for place in at])),
        at,
        (Confidence().logit(found.signals), *best, float(is_named)),
    )


def report_choice(seen: Sequence[Seen]) -> None:
    """Print how often the right paper comes first, and the weights."""
    found = [one.found for one in seen]
    print_right(found, "search", [one.features[:, 2] for one in found])
    first_look = score_held_out(found)
    print_right(found, "first look", first_look)
    closer = [
        replace(one.readings, features=np.column_stack([one.readings.features, scores[one.places]]))
        for one, scores in zip(seen, first_look, strict=True)
        if one.readings.targets.any()
    ]
    print_right(closer, "closer look", score_held_out(closer))
    print_weights(_PAPER_FEATURES, fit_choice(found))
    print_weights(_READING_FEATURES, fit_choice(closer))


def report_refusal(seen: Sequence[Seen]) -> None:
    """Print which share of each group is refused, and the weights."""
    rows = [
        Row(one.found.key, one.found.group, one.refusal, bool(one.found.targets.any()))
        for one in seen
        if one.found.targets.any() or one.found.group.endswith(("far", "absent"))
    ]
    print_fit(rows, _REFUSAL_FEATURES, _LIMITS)


if __name__ == "__main__":
    typer.run(main)
