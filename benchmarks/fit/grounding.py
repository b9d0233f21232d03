"""Fit how likely an abstract says a sentence: bot/grounding/classifier.json.

Run: python -m benchmarks.fit.grounding DATA [--many N] [--keep]
Two logistic models (see bot/grounding/classifier.py): whether the abstract speaks of what
the sentence says, fitted on true sentences and those turned round against those that nobody said;
whether it agrees, on true sentences against those turned round. Each twice, with token vectors and
without. A third weighs them with a model of entailment, fitted on what the two say out of fold, and
on a part of the sentences, since asking it takes its time. Prints, from predictions out of fold
(folds of whole papers), the area under the curve on SciFact's claims and the share of each kind
judged rightly; then writes the fit on everything.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.fit.grounding_examples import Example, examples
from bot.grounding import classifier, encoded_abstract
from bot.grounding.alignment import align
from bot.grounding.checker import nli_log_odds
from bot.grounding.rules.run import run_rules
from bot.grounding.similarity import find_nearest_spans, measure_similarity
from bot.llm.nli import CrossEncoder
from retrieval.search.embedding.cache import CachingEmbedder
from retrieval.search.embedding.embedder import Embedder
from retrieval.search.embedding.minilm import MiniLM

FOLDS = 5
SEED = 1
RIDGE = 5.0
KEPT = 0.751  # of SciFact's supported claims, at the working point
TURNED = ("CONTRADICT", "direction", "negation", "figure", "hedge", "quantity", "antonym")
"""What a kind of false sentence has in its name where the abstract speaks of what it says."""
WEIGHTS = {
    "SUPPORT": 4,
    "NOINFO": 4,
    "CONTRADICT": 5,
    "retold": 3,
    "written": 5,
    "tune2": 1.0,
    "left": 0.5,
}
WEIGHTS_OF_THIRD = {
    "SUPPORT": 3,
    "NOINFO": 3,
    "CONTRADICT": 4,
    "written": 3,
    "tune2": 5,
    "detail": 5,
    "left": 3,
    "made": 2,
}
ASKED_OF_OTHERS = 0.08  # the part of the sentences made by program
SAID = (
    "cosine cosine_two lead said_best said_two said_all literal_best literal_two literal_all "
    "least_part_two least_part_all unsaid unsaid_word unsaid_two unsaid_run unliteral_run in_order "
    "back end length name names_unmatched figures_unmatched part_near word_near run_near "
    "unliteral_near name_near"
).split() + [name for name, _, _ in classifier.PRODUCTS]
AGREES = (
    "figure owner direction negation antonym name hedge quantity figures_unmatched names_unmatched "
    "agreeing parity parity_close opposed opposed_close objected objected_close cosine said_best "
    "said_all literal_best in_order back length unliteral_run unliteral_near "
    "exchange exchange_close exchange_some negation_close swap swap_close "
    "denial denial_some denial_close assertion "
    "opposed_some opposed_some_close negation_some direction_some objected_some figure_some"
).split()
MEASURED_ONLY_WITH_VECTORS = {"cosine", "cosine_two", "lead"}

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rows:
    """Examples and their features, by name."""

    examples: Sequence[Example]
    features: Sequence[classifier.Features]

    def matrix(self, names: Sequence[str]) -> Floats:
        """Return the features (examples, names)."""
        return np.array([[f[n] for n in names] for f in self.features])


def main() -> None:
    """Gather features, judge out of fold, fit on all, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--many", type=int, default=200, help="papers of the large collection")
    parser.add_argument("--keep", action="store_true", help="write nothing")
    arguments = parser.parse_args()
    made = list(examples(arguments.data, many=arguments.many, chance=random.Random(SEED)))
    fitted = {}
    embedder = CachingEmbedder(MiniLM(), 200_000)
    for name, rows in gather(made, embedder):
        print(f"== {name}: {len(rows.examples)} sentences")
        found, scores, power = out_of_fold(rows, without=name == "coarse")
        report(rows, scores)
        said, agrees = fit_both(rows, np.arange(len(rows.examples)), without=name == "coarse")
        fitted[name] = {"said": said, "agrees": agrees, "power": {"": power}}
        if name == "fine":
            chosen = asked(made)
            print(f"== with entailment: {len(chosen)} sentences")
            part = Rows([made[i] for i in chosen], [rows.features[i] for i in chosen])
            fitted[name]["entailed"] = fit_third(
                *with_odds(part, [found[i] for i in chosen], embedder)
            )
    if not arguments.keep:
        text = json.dumps(fitted, indent=1) + "\n"
        classifier._COEFFICIENTS.write_text(text, encoding="utf-8")


