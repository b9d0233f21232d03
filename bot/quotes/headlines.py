"""Choose the sentences of a digest: what is new in a paper, and what is worth a headline."""

from __future__ import annotations

from bot.answering.language_model import SummaryTask
from bot.grounding.content_words import find_figures
from bot.grounding.sentence import Excerpt
from bot.quotes.aspects import find_contribution
from bot.quotes.leaning import hangs
from bot.quotes.passages import Passage, PassageEmbedder
from retrieval.text.sentence_roles import Role

_MAX_FINDING_CHARS = 500  # characters of the sentence quoted for a paper
_MAX_HEADLINE_PAPERS = 2
_MAX_HEADLINE_CHARS = 320  # characters: a headline is read at a glance


def choose_finding_quote(task: SummaryTask, passages: PassageEmbedder) -> list[Passage]:
    """Return the one sentence that says what is new in the paper; none without an abstract."""
    return _find_contribution(task.excerpts[0], passages, _MAX_FINDING_CHARS)


def choose_headline_quotes(task: SummaryTask, passages: PassageEmbedder) -> list[Passage]:
    """Return at most two sentences, of two papers, that say something not said below already.

    Results with figures go first. Where fewer than two papers state a result, others say what they
    did; a paper whose abstract says neither is skipped.
    """
    said = {" ".join(text.split()) for text in task.said}
    chosen: dict[int, Passage] = {}
    for find in (_find_figures, _find_results, _find_contribution):
        for excerpt in task.excerpts:
            found = find(excerpt, passages, _MAX_HEADLINE_CHARS)
            new = [passage for passage in found if " ".join(passage.text.split()) not in said]
            if new and len(chosen) < _MAX_HEADLINE_PAPERS:
                chosen.setdefault(excerpt.number, new[0])
    return [chosen[number] for number in sorted(chosen)]


def _find_contribution(
    excerpt: Excerpt, passages: PassageEmbedder, max_chars: int
) -> list[Passage]:
    found = [p for p in passages.embed_sentences([excerpt]) if len(p.text) <= max_chars]
    best = find_contribution(excerpt.paper.title, found)
    return [] if best is None else [found[best]]


def _find_figures(excerpt: Excerpt, passages: PassageEmbedder, max_chars: int) -> list[Passage]:
    return [p for p in _find_results(excerpt, passages, max_chars) if find_figures(p.text)]


def _find_results(excerpt: Excerpt, passages: PassageEmbedder, max_chars: int) -> list[Passage]:
    """Return the results that stand after what the paper does, and alone."""
    found = passages.embed_sentences([excerpt])
    first = find_contribution(excerpt.paper.title, found) or 0
    return [
        passage
        for passage in found
        if passage.role is Role.RESULT
        and passage.place > first
        and len(passage.text) <= max_chars
        and not hangs(passage.text)
    ]
