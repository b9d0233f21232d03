"""Fit the weights of search, each by a command that prints how they do and what to paste.

Run: python -m benchmarks.fit.search {fusion|reranking|floor|cutoff} DATA [--work DIR]

fusion     chooses the weights of retrieval/search/fusion.py: nDCG@10 on both collections plus half
           the shares of known items of the seed page found first and among the first three. Five
           folds over queries, each measured with the weights chosen on the others, say what the
           choice gives on new queries; intervals are 95 % of 2,000 bootstraps over queries.
reranking  fits what reading a paper counts against its score (retrieval/search/first_hits.py): of
           every other question of benchmarks/questions/paraphrases.jsonl, the paper that it
           describes stands before the others that are read. Prints how often it is first and in
           three, and nDCG@10 of N queries of each collection (`--queries`), by weight.
floor      fits from which odds on a hit is relevant enough to show (bot/answering/search.py), on
           topics of questions for papers, with the papers of the starter library that fit them, and
           questions from other worlds. Prints which shares of relevant and of other hits would not
           be shown, by the weights in force; then the weights.
cutoff     fits when to refuse (`aligned` of retrieval/search/confidence.py): a question from a
           library's own set is answerable; off-topic ones and those of the other field's set are
           not. Prints which share of each group is refused.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import typer
from numpy.typing import NDArray
from scipy.stats import bootstrap
from sklearn.linear_model import LogisticRegression

from benchmarks.figures import ndcg
from benchmarks.fit.logistic import (
    Row,
    fit_logistic,
    predict_held_out,
    print_below,
    print_weights,
)
from benchmarks.grounding_data import read_lines
from benchmarks.libraries import ROOT, WORK, open_named, questions, read_collection, read_questions
from bot.answering.search import measure_hits, rate_hits, rate_papers
from bot.grounding.cross_encoder import CrossEncoder, ReadPair
from bot.questions.topic import find_topic
from retrieval.library.library import Library
from retrieval.paper import title_hash
from retrieval.search.calibration.questions import load_far_questions
from retrieval.search.confidence import Confidence, Signals
from retrieval.search.first_hits import WEIGHT, select_read
from retrieval.search.fusion import Weights, fuse, rank_ids

COLLECTIONS = ("scifact", "cs_papers_5k")

Judged = list[tuple[str, Mapping[str, int]]]
"""Queries, each with the gains of papers by id."""

Figures = dict[str, NDArray[Any]]
"""By figure: (choices, queries)."""

app = typer.Typer(add_completion=False)


def read_judged(data: Path, name: str) -> Judged:
    """Return the queries of a test collection."""
    judged = read_collection(data / "collections" / name)
    return [(text, judged.qrels[query]) for query, text in judged.queries.items()]


# Fusion

IMPORTANCE = {"scifact": 1.0, "cs_papers_5k": 1.0, "first": 0.5, "first three": 0.5}
FOLDS = 5


@app.command()
def fusion(data: Path, work: Path = WORK) -> None:
    """Try every choice of weights, and validate the choosing."""
    tried = [*list_choices(), Weights()]
    figures: Figures = {}
    for name in COLLECTIONS:
        asked = read_judged(data, name)
        ranked = rank_by(tried, name, asked, data, work)
        figures[name] = np.array(
            [
                [
                    ndcg(gains, judged.values())
                    for gains, (_, judged) in zip(row, asked, strict=True)
                ]
                for row in ranked
            ]
        )
    rows = [row for s in "bc" for row in read_lines(ROOT / f"tests/questions/known_item_{s}.jsonl")]
    known: Judged = [(row["question"], {title_hash(row["title"]): 1}) for row in rows]
    ranked = rank_by(tried, "seed", known, data, work)
    for name, most in (("first", 1), ("first three", 3)):
        figures[name] = np.array([[sum(gains[:most]) for gains in row] for row in ranked], float)
    gains = weigh(figures, {name: slice(None) for name in figures})
    print("  ".join(f"{name:>12}" for name in figures))
    for place in np.argsort(-gains, kind="stable")[:20].tolist():
        print("  ".join(f"{f[place].mean():12.4f}" for f in figures.values()), tried[place])
    print_intervals("in force", {name: f[-1] for name, f in figures.items()})
    print_intervals("cross-validated", cross_validate(figures))


def list_choices() -> Iterator[Weights]:
    """Yield the weights to try; the three signals' weights sum to 1."""
    shares = [0.05, 0.1, 0.15, 0.2, 0.3]
    tokens = [0.0, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6]
    for dense, token, ceiling in itertools.product(shares, tokens, [0.3, 0.6, 1.0]):
        lexical = round(1 - dense - token, 2)
        if lexical >= 0.1:
            yield Weights(lexical, dense, token, ceiling)


