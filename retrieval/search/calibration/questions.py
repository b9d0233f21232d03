"""Make questions that a library answers from its own papers, without a model.

People ask in other words than a paper's own, and in few. So a question here is three or five
subject words of a sentence: a title or a whole sentence would be found at once, and the cut-off
set too high. How hard they are still differs from library to library, more than people's own
questions do, so that a fit to them is trusted little (`MADE_QUESTION_WEIGHT`).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from importlib import resources

from retrieval.paper import Paper
from retrieval.search.query import fold_words, is_subject_word
from retrieval.text.labels import split_abstract

MAX_SAMPLED_PAPERS = 120
"""Enough for an error of 5 % to be known to 3 points; each paper gives up to two questions."""

MADE_QUESTION_WEIGHT = 0.1
"""What a made question counts for, where one that people asked counts for 1."""

_QUESTION_WORDS = (3, 5)
_MIN_SENTENCE_WORDS, _MAX_SENTENCE_WORDS = 8, 45  # words of a sentence that is about something


def make_own_questions(papers: Iterable[Sequence[Paper]], chance: random.Random) -> tuple[str, ...]:
    """Return questions made of up to `MAX_SAMPLED_PAPERS` papers, drawn by `chance`."""
    return tuple(
        question
        for paper in _sample_papers(papers, chance)
        for words in _QUESTION_WORDS
        if (question := _make_question(paper.for_reading().abstract, words, chance))
    )


def _sample_papers(papers: Iterable[Sequence[Paper]], chance: random.Random) -> list[Paper]:
    """Draw papers alike out of a stream (Vitter's algorithm R, 1985)."""
    kept: list[Paper] = []
    standing = (p for batch in papers for p in batch if p.abstract and not p.withdrawn)
    for seen, paper in enumerate(standing):
        if seen < MAX_SAMPLED_PAPERS:
            kept.append(paper)
        elif (place := chance.randrange(seen + 1)) < MAX_SAMPLED_PAPERS:
            kept[place] = paper
    return kept


def _make_question(abstract: str, many: int, chance: random.Random) -> str:
    spans = [s.text for s in split_abstract(abstract)]
    long_enough = [s for s in spans if _MIN_SENTENCE_WORDS <= len(s.split()) <= _MAX_SENTENCE_WORDS]
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
    return [w for w in plain if is_subject_word("".join(fold_words(w)))]


def load_far_questions() -> dict[str, tuple[str, ...]]:
    """Return questions from everyday fields, by field, which a library of papers does not answer.

    Some borrow a word or two from research, so that words alone do not give them away. A library
    may be about one of the fields: leave out a field that the library covers.
    """
    text = resources.files("retrieval.search.calibration").joinpath("far_questions.txt")
    fields = f"\n{text.read_text('utf-8')}".split("\n= ")[1:]
    parts = (field.strip().splitlines() for field in fields)
    return {field: tuple(questions) for field, *questions in parts}
