"""Reduce the excerpts of a question to the sentences that matter for it, within a budget.

A small model reads some 60 tokens a second and confuses what it need not have read: the title and
the few nearest sentences of the best papers answer as well as eight whole abstracts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter

from bot.answering.language_model import AnswerTask
from bot.answering.lead import QuestionKind
from bot.grounding.sentence import Excerpt
from bot.llm.extractive.passages import Passage, PassageEmbedder, alignment, cosine
from bot.prompt_injection.sanitize import sanitize_paper
from retrieval.text.sentence_roles import Role, classify_sentences

_CHARS_PER_TOKEN = 4
_FENCE_CHARS = 40  # around each excerpt
_MAX_PAPERS, _MAX_PAPERS_OF_MANY = 4, 8
_MAX_SENTENCES, _MAX_SENTENCES_OF_MANY = 4, 2  # of one paper
_ASKS_FOR_MANY: frozenset[QuestionKind] = frozenset({"list", "overview"})

_MAX_BELOW_BEST = 0.5  # of a sentence's score, except in a list or an overview
_COSINE_WEIGHT = 0.6
_RANK_WEIGHT = 0.35
_BACKGROUND_PENALTY = 0.25  # it is not the paper's own
_LIMITATION_BONUS = 1.0  # where one is asked for
_PRESENTING = {Role.OBJECTIVE, Role.METHOD}
_PRESENTING_BONUS = 0.3  # of the first sentence that says what a paper does, for a definition


class EvidenceSelector:
    """Selects sentences of excerpts by their nearness to the question; blocks; thread-safe."""

    def __init__(self, passages: PassageEmbedder) -> None:
        self._passages = passages

    def __call__(self, task: AnswerTask, max_tokens: int) -> tuple[Excerpt, ...]:
        """Return the excerpts that fit into some `max_tokens`, reduced, in their order.

        At least the best sentence is in. A list or an overview has a sentence of each paper before
        it has a second one of any.
        """
        many = task.kind in _ASKS_FOR_MANY
        excerpts = task.excerpts[: _MAX_PAPERS_OF_MANY if many else _MAX_PAPERS]
        max_sentences = _MAX_SENTENCES_OF_MANY if many else _MAX_SENTENCES
        room = max_tokens * _CHARS_PER_TOKEN
        titles = {e.number: len(e.paper.title) + _FENCE_CHARS for e in excerpts}
        kept: dict[int, list[Passage]] = {}
        ranked = self._rank(task, excerpts, one_each=many)
        for score, passage in ranked:
            if not many and score < ranked[0][0] - _MAX_BELOW_BEST:
                break
            taken = kept.get(passage.number, [])
            cost = len(passage.text) + (0 if taken else titles[passage.number])
            if len(taken) < max_sentences and (cost <= room or not kept):
                kept.setdefault(passage.number, []).append(passage)
                room -= cost
        return tuple(_reduce(e, kept[e.number]) for e in excerpts if e.number in kept)

    def _rank(
        self, task: AnswerTask, excerpts: Sequence[Excerpt], *, one_each: bool
    ) -> list[tuple[float, Passage]]:
        """Return the sentences with their scores, best first.

        With `one_each`, the best sentence of each paper comes before the second of any.
        """
        question = self._passages.embed_question(task.question)
        titles = self._passages.embed_titles(excerpts)
        sentences = self._passages.embed_sentences(excerpts)
        scored: list[tuple[float, Passage]] = []
        for excerpt in excerpts:
            own = [p for p in sentences if p.number == excerpt.number]
            bonuses = _score_roles(task.kind, classify_sentences([p.text for p in own]))
            best: list[tuple[float, Passage]] = []
            for passage, bonus in zip(own, bonuses, strict=True):
                score = alignment(question, passage, titles[passage.number])
                score += _COSINE_WEIGHT * cosine(question, passage)
                best.append((score + bonus + _RANK_WEIGHT / passage.number**0.5, passage))
            best.sort(key=itemgetter(0), reverse=True)
            scored += [(s - 10 * place * one_each, p) for place, (s, p) in enumerate(best)]
        scored.sort(key=itemgetter(0), reverse=True)
        return scored


def _score_roles(kind: QuestionKind, roles: Sequence[Role]) -> list[float]:
    """Return what each sentence gains or loses by what it does in its abstract."""
    bonuses = [-_BACKGROUND_PENALTY if role is Role.BACKGROUND else 0.0 for role in roles]
    for place, role in enumerate(roles):
        if kind == "limitation" and role is Role.LIMITATION:
            bonuses[place] += _LIMITATION_BONUS
    if kind == "definition":
        first = next((i for i, role in enumerate(roles) if role in _PRESENTING), None)
        if first is not None:
            bonuses[first] += _PRESENTING_BONUS
    return bonuses


def _reduce(excerpt: Excerpt, kept: Sequence[Passage]) -> Excerpt:
    """Return an excerpt with only these sentences, in the abstract's order."""
    text = " ".join(p.text for p in sorted(kept, key=lambda p: p.place))
    return replace(excerpt, paper=replace(sanitize_paper(excerpt.paper), abstract=text))
