"""Choose the sentences of a summary: what the paper is first, then the rest by style."""

from __future__ import annotations

from bot.answering.language_model import SummaryTask
from bot.grounding.cross_encoder import ReadPair
from bot.quotes.aspects import find_contribution, rate_aspect
from bot.quotes.leaning import hangs
from bot.quotes.passages import Passage, PassageEmbedder

_BRIEF, _POINTS = ("results", "method"), ("problem", "method", "results", "data")
"""What the styles tell beside what the paper is, a sentence each."""


def choose_summary_quotes(
    task: SummaryTask, passages: PassageEmbedder, read: ReadPair
) -> list[Passage]:
    """Return sentences of the abstract: first what the paper is, then the others in its order.

    Empty where there is no abstract. A sentence that leans on another is left out unless it
    follows that one. The style `abstract` has them all; one that needs a language model has key
    points.
    """
    every = passages.embed_sentences(task.excerpts)
    if task.style == "abstract":
        return every
    found = [passage for passage in every if not passage.asks]
    title = task.excerpts[0].paper.title
    first = find_contribution(title, found)
    if first is None:
        return []
    chosen = [first]
    for aspect in _BRIEF if task.style == "tldr" else _POINTS:
        odds = rate_aspect(aspect, title, found, read)
        alone = [i for i, one in enumerate(found) if not hangs(one.text) or i - 1 in chosen]
        fitting = [i for i in alone if odds[i] >= 0 and i not in chosen]
        chosen += sorted(fitting, key=lambda i: -odds[i])[:1]
    return [found[i] for i in (first, *sorted(chosen[1:]))]
