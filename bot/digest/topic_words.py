"""Tell whether a paper names a topic in words, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.grounding.content_words import find_content_words, find_stems, weigh_words
from retrieval.paper import Paper
from retrieval.text import patterns as re
from retrieval.text.labels import split_abstract

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

_GENERIC = find_stems(
    "mechanism model method technique approach algorithm system network problem task application"
)
"""A paper may be on "attention mechanisms" without the word "mechanism"."""
_PREPOSITION = re.compile(r" (?:for|of|in|on|with|by|from|to|and) ")
_LEADING_SENTENCES = 2  # of an abstract, which say what the paper is about
_LEADING_SHARE = 0.2  # of the fit comes from naming the topic there
_NAMED_SHARE, _HALF_SHARE = 0.75, 0.6  # of its fit keeps a paper that names it elsewhere, or half
_MIN_KEPT_FIT = 0.45  # below which a share of a fit does not fall
_MIN_WEIGHT = 0.3  # of a word of a topic that says something alone
_MIN_PREFIX = 6  # letters of a stem that another begins with
_MAX_UNNAMED_FIT = 0.2  # of a paper that does not name the topic


def weigh_by_words(
    topic: str, papers: Sequence[Paper], near: NDArray[np.float32], strict: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return how well each paper (papers,) fits a topic, given whether it names it.

    `near` are the fits by meaning, and `strict` those of papers with words like the topic's. A
    paper whose title has half of the topic, "segmentation" of "image segmentation", fits less.
    """
    words = find_content_words(topic)
    wanted = {*words} - _GENERIC or {*words}
    is_phrase = _PREPOSITION.search(topic) is None
    span = len(words) + 1 if is_phrase else None
    telling = {stem for stem, w in weigh_words(topic).items() if w >= _MIN_WEIGHT} & wanted
    fits = np.minimum(strict, _MAX_UNNAMED_FIT)
    for row, paper in enumerate(papers if wanted else ()):
        sentences = [paper.title, *(s.text for s in split_abstract(paper.abstract))]
        named = [_names(wanted, find_content_words(sentence), span) for sentence in sentences]
        if any(named[: _LEADING_SENTENCES + 1]):
            fits[row] = near[row] and near[row] * (1 - _LEADING_SHARE) + _LEADING_SHARE
        elif any(named):
            fits[row] = max(_NAMED_SHARE * strict[row], min(strict[row], _MIN_KEPT_FIT))
        elif is_phrase and 2 * len(telling & find_stems(paper.title)) >= len(wanted):
            fits[row] = max(_HALF_SHARE * strict[row], min(strict[row], _MIN_KEPT_FIT))
    return fits


def _names(wanted: Collection[str], words: Sequence[str], span: int | None) -> bool:
    """Tell whether a text has all wanted stems, in any order, among `span` words in a row."""
    size = span or len(words)
    return any(
        all(any(_is_form(word, stem) for word in words[i : i + size]) for stem in wanted)
        for i in range(max(len(words) - size, 0) + 1)
    )


def _is_form(a: str, b: str) -> bool:
    """Tell whether two stems are of one word: "transf" and "transfer"."""
    short, long = sorted((a, b), key=len)
    return a == b or (len(short) >= _MIN_PREFIX and long.startswith(short))
