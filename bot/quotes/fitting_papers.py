"""Decide which of the papers found fit the topic of a question for papers.

A logistic model of the score of the search, of the words of the topic that a paper has, and of how
surely the model of the check says of its abstract that it fits (fitted by
benchmarks/fit/fitting_papers.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.grounding.content_words import find_stems, share_words, weigh_words
from bot.grounding.cross_encoder import ReadPair, rate_answers
from bot.grounding.premise import join_nearest
from bot.questions.names import find_phrase_names, has_name
from bot.questions.topic import claim_fit
from retrieval.paper import Paper, normalize_title
from retrieval.search.results import Hit
from retrieval.text import patterns as re
from retrieval.text.labels import split_abstract

MAX_READ = 8
"""How many of the hits are read, the first."""
_MAX_TOPIC_WORDS, _MIN_RARE_WEIGHT, _MAX_RARE_HITS = 3, 0.9, 10
"""Of a short topic, what makes a word one that a paper must have: its weight, and how few hits."""
_MIN_SENTENCES_ABOUT = 2  # with what is excluded
_QUOTED = re.compile(r"[“\"](.+)[”\"]")


_BIAS, _WEIGHTS = -4.33, (2.22, 0.9, 0.65)
_MIN_ODDS = -1.39
_MIN_SUREST, _MIN_SUREST_UNSHARED = 1.1, 3.0
"""Log odds that the surest fits, if none has all words: one that has some word, and any."""


def find_fitting(
    topic: str, hits: Sequence[Hit], read: ReadPair, excluded: Sequence[str] = ()
) -> list[Hit]:
    """Return the hits of a search for a topic that fit it, the likeliest first; blocks.

    A name, or a rare word of a short topic, must be in a paper as long as another has one. Papers
    about what is `excluded` are left out. A topic in quotation marks is looked for word for word.
    """
    unwanted = [stems for one in excluded if (stems := find_stems(one) - weigh_words(topic).keys())]
    hits = [hit for hit in hits if not any(_is_about(hit.paper, stems) for stems in unwanted)]
    if phrase := _QUOTED.fullmatch(topic):
        exact = normalize_title(phrase[1])
        return [hit for hit in hits if exact in normalize_title(_join(hit.paper))]
    names = find_phrase_names(topic)
    for name in names:
        hits = [hit for hit in hits if has_name(_join(hit.paper), name)] or hits
    weights = weigh_words(topic)
    if len(weights) <= _MAX_TOPIC_WORDS and " or " not in topic:
        for word in [word for word, weight in weights.items() if weight >= _MIN_RARE_WEIGHT]:
            having = [hit for hit in hits if word in find_stems(_join(hit.paper))]
            hits = having if 0 < len(having) <= _MAX_RARE_HITS else hits
    measured = measure_fit(topic, hits, read)
    is_any = any(
        words == 1 or reading >= (_MIN_SUREST if words or names else _MIN_SUREST_UNSHARED)
        for _, reading, words in measured
    )
    if not is_any:
        return []
    odds = [_BIAS + sum(w * x for w, x in zip(_WEIGHTS, one, strict=True)) for one in measured]
    likely = sorted(range(len(odds)), key=lambda n: -odds[n])
    return [hits[n] for n in likely if odds[n] >= _MIN_ODDS]


def measure_fit(
    topic: str, hits: Sequence[Hit], read: ReadPair
) -> list[tuple[float, float, float]]:
    """Return what is known of the first hits of a search for a topic.

    That is the share of the best score of the search, the log odds that the paper fits, and the
    share of the topic's words, by weight, that it has.
    """
    papers = [hit.paper for hit in hits[:MAX_READ]]
    best = max((hit.score for hit in hits), default=0.0) or 1.0
    return [
        (hit.score / best, reading, share_words(topic, _join(hit.paper)))
        for hit, reading in zip(hits, rate_fit(topic, papers, read), strict=False)
    ]


def rate_fit(wanted: str, papers: Sequence[Paper], read: ReadPair) -> list[float]:
    """Return the log odds that each paper fits what is wanted."""
    claim = claim_fit(wanted)
    texts = [
        join_nearest(paper.title, [span.text for span in split_abstract(paper.abstract)], claim)
        for paper in papers
    ]
    return rate_answers(read, claim, texts)


def _join(paper: Paper) -> str:
    return f"{paper.title}. {paper.abstract}"


def _is_about(paper: Paper, stems: frozenset[str]) -> bool:
    """Tell whether a paper has the words in its title, or in several sentences."""
    having = [one for one in split_abstract(paper.abstract) if stems <= find_stems(one.text)]
    return stems <= find_stems(paper.title) or len(having) >= _MIN_SENTENCES_ABOUT
