"""Choose the sentences of a summary: what the paper is first, then the rest by style."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.answering.language_model import SummaryTask
from bot.quotes.leaning import hangs, refers_back, strip_connective
from bot.quotes.own_work import (
    Aspect,
    find_contribution,
    pick_stating,
    score_sentences,
)
from bot.quotes.passages import Passage, PassageEmbedder

_WANTED: Mapping[str, tuple[int, Sequence[Aspect]]] = MappingProxyType(
    {
        "tldr": (3, ("results", "method")),
        "key-points": (5, ("problem", "method", "results", "results", "data")),
    }
)
"""How many sentences a style has at most, and what they tell beside what the paper is, in order."""


def choose_summary_quotes(task: SummaryTask, passages: PassageEmbedder) -> list[Passage]:
    """Return sentences of the abstract: first what the paper is, then the others in its order.

    Before that may come what else the authors say that they do. Empty where there is no abstract. A
    sentence that leans on another is left out unless it follows that one. The style `abstract` has
    them all; one that needs a language model has key points.
    """
    every = passages.embed_sentences([task.excerpt])
    if task.style == "abstract":
        return every
    found = [p for p in every if not p.text.endswith("?")]
    scored = score_sentences(
        task.excerpt.paper.title, [p.text for p in found], [p.role for p in found]
    )
    first = find_contribution(scored, [p.text for p in found])
    if first is None:
        return []
    chosen = [first]
    told_result = False
    limit, wanted = _WANTED.get(task.style, _WANTED["key-points"])
    for aspect in wanted:
        ranked = [i for i in pick_stating(aspect, scored) if i not in chosen]
        if aspect == "method":  # what comes before is background
            ranked = [i for i in ranked if i > first or scored[i].is_own]
        if aspect == "results" and wanted.count(aspect) > 1 and told_result:
            ranked = [i for i in ranked if scored[i].has_figures]
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
