"""Choose the sentences of a digest: what is new in a paper, and what is worth a headline."""

from __future__ import annotations

from collections.abc import Collection

from bot.answering.language_model import FindingTask, HeadlineTask
from bot.grounding.sentence import Excerpt
from bot.llm.extractive.leaning import leans, strip_connective
from bot.llm.extractive.own_work import find_contribution, pick_stating, score_sentences
from bot.llm.extractive.passages import Passage, PassageEmbedder

_MAX_FINDING_CHARS = 500  # characters of the sentence quoted for a paper
_MAX_HEADLINE_PAPERS = 2
_MAX_HEADLINE_CHARS = 320  # characters: a headline is read at a glance


def choose_finding_quote(task: FindingTask, passages: PassageEmbedder) -> list[Passage]:
    """Return the one sentence that says what is new in the paper; none without an abstract."""
    return _find_contributions(task.excerpt, passages, _MAX_FINDING_CHARS)[:1]


def choose_headline_quotes(task: HeadlineTask, passages: PassageEmbedder) -> list[Passage]:
    """Return at most two sentences, of two papers, that say something not said below already.

    Where fewer than two papers state a result, others say what they did; a paper whose abstract
    says neither is skipped.
    """
    said = {" ".join(text.split()) for text in task.said}
    chosen: dict[int, Passage] = {}
    for find in (_find_results, _find_contributions):
        for excerpt in task.excerpts:
            new = _drop_said(find(excerpt, passages, _MAX_HEADLINE_CHARS), said)
            if new and len(chosen) < _MAX_HEADLINE_PAPERS:
                chosen.setdefault(excerpt.number, new[0])
    return [chosen[number] for number in sorted(chosen)]


def _find_contributions(
    excerpt: Excerpt, passages: PassageEmbedder, max_chars: int
) -> list[Passage]:
    found = [p for p in passages.embed_sentences([excerpt]) if len(p.text) <= max_chars]
    texts = [p.text for p in found]
    best = find_contribution(score_sentences(excerpt.paper.title, texts), texts)
    return [] if best is None else [found[best]]


def _find_results(excerpt: Excerpt, passages: PassageEmbedder, max_chars: int) -> list[Passage]:
    found = passages.embed_sentences([excerpt])
    scored = score_sentences(excerpt.paper.title, [p.text for p in found])
    return [
        found[i]
        for i in pick_stating("results", scored)
        if len(found[i].text) <= max_chars and not leans(strip_connective(found[i].text))
    ]


def _drop_said(found: list[Passage], said: Collection[str]) -> list[Passage]:
    return [p for p in found if " ".join(p.text.split()) not in said]
