"""Decide from the search and from what was read whether a question is refused, and why."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.answer import MissingDetail
from bot.grounding.content_words import find_stems, weigh_words
from bot.grounding.cross_encoder import log_odds
from bot.quotes.reading import Reading, select_meant
from retrieval.text import patterns as re

_BASE, _CONFIDENCE_WEIGHT, _WHOLE_WEIGHT, _STATED_WEIGHT, _RELEVANCE_WEIGHT = (
    1.21,
    0.22,
    0.62,
    0.12,
    0.16,
)
_NAMED_WEIGHT = 0.83
"""Of a logistic model, by benchmarks/fit/paper_choice.py."""

_MIN_ODDS, _MIN_ODDS_MEANT = -1.25, -3.0
"""At which some 3 % of the described questions are refused, and 3 % of those of other worlds
answered; and the same where it is enough that a paper is meant, as of limits an answer says that
there are none."""

_MAX_MARGIN = 6.0
_LEAST = 1e-9  # probability

SURELY_STATED, MIN_STATED = 0.0, -0.6
"""The log odds below which it may not be stated, and those below which it is not. Of 114 questions
about real abstracts that can be answered 4 are below, of 95 whose detail is not stated 74, and of
58 that describe their paper 2. Relevance would tell no better, and is low for described papers."""

_MIN_WORDS = 3  # of a question, for a sentence that has all of them to state what it asks for
_NO_DETAIL = frozenset(
    """do does did is are was were be has have had can could should would will of for in on at with
    to that by from than when after before it they we i you the a an and or must may need needs get
    gets take takes use uses using""".split()
)
"""Words that end the name of a detail, as participles do: “how many patches are masked”."""
_LEAD = re.compile(
    r"\b(?:(?:what|which)(?:['’]s| is| was| are| were) (?P<of>the|its|their)|"
    r"(?P<which>how many|which|what)) ",
    re.IGNORECASE,
)
_MAX_DETAIL_WORDS, _MAX_DETAIL_CHARS = 5, 240


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
    bounded = max(-_MAX_MARGIN, min(_MAX_MARGIN, margin))
    odds = (
        _BASE
        + _CONFIDENCE_WEIGHT * bounded
        + _WHOLE_WEIGHT * max(reading.whole for reading in readings)
        + _STATED_WEIGHT * max(reading.stated for reading in readings)
        + _RELEVANCE_WEIGHT * max(reading.relevance for reading in readings)
        + _NAMED_WEIGHT * any(reading.named for reading in readings)
    )
    return odds >= (_MIN_ODDS_MEANT if is_known or asks_limits else _MIN_ODDS)


def find_missing(question: str, readings: Sequence[Reading]) -> MissingDetail | None:
    """Return what a question asks for if no paper that it may mean states it.

    The most relevant of these is the closest.
    """
    if not readings or is_stated(readings) or is_stated_literally(question, readings):
        return None
    closest = max(select_meant(readings), key=lambda reading: reading.relevance)
    return MissingDetail(name_detail(question), closest.paper, closest.nearest)


def is_stated_literally(question: str, readings: Sequence[Reading]) -> bool:
    """Tell whether a sentence of a paper that the question may mean has all words of it."""
    words = weigh_words(question).keys()
    return len(words) >= _MIN_WORDS and any(
        words <= find_stems(sentence)
        for reading in select_meant(readings)
        for sentence in reading.sentences
    )


def is_stated(readings: Sequence[Reading], least: float = MIN_STATED) -> bool:
    """Tell whether a paper that the question may mean states it, by at least some log odds."""
    return any(reading.stated >= least for reading in select_meant(readings))


def name_detail(question: str) -> str:
    """Return a question's words for what it asks for: “how many epochs”; all without any."""
    lead, whole = _LEAD.search(question), question.strip(" ?？") or question
    if lead is None:
        return whole
    detail = [(lead["of"] or lead["which"]).lower()]
    for word in question[lead.end() : lead.end() + _MAX_DETAIL_CHARS].split()[:_MAX_DETAIL_WORDS]:
        bare = word.strip(".,;:?!'’()[]\"“”")
        if not bare or bare.lower() in _NO_DETAIL or bare.lower().endswith("ed"):
            break
        detail.append(bare)
        if bare != word:
            break
    return " ".join(detail) if len(detail) > 1 else whole
