"""Choose the sentences of a summary: what the paper is first, then the rest by style."""

from __future__ import annotations

from bot.answering.language_model import SummaryTask
from bot.grounding.cross_encoder import ReadPair
from bot.grounding.leaning import hangs
from bot.quotes.aspects import find_contribution, rate_aspect, stands_alone
from bot.quotes.sentences import SentenceEmbedder, SourceSentence, list_sentences

_BRIEF, _POINTS = ("results", "method"), ("problem", "method", "results", "data")
"""What the styles tell beside what the paper is, a sentence each."""
_MAX_OF_SECTION = 5  # sentences
_MAX_BRIEF_OF_SECTION = 2


def choose_summary_quotes(
    task: SummaryTask, embedder: SentenceEmbedder, read: ReadPair
) -> list[SourceSentence]:
    """Return sentences of the abstract: first what the paper is, then the others in its order.

    Empty where there is no abstract. A sentence that leans on another is left out unless it
    follows that one. The style `abstract` has them all; one that needs a language model has key
    points. Of a section, the sentences that are nearest to all that it says.
    """
    every = list_sentences(task.excerpts)
    if task.section:
        return _choose_central(task, every, embedder)
    every = [one for one in every if not one.kind]
    if task.style == "abstract":
        return every
    found = [sentence for sentence in every if not sentence.asks]
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


def _choose_central(
    task: SummaryTask, every: list[SourceSentence], embedder: SentenceEmbedder
) -> list[SourceSentence]:
    """Return the sentences of a section that say most of it, in its order."""
    text = [one for one in every if one.kind == "text" and not one.asks] or every
    found = [one for one in text if stands_alone(one.text)] or text
    central = embedder.find_centrality(found)
    most = _MAX_BRIEF_OF_SECTION if task.style == "tldr" else _MAX_OF_SECTION
    best = sorted(range(len(found)), key=lambda i: -central[i])[:most]
    return [found[i] for i in sorted(best)]
