"""Choose the sentences of a summary: what the paper is first, then the rest by style."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.answering.language_model import SummaryTask
from bot.grounding.content_words import find_figures
from bot.llm.extractive.leaning import hangs, refers_back, strip_connective
from bot.llm.extractive.own_work import (
    Aspect,
    find_contribution,
    pick_stating,
    score_sentences,
)
from bot.llm.extractive.passages import Passage, PassageEmbedder
from retrieval.text import patterns as re

_WANTED: Mapping[str, tuple[int, Sequence[Aspect]]] = MappingProxyType(
    {
        "tldr": (3, ("results", "method")),
        "key-points": (5, ("problem", "method", "results", "results", "data")),
        "technical": (
            7,
            ("problem", "method", "results", "results", "data", "method", "method"),
        ),
        "plain": (4, ("results", "method", "problem")),
    }
)
"""How many sentences a style has at most, and what they tell beside what the paper is, in order."""

_ABBREVIATION = re.compile(r"\b[A-Z]{2,}[\w-]*\b")


def choose_summary_quotes(task: SummaryTask, passages: PassageEmbedder) -> list[Passage]:
    """Return sentences of the abstract: first what the paper is, then the others in its order.

    Before that may come what else the authors say that they do. Empty where there is no abstract. A
    sentence that leans on another is left out unless it follows that one. In the style `plain`,
    those that are easy to read are preferred.
    """
    found = [p for p in passages.embed_sentences([task.excerpt]) if not p.text.endswith("?")]
    scored = score_sentences(
        task.excerpt.paper.title, [p.text for p in found], [p.role for p in found]
    )
    first = find_contribution(scored, [p.text for p in found])
    if first is None:
        return []
    chosen = [first]
    told_result = False
    limit, wanted = _WANTED[task.style]
    for aspect in wanted:
        ranked = [i for i in pick_stating(aspect, scored) if i not in chosen]
        if aspect == "method":  # what comes before is background
            ranked = [i for i in ranked if i > first or scored[i].is_own]
        if aspect == "results" and wanted.count(aspect) > 1 and told_result:
            ranked = [i for i in ranked if scored[i].has_figures]
        if task.style == "plain":
            ranked.sort(key=lambda i: _difficulty(found[i]) - scored[i].points[aspect])
        more = _pick(ranked, found, chosen, limit - len(chosen))
        told_result = told_result or (aspect == "results" and bool(more))
        chosen += more
    before = [i for i in chosen if i < first and scored[i].is_own]
    return [found[i] for i in (*sorted(before), first, *sorted({*chosen[1:]} - {*before}))]


def _pick(
    ranked: Sequence[int], found: Sequence[Passage], chosen: Sequence[int], room: int
) -> list[int]:
    """Return the first sentence that makes sense beside those chosen, or with the one before it.

    Without any, return the first that at least begins as if it stood alone.
    """
    if room <= 0:
        return []
    for i in ranked:
        if not hangs(found[i].text) or i - 1 in chosen:
            return [i]
        if room > 1 and not hangs(found[i - 1].text):
            return [i - 1, i]
    return [i for i in ranked if not refers_back(strip_connective(found[i].text))][:1]


def _difficulty(passage: Passage) -> float:
    """Return how hard a sentence is for a newcomer: long, full of figures and abbreviations."""
    return (
        0.02 * len(passage.text.split())
        + 0.25 * len(find_figures(passage.text))
        + 0.15 * len(_ABBREVIATION.findall(passage.text))
    )
