"""Find the sentence of an abstract that states an aspect, if any does."""

from __future__ import annotations

from bot.answering.language_model import CellTask
from bot.grounding.number_spelling import figures
from bot.llm.extractive import sentence_roles as roles
from bot.llm.extractive.passages import Passage, Passages, alignment, cosine
from retrieval.search.embedding.embedder import Embedded

_LIKE_ENOUGH = 0.62  # MaxSim of an aspect's words with a sentence that speaks of it
_LIKE_ENOUGH_COSINE = 0.42


def choose(task: CellTask, passages: Passages) -> Passage | None:
    """Return the sentence that states the aspect, or None where no sentence does.

    The usual aspects (problem, method, data, results, limitations) are known by their cues;
    any other by how near its words are to a sentence's.
    """
    found = passages.of([task.excerpt])
    role = task.aspect.strip().lower()
    if roles.known(role):
        return _by_cues(role, found)
    question = passages.question(task.aspect)
    nothing = Embedded(question.vector)
    scored = [(alignment(question, p, nothing), cosine(question, p), p) for p in found]
    if not scored:
        return None
    aligned, near, passage = max(scored, key=lambda s: s[0] + 0.5 * s[1])
    enough = aligned >= _LIKE_ENOUGH if question.tokens else near >= _LIKE_ENOUGH_COSINE
    return passage if enough else None


def _by_cues(role: str, found: list[Passage]) -> Passage | None:
    def score(passage: Passage) -> float:
        cues = roles.strength(role, passage.text)
        if not cues:
            return 0.0
        where = passage.place / max(passage.of - 1, 1)
        early = {"problem": 1.0, "method": 0.3}.get(role, 0.0)
        late = {"results": 1.0, "limitations": 0.3, "data": 0.3}.get(role, 0.0)
        figure = 0.7 if role in {"results", "data"} and figures(passage.text) else 0.0
        return cues + early * (1 - where) + late * where + figure

    best = max(found, key=score, default=None)
    return best if best is not None and score(best) > 0 else None