def gather(made: Sequence[Example], embedder: Embedder) -> Iterator[tuple[str, Rows]]:
    """Yield the features with token vectors, then without."""
    reader = encoded_abstract.TextEncoder(embedder, kept=10_000)
    fine, coarse = [], []
    for example in made:
        sentence, abstract = (
            reader.encode_sentence(example.text),
            reader.encode_abstract(example.paper),
        )
        aligned = align(sentence, abstract)
        near = find_nearest_spans(sentence, abstract, aligned)
        places = [k - 1 for k in near.near]
        _, signs = run_rules(example.text, abstract.sentences, places, abstract.title)
        fine.append(
            classifier.build_features(measure_similarity(sentence, abstract, aligned, near), signs)
        )
        sentence = replace(sentence, word_vectors=None)
        abstract = replace(abstract, word_vectors=None)
        aligned = align(sentence, abstract)
        near = find_nearest_spans(sentence, abstract, aligned)
        coarse.append(
            classifier.build_features(measure_similarity(sentence, abstract, aligned, near), signs)
        )
    yield "fine", Rows(made, fine)
    yield "coarse", Rows(made, coarse)


def out_of_fold(
    rows: Rows, *, without: bool = False
) -> tuple[list[classifier.Likelihood], Floats, float]:
    """Return what models say of each example that saw none of its group, its score, and the power.

    The power puts the working point, at which `KEPT` of SciFact's supported claims stay, to 0.5.
    """
    folds = folds_of(rows.examples)
    found: dict[int, classifier.Likelihood] = {}
    for fold in range(FOLDS):
        models = fit_both(rows, np.flatnonzero(folds != fold), without=without)
        for i in np.flatnonzero(folds == fold).tolist():
            said, agrees = (classifier._logistic(m, rows.features[i]) for m in models)
            joint = classifier.join_probabilities(said, agrees, rows.features[i])
            found[i] = classifier.Likelihood(said, agrees, joint, joint)
    joints = np.array([found[i].joint for i in range(len(folds))])
    power = float(
        np.log(classifier.MIN_SUPPORTED_SCORE) / np.log(working_point(rows.examples, joints))
    )
    scores = joints**power
    all_found = [replace(found[i], score=float(scores[i])) for i in range(len(folds))]
    return all_found, scores, round(power, 3)


def folds_of(made: Sequence[Example]) -> NDArray[np.intp]:
    """Return the fold of each example, whole groups in one."""
    groups = sorted({e.group for e in made})
    random.Random(SEED).shuffle(groups)
    fold_of = {group: i % FOLDS for i, group in enumerate(groups)}
    return np.array([fold_of[e.group] for e in made])


def working_point(made: Sequence[Example], scores: Floats) -> float:
    """Return the score above which `KEPT` of SciFact's supported claims stay."""
    supported = np.array([e.kind == "SUPPORT" for e in made])
    return float(np.quantile(scores[supported], 1 - KEPT))


def asked(made: Sequence[Example]) -> list[int]:
    """Return the places of the examples of which entailment is asked: few of those by program."""
    chance = random.Random(SEED)
    always = ("SUPPORT", "NOINFO", "CONTRADICT", "written", "tune2")
    return [
        i
        for i, e in enumerate(made)
        if e.kind.split()[0] in always or chance.random() < ASKED_OF_OTHERS
    ]


def with_odds(
    rows: Rows, found: Sequence[classifier.Likelihood], embedder: Embedder
) -> tuple[Rows, NDArray[np.bool_]]:
    """Return what the third model weighs, entailment asked of each, and which it may support."""
    reader, entails = encoded_abstract.TextEncoder(embedder, kept=10_000), CrossEncoder()
    made, may = [], []
    for example, features, likely in zip(rows.examples, rows.features, found, strict=True):
        sentence, abstract = (
            reader.encode_sentence(example.text),
            reader.encode_abstract(example.paper),
        )
        near = find_nearest_spans(sentence, abstract, align(sentence, abstract))
        odds = nli_log_odds(entails, example.text, abstract, near)
        made.append(classifier.build_nli_features(features, likely, odds))
        may.append(
            likely.score >= classifier.MIN_SUPPORTED_SCORE or classifier.is_rescued(features, odds)
        )
    return Rows(rows.examples, made), np.array(may)