def rank_by(
    tried: Sequence[Weights], name: str, asked: Judged, data: Path, work: Path
) -> list[list[list[int]]]:
    """Return for each choice of weights and query the gains of the first ten."""
    with open_named(name, data, work) as library:
        found = [library.search.collect_candidates(text).scores for text, _ in asked]
    return [
        [
            [gains.get(i, 0) for i in rank_ids(fuse(scores, weights))[:10]]
            for scores, (_, gains) in zip(found, asked, strict=True)
        ]
        for weights in tried
    ]


def weigh(figures: Figures, queries: Mapping[str, Any]) -> NDArray[np.float64]:
    """Return how good each choice is on some queries of each figure."""
    means = [share * figures[n][:, queries[n]].mean(axis=1) for n, share in IMPORTANCE.items()]
    total: NDArray[np.float64] = np.sum(means, axis=0)
    return total


def cross_validate(figures: Figures) -> Figures:
    """Return each query's figures with the weights chosen without its fold."""
    random = np.random.default_rng(0)
    folds = {name: random.permutation(f.shape[1]) % FOLDS for name, f in figures.items()}
    folds["first three"] = folds["first"]  # the same questions
    held_out = {name: np.zeros(f.shape[1]) for name, f in figures.items()}
    for fold in range(FOLDS):
        best = weigh(figures, {name: of_all != fold for name, of_all in folds.items()}).argmax()
        for name, of_all in figures.items():
            mine = folds[name] == fold
            held_out[name][mine] = of_all[best, mine]
    return held_out


def print_intervals(title: str, values: Figures) -> None:
    """Print the means and their intervals."""
    print(f"\n{title}:")
    for name, each in values.items():
        drawn = bootstrap((each,), np.mean, n_resamples=2_000, method="percentile", rng=0)
        low, high = drawn.confidence_interval
        print(f"  {name:14}{each.mean():.4f} ({low:.3f} to {high:.3f})")


# Reranking


@dataclass(frozen=True, slots=True)
class Ranked:
    """A search: scores and log odds of the hits read (n, 2), and the gains of all hits."""

    features: NDArray[np.float64]
    gains: Sequence[int]
    judged: Sequence[int]

    def rerank(self, weight: float) -> list[int]:
        """Return the gains in the order that a weight gives."""
        order = np.argsort(-self.features @ [1.0, weight], kind="stable").tolist()
        return [*(self.gains[place] for place in order), *self.gains[len(order) :]]


@app.command()
def reranking(data: Path, work: Path = WORK, queries: int = 100) -> None:
    """Fit the weight of a log odd on half of the questions, and measure on the others."""
    read = CrossEncoder()
    described: list[Ranked] = []
    for name in ("starter", *COLLECTIONS):
        rows = [row for row in read_questions("paraphrases") if row["library"] == name]
        with open_named(name, data, work) as library:
            found = [search(library, read, row["question"], {row["paper"]: 1}) for row in rows]
            print_reranked(f"{name}, described", found)
            described += found
            judged = read_judged(data, name)[:queries] if name in COLLECTIONS else []
            print_reranked(name, [search(library, read, *one) for one in judged])
    print(f"weight fitted on half: {fit_weight(described[::2]):.4f}")
    print_reranked("the other half", described[1::2])


def fit_weight(found: Sequence[Ranked]) -> float:
    """Return the weight of a log odd, by pairs of a right and a wrong paper."""
    apart = []
    for one in found:
        right = np.array(one.gains[: len(one.features)], bool)
        apart += [a - b for a in one.features[right] for b in one.features[~right]]
    pairs = np.array([*apart, *(-row for row in apart)])
    model = LogisticRegression(C=100.0, fit_intercept=False)
    model.fit(pairs, [1] * len(apart) + [0] * len(apart))
    of_score, of_odds = model.coef_[0]
    return float(of_odds / of_score)


def search(library: Library, read: ReadPair, question: str, judged: Mapping[str, int]) -> Ranked:
    """Search for a question, and read the first hits."""
    found = library.search(question, limit=100)
    first = select_read(found)
    first = first if len(first) > 1 else ()
    odds = rate_papers(read, found.query.text, [hit.paper for hit in first])
    features = np.array([(hit.score, x) for hit, x in zip(first, odds, strict=True)])
    gains = [judged.get(hit.paper.paper_id, 0) for hit in found.hits]
    return Ranked(features.reshape(-1, 2), gains, list(judged.values()))


