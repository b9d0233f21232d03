"""Measure the check of sentences: SciFact's claims, sentences made false by kind, and the time.

Run: python -m benchmarks.support_check DATA [--papers N] [--seed S]
Beside the check, two plain ones judge the same sentences: the cosine of the nearest sentence, and
the share of the sentence's words that the abstract has. Each of those has the cut-off that keeps as
many of SciFact's supported claims as the check does. The check's coefficients were fitted on this
data: what it makes of papers it was not fitted on, benchmarks.tune_support prints (out of fold).
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.support_data import papers, scifact
from benchmarks.support_sentences import Example, neighbourhoods, of_abstract
from benchmarks.tune_support import area
from bot.grounding.checker import ClaimChecker
from bot.grounding.classifier import ENOUGH
from bot.grounding.content_words import telling_words
from retrieval.paper import Paper
from retrieval.search.embedding.cache import RememberingEmbedder
from retrieval.search.embedding.embedder import Embedder
from retrieval.search.embedding.minilm import MiniLM
from retrieval.text.sentences import sentences

RESAMPLES = 1_000

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Method:
    """A way to judge: its scores of the examples, and the least one that counts as supported."""

    name: str
    scores: Floats
    enough: float


def main() -> None:
    """Judge and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--papers", type=int, default=50, help="of cs_papers_5k, for the kinds")
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    embedder = RememberingEmbedder(MiniLM(), 100_000)
    claims = [
        Example(c.text, c.paper, c.label == "SUPPORT", c.label, c.paper.paper_id)
        for c in scifact(arguments.data)
    ]
    made = made_of_papers(arguments.data, arguments.papers, chance)
    methods = judged([*claims, *made], len(claims), embedder)
    print_claims(claims, methods, np.random.default_rng(arguments.seed))
    print_kinds(made, methods, len(claims))
    print_times(list(papers(arguments.data / "collections/cs_papers_5k/corpus.jsonl.gz")), chance)


def made_of_papers(data: Path, many: int, chance: random.Random) -> list[Example]:
    """Return true and false sentences about papers of the collection."""
    found: list[Example] = []
    for hood in neighbourhoods(data, many, chance):
        for i, paper in enumerate(hood):
            other = hood[(i + 1) % len(hood)]
            found += of_abstract(paper, other, chance, hood[0].paper_id, most=4)
    return found


def judged(examples: Sequence[Example], claims: int, embedder: Embedder) -> list[Method]:
    """Return the check's scores and those of the two plain ways, cut where it keeps as many."""
    check = ClaimChecker(embedder)
    scores = {
        "check": np.array([check.judge(e.text, [e.paper]).score for e in examples]),
        "cosine": np.array([nearest_cosine(e, embedder) for e in examples]),
        "words": np.array([shared_words(e) for e in examples]),
    }
    supported = np.array([e.kind == "SUPPORT" for e in examples[:claims]])
    kept = float((scores["check"][:claims][supported] >= ENOUGH).mean())
    return [
        Method(
            name,
            values,
            ENOUGH if name == "check" else float(np.quantile(values[:claims][supported], 1 - kept)),
        )
        for name, values in scores.items()
    ]


def nearest_cosine(example: Example, embedder: Embedder) -> float:
    """Return the cosine of the sentence with the nearest one of the abstract or its title."""
    spans = [example.paper.title, *(s.text for s in sentences(example.paper.abstract)[:60])]
    vectors = np.stack([e.vector for e in embedder.embed_documents(spans)])
    return float((vectors @ embedder.embed_query(example.text).vector).max())


def shared_words(example: Example) -> float:
    """Return the share of the sentence's telling words that title and abstract have."""
    words = [w.stem for w in telling_words(example.text)]
    stated = {w.stem for w in telling_words(f"{example.paper.title}\n{example.paper.abstract}")}
    return sum(w in stated for w in words) / max(len(words), 1)


def print_claims(
    claims: Sequence[Example], methods: Sequence[Method], random_: np.random.Generator
) -> None:
    """Print the area under SciFact's curve with a bootstrap interval, and the three shares."""
    labels = np.array([c.kind for c in claims])
    true = labels == "SUPPORT"
    print(
        f"SciFact, {len(claims)} claims: area (95 % interval); NOINFO and CONTRADICT rejected, "
        "SUPPORT kept"
    )
    for method in methods:
        scores = method.scores[: len(claims)]
        drawn = random_.integers(0, len(claims), (RESAMPLES, len(claims)))
        low, high = np.quantile([area(scores[d], true[d]) for d in drawn], [0.025, 0.975])
        kept = {
            label: float((scores[labels == label] >= method.enough).mean())
            for label in ("NOINFO", "CONTRADICT", "SUPPORT")
        }
        print(
            f"  {method.name:8} {area(scores, true):.3f} ({low:.3f}-{high:.3f})  "
            f"{1 - kept['NOINFO']:.1%}  {1 - kept['CONTRADICT']:.1%}  {kept['SUPPORT']:.1%}"
        )


def print_kinds(made: Sequence[Example], methods: Sequence[Method], skip: int) -> None:
    """Print the share of each kind of sentence that each way judges rightly."""
    print(
        "sentences of cs_papers_5k judged rightly, by kind:", *(method.name for method in methods)
    )
    for kind in dict.fromkeys(e.kind for e in made):
        places = [i for i, e in enumerate(made) if e.kind == kind]
        true = made[places[0]].true
        shares = [float(((m.scores[skip:][places] >= m.enough) == true).mean()) for m in methods]
        print(
            f"  {kind:18} {'true ' if true else 'false'} {len(places):5}  "
            + "  ".join(f"{share:6.1%}" for share in shares)
        )


def print_times(found: Sequence[Paper], chance: random.Random) -> None:
    """Print milliseconds a sentence: for an abstract seen before, and for one seen first."""
    chosen = chance.sample([p for p in found if len(sentences(p.abstract)) >= 4], 40)
    check = ClaimChecker(RememberingEmbedder(MiniLM()))
    check.judge("The model is loaded by the first sentence.", [chosen[0]])
    cold, warm = [], []
    for paper in chosen[1:]:
        for i, span in enumerate(sentences(paper.abstract)[:4]):
            start = time.perf_counter()
            check.judge(f"Indeed, {span.text} So it is.", [paper])
            (warm if i else cold).append((time.perf_counter() - start) * 1_000)
    for name, times in (("abstract seen before", warm), ("abstract seen first", cold)):
        print(
            f"ms a sentence, {name}: median {np.median(times):.1f}, "
            f"95th {np.quantile(times, 0.95):.1f} ({len(times)})"
        )


if __name__ == "__main__":
    main()
