"""Choose the papers that an answer is about: those compared, meant, or in question already."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.answerability.names import find_names, fold_name, has_name
from bot.grounding.content_words import find_stems, weigh_words
from bot.questions.compared import split_compared
from retrieval.paper import Paper
from retrieval.search.results import Hit

_MIN_COVERED_BY_TITLE = 0.4  # of a phrase's words by weight, for it to name the paper
_MIN_TITLE_SHARE = 0.6  # of a title's words by weight, for a phrase to be that title
_MAX_COMPARED = 5
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}

FindHits = Callable[[str], Sequence[Hit]]
"""Searches the library; blocks."""


def find_compared(question: str, find: FindHits, before: Sequence[Paper] = ()) -> list[Paper]:
    """Return the two to five papers that a question compares; fewer if it is not clear which.

    `before` are the papers in question already: the first is compared where the question names but
    one other.
    """
    named: dict[str, Paper] = {}
    likely: dict[str, Paper] = {}
    for phrase in split_compared(question):
        hits = find(phrase)
        best = next((hit for hit in hits if names_paper(phrase, hit.paper)), None)
        if best is not None:
            named.setdefault(best.paper.paper_id, best.paper)
        elif hits:
            likely.setdefault(hits[0].paper.paper_id, hits[0].paper)
    chosen = dict(named)
    if len(chosen) < 2 and before:
        chosen = {paper.paper_id: paper for paper in [*before[:1], *chosen.values()]}
    for paper_id, paper in likely.items():
        if len(chosen) < 2:
            chosen.setdefault(paper_id, paper)
    words = re.findall(r"\w+", question)
    wanted = next((n for word, n in _COUNTS.items() if word in words), 2)
    if len(named) < 2 and not before:
        for hit in find(question)[:wanted]:
            if len(chosen) < wanted:
                chosen.setdefault(hit.paper.paper_id, hit.paper)
    return list(chosen.values())[:_MAX_COMPARED]


def names_paper(phrase: str, paper: Paper) -> bool:
    """Tell whether a phrase names a paper: by a name in its title, or by most words of it."""
    names = find_names(f"on {phrase}")
    if names and any(has_name(paper.title, name) for name in names):
        return True
    words = phrase.split()
    if len(words) == 1 and has_name(paper.title, phrase):
        return True
    weights = weigh_words(phrase)
    shared = sum(w for stem, w in weights.items() if stem in find_stems(paper.title))
    return bool(weights) and shared >= _MIN_COVERED_BY_TITLE * sum(weights.values())


def is_title_of(phrase: str, paper: Paper) -> bool:
    """Tell whether a phrase is the name in a paper's title, or nearly all words of it."""
    if fold_name(phrase) == fold_name(paper.title.partition(":")[0]):
        return True
    if any(has_name(paper.title, name) for name in find_names(f"on {phrase}")):
        return True
    weights = weigh_words(paper.title)
    shared = sum(w for stem, w in weights.items() if stem in find_stems(phrase))
    return bool(weights) and shared >= _MIN_TITLE_SHARE * sum(weights.values())


def prefer_named(question: str, hits: Sequence[Hit]) -> tuple[list[Hit], set[str]]:
    """Return the hits, those first whose title, else abstract, has a name of the question.

    Also returns the ids of the papers that have one.
    """
    names = [name for name in find_names(question) if len(name) > 1]

    def order(hit: Hit) -> int:
        if any(has_name(hit.paper.title, name) for name in names):
            return 0
        return 1 if any(has_name(hit.paper.abstract, name) for name in names) else 2

    named = {hit.paper.paper_id for hit in hits if order(hit) < 2}
    return sorted(hits, key=order), named