def print_reranked(name: str, found: Sequence[Ranked]) -> None:
    """Print how often a right paper is first and among three, and nDCG@10, by weight."""
    for weight in (0.0, 0.03, 0.06, WEIGHT) if found else ():
        gains = [one.rerank(weight) for one in found]
        first, three = (np.mean([any(each[:n]) for each in gains]) for n in (1, 3))
        scores = [ndcg(each, one.judged) for each, one in zip(gains, found, strict=True)]
        print(
            f"{name}, {len(found)}, weight {weight:5}: first {first:.1%}, in three {three:.1%}, "
            f"nDCG@10 {np.mean(scores):.4f}"
        )


# Floor

_FAR_QUESTIONS = 60


@app.command()
def floor(data: Path, work: Path = WORK) -> None:
    """Fit on the starter library, and print how relevant and other hits are judged."""
    asked = [
        ("near", find_topic(row["question"]), {*row["papers"]})
        for row in read_questions("starter_lists")
        if row["papers"]
    ]
    far = itertools.chain.from_iterable(load_far_questions().values())
    asked += [("far", question, set()) for question in itertools.islice(far, _FAR_QUESTIONS)]
    hits: list[tuple[str, tuple[float, ...], float, bool]] = []
    with open_named("starter", data, work) as library:
        for group, query, wanted in asked:
            found = library.search(query, limit=100)
            rated = zip(found.hits, measure_hits(found), rate_hits(found), strict=True)
            for hit, features, odds in rated:
                right = not wanted.isdisjoint({hit.paper.paper_id, hit.paper.title})
                hits += [(group, features, odds, right)] * bool(features[0])
    share = sum(right for *_, right in hits) / len(hits)
    rows = [
        Row("", f"{group}, relevant" if right else group, features, right, 0.5 / weight)
        for group, features, _, right in hits
        for weight in [share if right else 1 - share]
    ]
    print_below(rows, np.array([odds for _, _, odds, _ in hits]), (-3, -2, -1, 0, 1, 2))
    print_weights(("bias", "alignment", "cosine", "coverage"), fit_logistic(rows, 0.005))


# Cutoff

ANSWERABLE = (
    *("known_item_b", "known_item_c", "answerable_a", "answerable_b"),
    *("figure_a", "figure_b", "figure_c"),
)
CUTOFFS = (0.2, 0.3, 0.4, 0.45, 0.5, 0.6)
STRENGTH = 10.0
BIAS_SHIFT = 0.45
"""Added to the fitted bias, so that the default cut-off refuses at most one in twenty of each set
of questions that the seed page answers."""


@app.command()
def cutoff(data: Path, work: Path = WORK) -> None:
    """Gather the signals, fit, and print which share of each group is refused."""
    gathered = list(gather_signals(data, work))
    sizes = Counter(group for group, _, _ in gathered)
    kinds = Counter(is_so for _, is_so in {(group, is_so) for group, is_so, _ in gathered})
    rows = [
        Row(str(n), group, found.features(), is_so, len(gathered) / sizes[group] / kinds[is_so] / 2)
        for n, (group, is_so, found) in enumerate(gathered)
    ]
    limits = [round(math.log(cutoff / (1 - cutoff)), 2) for cutoff in CUTOFFS]
    print(f"in force, refused at cut-offs {CUTOFFS}")
    print_below(rows, np.array([Confidence().logit(s) for _, _, s in gathered]), limits)
    print("fitted on other questions, and shifted")
    print_below(rows, predict_held_out(rows, STRENGTH) + BIAS_SHIFT, limits)
    print("aligned =", fit_logistic(rows, STRENGTH).round(2).tolist())


def gather_signals(data: Path, work: Path) -> Iterator[tuple[str, bool, Signals]]:
    """Yield of each question in each library its group, whether it is answerable, and signals."""
    claims, science = ([text for text, _ in read_judged(data, name)] for name in COLLECTIONS)
    off_topic = [*questions("offtopic_a"), *questions("offtopic_b")]
    answerable = {f"seed: {name}": questions(name) for name in ANSWERABLE}
    sets: dict[str, tuple[dict[str, list[str]], dict[str, list[str]]]] = {
        "seed": (answerable, {"seed: off topic": off_topic, "seed: medicine": claims}),
        "cs_papers_5k": (
            {"cs_papers_5k: own": science},
            {"cs_papers_5k: other field": claims, "cs_papers_5k: off topic": off_topic},
        ),
        "scifact": ({"scifact: own": claims}, {"scifact: other field": science}),
    }
    for name, both in sets.items():
        with open_named(name, data, work) as library:
            for groups, is_so in zip(both, (True, False), strict=True):
                for group, asked in groups.items():
                    for question in asked:
                        scores = library.search.collect_candidates(question).scores
                        yield group, is_so, Signals.of(scores, identified=False)


if __name__ == "__main__":
    app()
