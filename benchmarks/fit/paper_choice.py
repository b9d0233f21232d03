"""Fit which paper a question is about, and when it is refused (bot/answerability).

Run: python -m benchmarks.fit.paper_choice DATA [--work DIR]
Questions with an answer are those of the evaluations about one paper, and those of
benchmarks/questions/cs_papers_5k_described.jsonl, of which two of three describe their paper and do
not name it. Those without are benchmarks/fit/written/far_questions.jsonl, about other worlds, and
questions about papers of arXiv that the libraries do not have. Both are logistic models, the first
over the papers found for a question. Printed are how often the right paper is first, and among the
first four, in the order of the search and of the model, and which share of each set is refused;
cross-validated over questions, five parts; then the weights. What was read is stored in DIR.
"""

from __future__ import annotations

import argparse
import math
import os
import pickle
import zlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.fit.answer_sentences import Example, fit_logistic, fit_ranking
from benchmarks.fit.grounding_model.described import DESCRIBED, is_held_out
from benchmarks.grounding_data import read_lines
from benchmarks.libraries import ROOT, open_collection, open_filled
from bot.answerability.names import find_names, has_name
from bot.answerability.reading import read_papers
from bot.grounding.cross_encoder import CrossEncoder, rate_answers
from bot.grounding.premise import join_nearest
from bot.grounding.sentence import Excerpt
from retrieval.paper import normalize_title
from retrieval.search.confidence import Confidence
from retrieval.search.rerank.relevance import Relevance
from retrieval.sources import starter
from retrieval.text.labels import split_abstract

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrieval.library.library import Library

_DEPTH = 24
_PARTS = 5
_NONE = ("far", "absent")
_LIMITS = (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5)
_FEATURES = ("whole", "share of best", "place", "names")
_CHOICES = {"search": [2], "search, names": [1, 2, 3], "all": [0, 1, 2, 3]}
_OF_REFUSAL = ("confidence", "whole", "stated", "relevance", "named")
_ABOUT_ONE = {"fact", "definition", "explanation", "how", "why", "yes_no", "limitation"}


@dataclass(frozen=True)
class Seen:
    """A question, and what was seen of the papers found for it, in the order of the search.

    `right` tells which are its own; `papers` has share of the best score, log odds of the whole,
    and names of the question; `readings` are place, best sentence, stated, relevance.
    """

    group: str
    kind: str
    question: str
    right: tuple[int, ...]
    confidence: float
    papers: tuple[tuple[float, float, int], ...]
    readings: tuple[tuple[int, float, float, float], ...]


def gather(data: Path, work: Path) -> Iterator[Seen]:
    """Yield what is seen for each question."""
    read, rate = CrossEncoder(), Relevance()
    with open_filled(work / "starter", starter.read()) as library:
        for group, asked in _of_starter():
            yield from _see_all(library, group, asked, read, rate)
    with open_collection(data, "cs_papers_5k", work) as library:
        for group, asked in _of_5k():
            yield from _see_all(library, group, asked, read, rate)


def _see_all(
    library: Library,
    group: str,
    asked: Sequence[Mapping[str, Any]],
    read: CrossEncoder,
    rate: Relevance,
) -> Iterator[Seen]:
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(lambda one: _see(library, group, one, read, rate), asked)


def _of_starter() -> Iterator[tuple[str, Sequence[Mapping[str, Any]]]]:
    for path in ("bot/evaluation/natural.jsonl", "benchmarks/questions/starter.jsonl"):
        yield "starter", _about_one(read_lines(ROOT / path))
    yield "starter, far", read_lines(ROOT / "benchmarks/fit/written/far_questions.jsonl")[::2]
    yield "starter, absent", _absent()[::8]


def _of_5k() -> Iterator[tuple[str, Sequence[Mapping[str, Any]]]]:
    yield "5k", _about_one(read_lines(ROOT / "benchmarks/questions/cs_papers_5k.jsonl"))
    rows = read_lines(ROOT / "benchmarks/questions/cs_papers_5k_described.jsonl")
    yield "5k, named", [r for r in rows if r["named"]][::2]
    yield "5k, described", [r for r in rows if not r["named"]]
    yield "5k, far", read_lines(ROOT / "benchmarks/fit/written/far_questions.jsonl")[1::2]
    yield "5k, absent", _absent()[1::3]