def fit_third(rows: Rows, may: NDArray[np.bool_]) -> dict[str, float]:
    """Fit on all, after printing what fits on other folds say; 0.5 is the working point."""
    folds, true = folds_of(rows.examples), np.array([e.true for e in rows.examples])
    weights = np.array([WEIGHTS_OF_THIRD.get(e.kind.split()[0], 1.0) for e in rows.examples])
    names = list(rows.features[0])
    scores = np.zeros(len(folds))
    for fold in range(FOLDS):
        model = fit(rows, names, true, weights, np.flatnonzero(folds != fold))
        for i in np.flatnonzero(folds == fold).tolist():
            scores[i] = classifier._logistic(model, rows.features[i])
    cut = working_point(rows.examples, np.where(may, scores, 0.0))
    shift = float(np.log(cut / (1 - cut)))
    odds = np.log(scores / (1 - scores)) - shift
    report(rows, np.where(may, 1.0, 0.99 * classifier.MIN_SUPPORTED_SCORE) / (1 + np.exp(-odds)))
    model = fit(rows, names, true, weights, np.arange(len(folds)))
    return {**model, "": round(model[""] - shift, 4)}


def fit_both(
    rows: Rows, chosen: NDArray[np.intp], *, without: bool = False
) -> tuple[dict[str, float], dict[str, float]]:
    """Return the coefficients of both models by feature, the bias by the empty name."""
    true = np.array([e.true for e in rows.examples])
    spoken = true | np.array([is_turned(e.kind) for e in rows.examples])
    weights = np.array([WEIGHTS.get(e.kind.split()[0], 1.0) for e in rows.examples])
    about = chosen[spoken[chosen]]
    leave = MEASURED_ONLY_WITH_VECTORS if without else set()
    leave = leave | {name for name, *factors in classifier.PRODUCTS if leave & set(factors)}
    return (
        fit(rows, [n for n in SAID if n not in leave], spoken, weights, chosen),
        fit(rows, [n for n in AGREES if n not in leave], true, weights, about),
    )


def is_turned(kind: str) -> bool:
    """Tell whether a false sentence of this kind is about what its abstract says."""
    return any(word in kind for word in TURNED)


def fit(
    rows: Rows,
    names: Sequence[str],
    wanted: NDArray[np.bool_],
    weights: Floats,
    chosen: NDArray[np.intp],
) -> dict[str, float]:
    """Fit a logistic model (Newton), both sides weighing alike, ridge on unit features."""
    raw, label, weight = rows.matrix(names)[chosen], wanted[chosen], weights[chosen].copy()
    weight[label] *= weight[~label].sum() / weight[label].sum()
    weight *= len(chosen) / weight.sum()
    mean, scale = raw.mean(axis=0), raw.std(axis=0) + 1e-9
    x = np.column_stack([np.ones(len(raw)), (raw - mean) / scale])
    beta = np.zeros(x.shape[1])
    ridge = np.diag([0.0, *[RIDGE] * len(names)])
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        gradient = x.T @ (weight * (label - p)) - ridge @ beta
        hessian = (x.T * (weight * p * (1 - p) + 1e-9)) @ x + ridge
        beta += np.linalg.solve(hessian, gradient)
    slopes = beta[1:] / scale
    bias = beta[0] - float(slopes @ mean)
    return {"": round(bias, 4)} | {
        n: round(float(s), 4) for n, s in zip(names, slopes, strict=True)
    }


def report(rows: Rows, scores: Floats) -> None:
    """Print the area under SciFact's curve, and the share of each kind judged rightly."""
    kinds = np.array([e.kind for e in rows.examples])
    true = np.array([e.true for e in rows.examples])
    claims = np.isin(kinds, ["SUPPORT", "CONTRADICT", "NOINFO"])
    print(f"area under the curve, SciFact: {area(scores[claims], true[claims]):.3f}")
    for kind in sorted(set(kinds)):
        of_kind = kinds == kind
        kept = float((scores[of_kind] >= classifier.MIN_SUPPORTED_SCORE).mean())
        told = f"kept {kept:.1%}" if true[of_kind][0] else f"rejected {1 - kept:.1%}"
        print(f"  {kind:24} {of_kind.sum():5} {told}")


def area(scores: Floats, true: NDArray[np.bool_]) -> float:
    """Return the area under the curve: how often a true sentence outscores a false one."""
    better = scores[true][:, None] > scores[~true][None, :]
    same = scores[true][:, None] == scores[~true][None, :]
    return float(better.mean() + same.mean() / 2)


if __name__ == "__main__":
    main()
