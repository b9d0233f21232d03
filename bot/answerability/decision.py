"""Decide whether a library answers a question at all, from the search and from what was read."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answerability.reading import Reading
from bot.grounding.cross_encoder import log_odds

_BASE, _OF_CONFIDENCE, _OF_WHOLE, _OF_STATED, _OF_RELEVANCE = 1.21, 0.22, 0.62, 0.12, 0.16
_OF_NAMED = 0.83
"""Of a logistic model, by benchmarks/fit/paper_choice.py."""

_MIN_ODDS, _MIN_ODDS_MEANT = -1.25, -3.0
"""At which some 3 % of the described questions are refused, and 3 % of those of other worlds
answered; and the same where it is enough that a paper is meant, as of limits an answer says that
there are none."""

_MAX_MARGIN = 6.0
_LEAST = 1e-9  # probability


def is_answerable(
    confidence: float,
    cutoff: float,
    readings: Sequence[Reading],
    *,
    is_known: bool = False,
    asks_limits: bool = False,
) -> bool:
    """Tell whether a question is answered rather than refused.

    `confidence` is that of the search, from 0 to 1, and decides alone, by `cutoff`, where nothing
    was read. `is_known`: the question is about papers in question already, and the search does not
    count. `asks_limits`: it asks for the limits of the authors' work.
    """
    if not readings:
        return is_known or confidence >= cutoff
    margin = log_odds(confidence, _LEAST) - log_odds(cutoff, _LEAST)
    if is_known:
        margin = max(margin, 0.0)
    least = _MIN_ODDS_MEANT if is_known or asks_limits else _MIN_ODDS
    return rate_answerable(margin, readings) >= least


def rate_answerable(margin: float, readings: Sequence[Reading]) -> float:
    """Return the log odds that the papers answer.

    `margin` is how far the confidence of the search is above the cut-off, in log odds.
    """
    bounded = max(-_MAX_MARGIN, min(_MAX_MARGIN, margin))
    return (
        _BASE
        + _OF_CONFIDENCE * bounded
        + _OF_WHOLE * max(reading.whole for reading in readings)
        + _OF_STATED * max(reading.stated for reading in readings)
        + _OF_RELEVANCE * max(reading.relevance for reading in readings)
        + _OF_NAMED * any(reading.named for reading in readings)
    )
