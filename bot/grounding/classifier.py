"""Estimate how likely an abstract says a sentence: the product of two fitted logistic models.

The first estimates whether the abstract covers what the sentence is about, the second whether it
then says the same and not the opposite. With a model of entailment, a third combines its log odds
with these two. The coefficients in likelihood.json are fitted by benchmarks/fit/grounding.py.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from itertools import combinations_with_replacement
from pathlib import Path

from bot.grounding.rules.finding import RuleFeatures
from bot.grounding.similarity import SimilarityFeatures

_COEFFICIENTS = Path(__file__).with_name("likelihood.json")
_SOME_FACTOR = 4.0  # a quarter of an objection's full weight is an objection
_MIN_DENIAL = 0.3
_MIN_NAME_OBJECTION, _MIN_LITERAL_SHARE, _NEW_NAME_FACTOR = 0.5, 0.7, 0.35
_MULTIPLIED = ("cosine", "said_best", "said_two", "said_all", "back", "least_part_all")
PRODUCTS = tuple((f"{a} {b}", a, b) for a, b in combinations_with_replacement(_MULTIPLIED, 2))
"""Products of two similarity features, as (name, factor, factor): features that interact."""

_NLI_COMPANIONS = (
    "said_best said_two least_part_all unsaid_word unsaid_run opposed objected objected_close "
    "figure negation direction antonym exchange swap denial name names_unmatched "
    "figures_unmatched quantity hedge back length cosine cosine_two literal_best in_order"
).split()

MIN_SUPPORTED_SCORE = 0.5
"""The threshold of the score, from 0 to 1."""

MIN_LOG_ODDS, MAX_LOG_ODDS = -5.0, 1.5
"""Log odds of entailment beyond this range are clipped: they carry no more information."""
_MIN_RESCUE_LOG_ODDS = -2.0  # log odds; above it in either, seven in ten sentences are true
_MIN_OBJECTION_WEIGHT = 0.5  # weight from which entailment does not outweigh one of these:
_DECISIVE_OBJECTIONS = ("name", "figure", "quantity", "hedge")

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Likelihood:
    """The probabilities that the abstract covers a sentence's subject, and that it agrees.

    `joint` is both; `score` rescales it so that `MIN_SUPPORTED_SCORE` is the threshold.
    """

    said: float
    agrees: float
    joint: float
    score: float


def build_features(meaning: SimilarityFeatures, signals: RuleFeatures) -> dict[str, float]:
    """Return the features of the models, by name.

    They include products: a part that is not said is an invented detail if all the rest is said,
    and an opposite sign a contradiction.
    """
    found = {**asdict(meaning), **asdict(signals)}
    signs = max(signals.direction, signals.negation, signals.antonym)
    found["opposed"] = signs
    found["opposed_close"] = signs * meaning.said_best
    found["objected"] = max(
        signs,
        signals.exchange,
        signals.swap,
        signals.denial,
        signals.owner,
        signals.figure,
        signals.hedge,
        signals.quantity,
        signals.name,
    )
    found["objected_close"] = found["objected"] * meaning.said_best
    found["exchange_close"] = signals.exchange * meaning.said_best
    found["exchange_some"] = min(1.0, 3 * signals.exchange)
    found["negation_close"] = signals.negation * meaning.said_best
    found["denial_some"] = float(signals.denial > _MIN_DENIAL)
    found["denial_close"] = signals.denial * meaning.said_best
    found["swap_close"] = signals.swap * meaning.said_best
    found["parity_close"] = signals.parity * meaning.said_best
    for name in ("opposed", "negation", "direction", "objected"):
        found[f"{name}_some"] = min(1.0, _SOME_FACTOR * found[name])
    found["opposed_some_close"] = found["opposed_some"] * meaning.said_best
    found["figure_some"] = float(signals.figure > 0)
    found["name_near"] = signals.name * meaning.said_two
    found["part_near"] = (1 - meaning.least_part_all) * meaning.said_two
    found["word_near"] = meaning.unsaid_word * meaning.said_two
    found["run_near"] = meaning.unsaid_run * meaning.back
    found["unliteral_near"] = meaning.unliteral_run * meaning.literal_best
    for name, a, b in PRODUCTS:
        found[name] = found[a] * found[b]
    return found


def estimate_likelihood(found: Features, *, coarse: bool) -> Likelihood:
    """Apply the models; `coarse` if the embedder gave no token vectors."""
    models = _models()["coarse" if coarse else "fine"]
    said = _logistic(models["said"], found)
    agrees = _logistic(models["agrees"], found)
    joint = join_probabilities(said, agrees, found)
    return Likelihood(said, agrees, joint, joint ** models["power"][""])


def combine_with_nli(found: Features, likely: Likelihood, odds: tuple[float, float]) -> float:
    """Return the score of a sentence, 0 to 1, including the opinion of a model of entailment.

    `odds` are the log odds that it follows from the nearest sentence of the abstract, and from the
    nearest few together. They raise an unsupported sentence above the threshold only if
    `is_rescued`.
    """
    score = _logistic(_models()["fine"]["entailed"], build_nli_features(found, likely, odds))
    return (
        score
        if likely.score >= MIN_SUPPORTED_SCORE or is_rescued(found, odds)
        else min(score, likely.score)
    )


def is_rescued(found: Features, odds: tuple[float, float]) -> bool:
    """Tell whether entailment may make an otherwise unsupported sentence supported.

    It cannot outweigh a name, a figure, a quantity or a certainty that the abstract lacks.
    """
    return max(odds) >= _MIN_RESCUE_LOG_ODDS and all(
        found[name] < _MIN_OBJECTION_WEIGHT for name in _DECISIVE_OBJECTIONS
    )


def build_nli_features(
    found: Features, likely: Likelihood, odds: tuple[float, float]
) -> dict[str, float]:
    """Return the features of the third model, by name."""
    one, few = (max(MIN_LOG_ODDS, min(MAX_LOG_ODDS, each)) for each in odds)
    joint = _log_odds(likely.joint)
    return {
        "said": _log_odds(likely.said),
        "agrees": _log_odds(likely.agrees),
        "joint": joint,
        "one": one,
        "one squared": one * one,
        "one joint": one * joint,
        "few": few,
        "few squared": few * few,
        "few joint": few * joint,
        "most": max(one, few),
        "least": min(one, few),
        **{name: found[name] for name in _NLI_COMPANIONS},
    }


def join_probabilities(said: float, agrees: float, found: Features) -> float:
    """Return the joint probability, reduced for a sentence that adds a name.

    A sentence that repeats the abstract except for one name states an invented detail, or another
    paper's.
    """
    has_new_name = (
        found["name"] >= _MIN_NAME_OBJECTION and found["literal_best"] >= _MIN_LITERAL_SHARE
    )
    return said * agrees * (_NEW_NAME_FACTOR if has_new_name else 1.0)


def _logistic(coefficients: Features, found: Features) -> float:
    logit = sum(c * (found[name] if name else 1.0) for name, c in coefficients.items())
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, logit))))


def _log_odds(probability: float) -> float:
    probability = max(1e-4, min(1 - 1e-4, probability))
    return math.log(probability / (1 - probability))


@cache
def _models() -> dict[str, dict[str, dict[str, float]]]:
    """Read the coefficients: of each model by feature, the bias by the empty name."""
    models: dict[str, dict[str, dict[str, float]]]
    models = json.loads(_COEFFICIENTS.read_text(encoding="utf-8"))
    return models
