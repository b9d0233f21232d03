"""Choose the sentences of a cell of a comparison."""

from __future__ import annotations

from bot.answering.language_model import CellTask
from bot.llm.extractive.leaning import leans
from bot.llm.extractive.own_work import (
    ASPECTS,
    STATED,
    Aspect,
    OwnSentence,
    find_contribution,
    score_sentences,
)
from bot.llm.extractive.passages import Passage, PassageEmbedder, alignment, cosine
from retrieval.search.embedding.embedder import Embedded
from retrieval.text.sentence_roles import Role

_MIN_ALIGNMENT = 0.48  # MaxSim of an aspect's words with a sentence that speaks of it
_MIN_COSINE = 0.42  # where there are no token vectors
_UNSTATED: dict[Aspect, float] = {
    "problem": 0.8,
    "method": 0.0,
    "data": 0.9,
    "results": 1.0,
    "limitations": 1.0,
}

_MIN_SECOND = 2.2  # points of a second sentence on the method
_MAX_RESULT_POINTS = 2.6  # points as a result of a second sentence on the method
_MAX_TWO_CHARS = 420  # characters of two sentences in one cell


def choose_cell_quotes(task: CellTask, passages: PassageEmbedder) -> list[Passage] | None:
    """Return the sentences that state the aspect; none where unsure, None where surely none does.

    The usual aspects (problem, method, data, results, limitations) are told by their cues; any
    other by how near its words are to a sentence's.
    """
    found = passages.embed_sentences([task.excerpt])
    name = task.aspect.strip().lower()
    for aspect in ASPECTS:
        if name == aspect:
            return _choose_by_aspect(aspect, task.excerpt.paper.title, found)
    question = passages.embed_question(task.aspect)
    nothing = Embedded(question.vector)
    scored = [(alignment(question, p, nothing), cosine(question, p), p) for p in found]
    if not scored:
        return None
    aligned, near, passage = max(scored, key=lambda s: s[0] + 0.5 * s[1])
    enough = aligned >= _MIN_ALIGNMENT if question.tokens else near >= _MIN_COSINE
    return [passage] if enough else None


def _choose_by_aspect(aspect: Aspect, title: str, found: list[Passage]) -> list[Passage] | None:
    scored = score_sentences(title, [p.text for p in found])
    points = [s.points[aspect] for s in scored]
    best = max(points, default=0.0)
    if best < STATED[aspect]:
        return [] if best >= _UNSTATED[aspect] else None
    contribution = find_contribution(scored, [p.text for p in found])
    if aspect != "method" or contribution is None:
        return [found[points.index(best)]]
    first = found[contribution]
    more = [
        p
        for p, own in zip(found, scored, strict=True)
        if p.place > first.place
        and _adds_to_method(own)
        and not leans(p.text)
        and len(first.text) + len(p.text) <= _MAX_TWO_CHARS
    ]
    return [first, *more[:1]]


def _adds_to_method(own: OwnSentence) -> bool:
    """Tell whether a sentence says more of the method, and neither problem nor result."""
    points = own.points
    return (
        points["method"] >= _MIN_SECOND
        and (own.is_own or own.role in (Role.METHOD, Role.OBJECTIVE))
        and own.role is not Role.RESULT
        and points["problem"] < STATED["problem"]
        and points["results"] < _MAX_RESULT_POINTS
    )
