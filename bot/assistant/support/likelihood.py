"""How likely it is that an abstract says a sentence: two fitted logistic models, multiplied.

The first tells whether the abstract speaks of what the sentence says, the second whether it then
says the same and not the opposite. Their coefficients are in likelihood.json, fitted by
benchmarks/tune_support.py on sentences that abstracts say and that they do not.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from bot.assistant.support.meaning import Meaning
from bot.assistant.support.rules.objection import Signals

_COEFFICIENTS = Path(__file__).with_name("likelihood.json")
ENOUGH = 0.5
"""The least score of a sentence that is supported."""

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Likelihood:
    """The probabilities that a sentence's subject is spoken of, and that the abstract agrees.

    `score` joins them: 0 to 1, where `ENOUGH` is the working point.
    """

    said: float
    agrees: float
    score: float


def features(meaning: Meaning, signals: Signals) -> dict[str, float]:
    """Return what the models weigh, by name."""
    found = {**asdict(meaning), **asdict(signals)}
    signs = [signals.direction, signals.negation, signals.antonym]
    found["opposed"] = max(signs)
    found["opposed_close"] = max(signs) * meaning.said_best
    found["objected"] = max(*signs, signals.owner, signals.figure, signals.hedge, signals.quantity)
    return found


def likelihood(found: Features, *, coarse: bool) -> Likelihood:
    """Weigh the features; `coarse` where the embedder gave no token vectors."""
    models = _models()["coarse" if coarse else "fine"]
    said = _logistic(models["said"], found)
    agrees = _logistic(models["agrees"], found)
    return Likelihood(said, agrees, (said * agrees) ** models["power"][""])


def _logistic(coefficients: Features, found: Features) -> float:
    logit = sum(c * (found[name] if name else 1.0) for name, c in coefficients.items())
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, logit))))


@cache
def _models() -> dict[str, dict[str, dict[str, float]]]:
    """Read the coefficients: of each model by feature, the bias by the empty name."""
    models: dict[str, dict[str, dict[str, float]]]
    models = json.loads(_COEFFICIENTS.read_text(encoding="utf-8"))
    return models
