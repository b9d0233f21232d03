"""Choose the sentences of a summary: what the paper is first, then the rest by style."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.answering.language_model import SummaryTask
from bot.grounding.cross_encoder import ReadPair
from bot.quotes.aspects import Aspect, find_contribution, rate_aspect
from bot.quotes.leaning import hangs
from bot.quotes.passages import Passage, PassageEmbedder

_WANTED: Mapping[str, Sequence[Aspect]] = MappingProxyType(
    {
        "tldr": ("results", "method"),
        "key-points": ("problem", "method", "results", "data"),
    }
)
"""What a style tells beside what the paper is, a sentence each."""


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
    found = [passage for passage in every if not passage.text.endswith("?")]
    title = task.excerpts[0].paper.title
    first = find_contribution(title, found)
    if first is None:
        return []
    chosen = [first]
    for aspect in _WANTED.get(task.style, _WANTED["key-points"]):
        odds = rate_aspect(aspect, title, found, read)
        fitting = [
            i
            for i, one in enumerate(odds)
            if one >= 0 and i not in chosen and (not hangs(found[i].text) or i - 1 in chosen)
        ]
        chosen += sorted(fitting, key=lambda i: -odds[i])[:1]
    return [found[i] for i in (first, *sorted(chosen[1:]))]
