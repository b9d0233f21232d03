"""Make questions that a library answers from its own papers, without a model.

People ask in other words than a paper's own, and in few. So a question here is three or five
subject words of a sentence: a title or a whole sentence would be found at once, and the cut-off
set too high. How hard they are still differs from library to library, more than people's own
questions do, so that a fit to them is trusted little (`TRUST`).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.paper import Paper
from retrieval.search.query import carries_subject, folded_words
from retrieval.text.sentences import sentences

MOST_PAPERS = 120
"""Enough for an error of 5 % to be known to 3 points; each paper gives up to two questions."""

TRUST = 0.1
"""What a made question counts for, where one that people asked counts for 1."""

_WORDS = (3, 5)
_SHORTEST, _LONGEST = 8, 45  # words of a sentence that is about something


@dataclass(frozen=True, slots=True)
class Own:
    """A question made from a paper of the library."""

    question: str
    paper_id: str


def own_questions(papers: Iterable[Sequence[Paper]], chance: random.Random) -> list[Own]:
    """Return questions made of up to `MOST_PAPERS` papers, drawn by `chance`."""
    made: list[Own] = []
    for paper in _drawn(papers, chance):
        read = paper.for_reading()
        for words in _WORDS:
            if question := _of_sentence(read.abstract, words, chance):
                made.append(Own(question, paper.paper_id))
    return made


def _drawn(papers: Iterable[Sequence[Paper]], chance: random.Random) -> list[Paper]:
    """Draw papers alike out of a stream (Vitter's algorithm R, 1985)."""
    kept: list[Paper] = []
    standing = (p for batch in papers for p in batch if p.abstract and not p.withdrawn)
    for seen, paper in enumerate(standing):
        if seen < MOST_PAPERS:
            kept.append(paper)
        elif (place := chance.randrange(seen + 1)) < MOST_PAPERS:
            kept[place] = paper
    return kept


def _of_sentence(abstract: str, many: int, chance: random.Random) -> str:
    spans = [s.text for s in sentences(abstract)]
    long_enough = [s for s in spans if _SHORTEST <= len(s.split()) <= _LONGEST]
    if not long_enough:
        return ""
    words = _subject_words(chance.choice(long_enough))
    if len(words) <= many:
        return ""
    kept = sorted(chance.sample(range(len(words)), many))
    return " ".join(words[i] for i in kept)


def _subject_words(text: str) -> list[str]:
    words = (w.strip(".,;:!?()[]“”\"'") for w in text.split())
    plain = (w for w in dict.fromkeys(words) if w.isalpha())
    return [w for w in plain if carries_subject("".join(folded_words(w)))]
