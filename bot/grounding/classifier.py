"""How likely it is that an abstract says a sentence: two fitted logistic models, multiplied.

The first tells whether the abstract speaks of what the sentence says, the second whether it then
says the same and not the opposite. Where a model of entailment has its say, a third weighs that
with the two. Their coefficients are in likelihood.json, fitted by benchmarks/fit/grounding.py on
sentences that abstracts say and that they do not.
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
from bot.grounding.similarity import Meaning

_COEFFICIENTS = Path(__file__).with_name("likelihood.json")
_SOME = 4.0  # a quarter of an objection's full weight is an objection
_CLEAR_DENIAL = 0.3
_CLEAR_NAME, _TAKEN_OVER, _NAMED_ANEW = 0.5, 0.7, 0.35
_TOGETHER = ("cosine", "said_best", "said_two", "said_all", "back", "least_part_all")
PRODUCTS = tuple((f"{a} {b}", a, b) for a, b in combinations_with_replacement(_TOGETHER, 2))
"""Names of products of two figures of meaning, and the two: what one tells depends on the other."""

_BESIDE_ENTAILMENT = (
    "said_best said_two least_part_all unsaid_word unsaid_run opposed objected objected_close "
    "figure negation direction antonym exchange swap denial name names_unmatched "
    "figures_unmatched quantity hedge back length cosine cosine_two literal_best in_order"
).split()

ENOUGH = 0.5
"""The least score of a sentence that is supported."""

LEAST_ODDS, MOST_ODDS = -5.0, 1.5
"""Log odds of entailment beyond which there is nothing to tell apart."""
_SAVED = -2.0  # log odds: of what is above in either, seven in ten sentences are true
_OBJECTED = 0.5  # weight of an objection that entailment does not outweigh, of these:
_NOT_SAVED = ("name", "figure", "quantity", "hedge")

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Likelihood:
    """The probabilities that a sentence's subject is spoken of, and that the abstract agrees.

    `joint` joins them; `score` does so too, 0 to 1, where `ENOUGH` is the working point.
    """

    said: float
    agrees: float
    joint: float
    score: float


def features(meaning: Meaning, signals: RuleFeatures) -> dict[str, float]:
    """Return what the models weigh, by name.

    Beside each figure of meaning and each signal, products: a part that is not said is an invented
    detail where all the rest is said, and a sign turned round a contradiction.
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
    found["denial_some"] = float(signals.denial > _CLEAR_DENIAL)
    found["denial_close"] = signals.denial * meaning.said_best
    found["swap_close"] = signals.swap * meaning.said_best
    found["parity_close"] = signals.parity * meaning.said_best
    for name in ("opposed", "negation", "direction", "objected"):
        found[f"{name}_some"] = min(1.0, _SOME * found[name])
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


def likelihood(found: Features, *, coarse: bool) -> Likelihood:
    """Weigh the features; `coarse` where the embedder gave no token vectors."""
    models = _models()["coarse" if coarse else "fine"]
    said = _logistic(models["said"], found)
    agrees = _logistic(models["agrees"], found)
    joint = joined(said, agrees, found)
    return Likelihood(said, agrees, joint, joint ** models["power"][""])


def combine_with_nli(found: Features, likely: Likelihood, odds: tuple[float, float]) -> float:
    """Return the score of a sentence, 0 to 1, with what a model of entailment says of it.

    `odds` are the log odds that it follows from the nearest sentence of the abstract, and from the
    nearest few together. What is not supported without the model may be only where it is `saved`.
    """
    score = _logistic(_models()["fine"]["entailed"], entailed_features(found, likely, odds))
    return score if likely.score >= ENOUGH or saved(found, odds) else min(score, likely.score)


def saved(found: Features, odds: tuple[float, float]) -> bool:
    """Tell whether a sentence that is else unsupported may stand: it may well follow.

    A name, a figure, a quantity word or a claim that the abstract has not is not saved by it.
    """
    return max(odds) >= _SAVED and all(found[name] < _OBJECTED for name in _NOT_SAVED)


def entailed_features(
    found: Features, likely: Likelihood, odds: tuple[float, float]
) -> dict[str, float]:
    """Return what the third model weighs, by name: log odds, cut where they tell no more."""
    one, few = (max(LEAST_ODDS, min(MOST_ODDS, each)) for each in odds)
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
        **{name: found[name] for name in _BESIDE_ENTAILMENT},
    }


def joined(said: float, agrees: float, found: Features) -> float:
    """Return the probability that it is said and agreed to, less where a name has come in.

    A sentence that has its words from the abstract, but for a name that this lacks, tells an
    invented detail or another paper's: what the models leave of it is cut once more.
    """
    anew = found["name"] >= _CLEAR_NAME and found["literal_best"] >= _TAKEN_OVER
    return said * agrees * (_NAMED_ANEW if anew else 1.0)


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