def _about_one(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [r for r in rows if _is_about_one(r)]


def _is_about_one(row: Mapping[str, Any]) -> bool:
    is_of_kind = row.get("kind", "fact") in _ABOUT_ONE and not row.get("refuse")
    return is_of_kind and len(row.get("papers", ())) == 1


def _absent() -> list[Mapping[str, Any]]:
    """Return questions about papers that the cross-encoder was not fitted on."""
    return [one for row in read_lines(DESCRIBED) if is_held_out(row["id"]) for one in row["asked"]]


def _see(
    library: Library, group: str, asked: Mapping[str, Any], read: CrossEncoder, rate: Relevance
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
        papers.append((share, whole, known))
        if not own.isdisjoint({normalize_title(paper.title), normalize_title(paper.paper_id)}):
            right.append(place)
    excerpts = [Excerpt(n, hit.paper) for n, hit in enumerate(found.hits, 1)]
    places = {hit.paper.paper_id: n for n, hit in enumerate(found.hits)}
    readings = tuple(
        (places[r.paper.paper_id], max(r.answers, default=r.whole), r.stated, r.relevance)
        for r in read_papers(read, rate, question, excerpts, found.shares)
    )
    return Seen(
        group,
        asked.get("kind", ""),
        question,
        tuple(right),
        Confidence().logit(found.signals),
        tuple(papers),
        readings,
    )


def main() -> None:
    """Gather, fit and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/tuning"))
    given = parser.parse_args()
    stored = given.work / "paper_choice.pkl"
    if not stored.exists():
        given.work.mkdir(parents=True, exist_ok=True)
        stored.write_bytes(pickle.dumps(list(gather(given.data, given.work))))
    seen: list[Seen] = pickle.loads(stored.read_bytes())
    report_choice([one for one in seen if one.right])
    report_refusal(seen)


def report_choice(seen: Sequence[Seen]) -> None:
    """Print how often the right paper comes first, and the weights."""
    examples = [_to_example(one) for one in seen]
    for group in dict.fromkeys(one.group for one in seen):
        mine = [n for n, one in enumerate(seen) if one.group == group]
        for name, columns in _CHOICES.items():
            kept = [replace(one, features=one.features[:, columns]) for one in examples]
            ranks = []
            for part in range(_PARTS):
                weights = fit_ranking([one for one in kept if one.part != part])
                for n in mine:
                    if kept[n].part == part:
                        scores = kept[n].features @ weights
                        right = scores[kept[n].targets > 0].max()
                        ranks.append(int((scores > right).sum()))
            first, four = np.mean(np.array(ranks) < 1), np.mean(np.array(ranks) < 4)
            print(f"{group:16} {len(mine):4} {name:24} first {first:.3f}, of four {four:.3f}")
    weights = fit_ranking(examples)
    print("choice:", dict(zip(_FEATURES, weights.round(2).tolist(), strict=True)))
    report_closer_look(seen, [one.features @ weights for one in examples])


def report_closer_look(seen: Sequence[Seen], likely: Sequence[NDArray[np.float64]]) -> None:
    """Print which of the papers that are read by sentences is right, and the weights."""
    examples = [
        Example(
            one.question,
            one.group,
            np.array([(stated, rate, odds[place]) for place, _, stated, rate in one.readings]),
            np.array([float(place in one.right) for place, *_ in one.readings]),
        )
        for one, odds in zip(seen, likely, strict=True)
    ]
    having = [one for one in examples if one.targets.any()]
    for group in dict.fromkeys(one.group for one in examples):
        first = [
            bool(one.targets[np.argmax(one.features @ weights)])
            for part in range(_PARTS)
            for weights in [fit_ranking([one for one in having if one.part != part])]
            for one in examples
            if one.part == part and one.group == group
        ]
        print(f"{group:16} {len(first):4} read by sentences: first {np.mean(first):.3f}")
    names = ("stated", "relevance", "first look")
    print("closer look:", dict(zip(names, fit_ranking(having).round(2).tolist(), strict=True)))


def _to_example(one: Seen) -> Example:
    rows = [
        (whole, share, 1 / math.sqrt(place + 1), known)
        for place, (share, whole, known) in enumerate(one.papers)
    ]
    targets = np.array([float(place in one.right) for place in range(len(rows))])
    return Example(one.question, one.group, np.array(rows), targets)


def report_refusal(seen: Sequence[Seen]) -> None:
    """Print which share of each group is refused, and the weights."""
    seen = [one for one in seen if one.readings and (one.right or one.group.endswith(_NONE))]
    rows = np.array([_measure(one) for one in seen])
    answerable = np.array([float(bool(one.right)) for one in seen])
    parts = np.array([zlib.crc32(one.question.encode()) % _PARTS for one in seen])
    odds = np.zeros(len(seen))
    for part in range(_PARTS):
        held = parts == part
        odds[held] = rows[held] @ fit_logistic(rows[~held], answerable[~held])
    for group in dict.fromkeys(one.group for one in seen):
        mine = np.array([one.group == group for one in seen])
        shares = "  ".join(f"{(odds[mine] < limit).mean():6.3f}" for limit in _LIMITS)
        print(f"{group:16} {mine.sum():4} refused below {_LIMITS}: {shares}")
    weights = fit_logistic(rows, answerable).round(2).tolist()
    print("refusal:", dict(zip(("constant", *_OF_REFUSAL), weights, strict=True)))


def _measure(one: Seen) -> tuple[float, ...]:
    stated = max(stated for _, _, stated, _ in one.readings)
    relevance = max(relevance for *_, relevance in one.readings)
    whole = max(whole for _, whole, _ in one.papers)
    named = any(known for *_, known in one.papers)
    return 1.0, one.confidence, whole, stated, relevance, float(named)


if __name__ == "__main__":
    main()
