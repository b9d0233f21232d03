"""Estimate the probability that the library answers a query, from the scores of a search.

A logistic model over a few signals; `benchmarks.fit.search cutoff` fitted its coefficients on
visible questions with and without an answer, in libraries of 67 and of 5,000 papers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

from retrieval.search.fusion import Scores

_MAX_LEADING = 50  # candidates that the best one is compared with
# Beyond these the model would extrapolate.
_SIZE_RANGE = (1.5, 5.0)  # log10 of papers
_WORDS_RANGE = (4, 30)


@dataclass(frozen=True, slots=True)
class Signals:
    """How well a search's best papers fit the query.

    `alignment` is the best MaxSim, `cosine` the best cosine, `coverage` the best BM25 score divided
    by that of a paper with each word of the query; each `…_lead` is the distance of the best to the
    mean of the best 50. `unknown` is the share of the query's words, by rarity, that no paper has;
    `size` the decadic logarithm of the number of papers. `words` is the natural logarithm of the
    number of words of the query: a long question matches no paper in all. `identified` is True if
    the query names a paper of the library by id, link or DOI. The others are in the order of the
    model's coefficients after the bias.
    """

    cosine: float = 0.0
    cosine_lead: float = 0.0
    coverage: float = 0.0
    unknown: float = 0.0
    size: float = _SIZE_RANGE[0]
    alignment: float = 0.0
    alignment_lead: float = 0.0
    words: float = math.log(_WORDS_RANGE[0])
    identified: bool = False

    @classmethod
    def of(cls, scores: Scores, *, identified: bool) -> Signals:
        """Read the signals off a search's scores."""
        best = max(scores.lexical.values(), default=0.0)
        low, high = _SIZE_RANGE
        fewest, most = _WORDS_RANGE
        return cls(
            *_best_and_lead(scores.dense.values()),
            best / scores.ceiling if scores.ceiling > 0 else 0.0,
            scores.unknown,
            min(max(math.log10(max(scores.papers, 1)), low), high),
            *_best_and_lead(scores.alignment.values()),
            math.log(min(max(scores.words, fewest), most)),
            identified,
        )

    def features(self) -> tuple[float, ...]:
        """Return the model's inputs, in the order of its coefficients after the bias."""
        return astuple(self)[:-1]


@dataclass(frozen=True, slots=True)
class Confidence:
    """The fitted model. Each tuple is the bias and the coefficients of `Signals.features()`.

    `aligned` is fitted to bge-small; its bias is moved to suit the default cut-off.
    `unaligned` is fitted to MiniLM without the last three, for papers whose token vectors are lost.
    `slope` and `shift` calibrate the logit to one library and embedder:
    `retrieval.search.calibration`.
    """

    aligned: Sequence[float] = (-9.56, 17.71, -3.86, 3.08, -4.5, -4.41, 13.13, -2.69, 1.78)
    unaligned: Sequence[float] = (3.18, 22.68, -7.55, 3.55, -3.67, -4.05)
    slope: float = 1.0
    shift: float = 0.0

    def __call__(self, signals: Signals) -> float:
        """Return the probability that the best papers answer the query.

        1 for an identified paper, 0 if nothing was found.
        """
        if signals.identified:
            return 1.0
        if signals.cosine <= 0 and signals.coverage <= 0:
            return 0.0
        z = self.slope * self.logit(signals) + self.shift
        return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, z))))

    def logit(self, signals: Signals) -> float:
        """Return the log-odds before slope and shift are applied."""
        coefficients = self.aligned if signals.alignment > 0 else self.unaligned
        return coefficients[0] + sum(
            c * f for c, f in zip(coefficients[1:], signals.features(), strict=False)
        )


def _best_and_lead(values: Iterable[float]) -> tuple[float, float]:
    leading = sorted(values, reverse=True)[:_MAX_LEADING]
    if not leading:
        return 0.0, 0.0
    return leading[0], leading[0] - sum(leading) / len(leading)
