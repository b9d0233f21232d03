"""Choose the sentences of a digest: what is new in a paper, and what is worth a headline."""

from __future__ import annotations

from collections.abc import Collection

from bot.answering.language_model import FindingTask, HeadlineTask
from bot.grounding.content_words import find_figures
from bot.grounding.sentence import Excerpt
from bot.quotes.leaning import contrasts, hangs, leans, strip_connective
from bot.quotes.own_work import find_contribution, pick_stating, score_sentences
from bot.quotes.passages import Passage, PassageEmbedder
from retrieval.text import patterns as re

_MAX_FINDING_CHARS = 500  # characters of the sentence quoted for a paper
_MAX_HEADLINE_PAPERS = 2
_MAX_HEADLINE_CHARS = 320  # characters: a headline is read at a glance
_NAMES_ONLY = re.compile(r"\b(?:called|named|dubbed|termed) [\w -]{3,80}\.$")
"""The end of a sentence that says little more than what the work is called."""


def choose_finding_quote(task: FindingTask, passages: PassageEmbedder) -> list[Passage]:
    """Return the one sentence that says what is new in the paper; none without an abstract."""
    return _find_contributions(task.excerpt, passages, _MAX_FINDING_CHARS)[:1]


def choose_headline_quotes(task: HeadlineTask, passages: PassageEmbedder) -> list[Passage]:
    """Return at most two sentences, of two papers, that say something not said below already.

    Results with figures go first. Where fewer than two papers state a result, others say what they
    did; a paper whose abstract says neither is skipped.
    """
    said = {" ".join(text.split()) for text in task.said}
    chosen: dict[int, Passage] = {}
    for find in (_find_figures, _find_results, _find_contributions):
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
    scored = score_sentences(excerpt.paper.title, texts, [p.role for p in found])
    best = find_contribution(scored, texts)
    if best is None:
        return []
    if _says_little(texts[best]):
        says_how = sorted(pick_stating("method", scored))
        best = next((i for i in says_how if not _says_little(texts[i])), best)
    return [found[best]]


def _says_little(sentence: str) -> bool:
    return bool(_NAMES_ONLY.search(sentence)) or hangs(sentence) or contrasts(sentence)


def _find_figures(excerpt: Excerpt, passages: PassageEmbedder, max_chars: int) -> list[Passage]:
    return [p for p in _find_results(excerpt, passages, max_chars) if find_figures(p.text)]


def _find_results(excerpt: Excerpt, passages: PassageEmbedder, max_chars: int) -> list[Passage]:
    found = passages.embed_sentences([excerpt])
    scored = score_sentences(excerpt.paper.title, [p.text for p in found], [p.role for p in found])
    return [
        found[i]
        for i in pick_stating("results", scored)
        if len(found[i].text) <= max_chars
        and not leans(strip_connective(found[i].text))
        and not hangs(found[i].text)
    ]


def _drop_said(found: list[Passage], said: Collection[str]) -> list[Passage]:
    return [p for p in found if " ".join(p.text.split()) not in said]
