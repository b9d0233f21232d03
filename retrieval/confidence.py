"""Does the library answer this at all? A probability from what a search saw.

A logistic model over the best alignment, cosine and word coverage; its coefficients are fitted by
benchmarks/tune_cutoff.py on visible questions with and without an answer. No model call.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from retrieval.fusion import Scores


@dataclass(frozen=True, slots=True)
class Signals:
    """What a search saw of how well its best papers fit, each about 0 to 1.

    `alignment` is the best MaxSim, `cosine` the best cosine, `coverage` the best BM25 score as a
    part of what a paper with each word of the query would get; `identified` tells that the query
    names a paper of the library by id, link or DOI.
    """

    alignment: float = 0.0
    cosine: float = 0.0
    coverage: float = 0.0
    identified: bool = False

    @classmethod
    def of(cls, scores: Scores, *, identified: bool) -> Signals:
        """Take the best of each over the candidates; 0 where there are none."""
        best = max(scores.lexical.values(), default=0.0)
        return cls(
            max(scores.alignment.values(), default=0.0),
            max(scores.dense.values(), default=0.0),
            best / scores.ceiling if scores.ceiling > 0 else 0.0,
            identified,
        )


@dataclass(frozen=True, slots=True)
class Confidence:
    """The fitted model: the probability that the best papers answer the query.

    Without token vectors (another embedder) `alignment` is 0 and the second set of coefficients,
    fitted without it, is used.
    """

    bias: float = -10.0
    alignment: float = 14.0
    cosine: float = 4.0
    coverage: float = 3.0
    bias_alone: float = -4.0
    cosine_alone: float = 8.0
    coverage_alone: float = 4.0

    def __call__(self, signals: Signals) -> float:
        """Return the probability, 1 for an identified paper, 0 where nothing was found."""
        if signals.identified:
            return 1.0
        if signals.alignment > 0:
            logit = (
                self.bias
                + self.alignment * signals.alignment
                + self.cosine * signals.cosine
                + self.coverage * signals.coverage
            )
        elif signals.cosine > 0 or signals.coverage > 0:
            logit = (
                self.bias_alone
                + self.cosine_alone * signals.cosine
                + self.coverage_alone * signals.coverage
            )
        else:
            return 0.0
        return 1.0 / (1.0 + math.exp(-logit))
