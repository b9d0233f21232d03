"""Choose the sentences of a digest: what is new in a paper, and what is worth a headline."""

from __future__ import annotations

from bot.answering.language_model import SummaryTask
from bot.grounding.leaning import hangs
from bot.quotes.aspects import find_contribution
from bot.quotes.sentences import SourceSentence, list_sentences
from retrieval.text.sentence_roles import Role

_MAX_FINDING_CHARS = 500  # characters of the sentence quoted for a paper
_MAX_HEADLINE_PAPERS = 2
_MAX_HEADLINE_CHARS = 320  # characters: a headline is read at a glance


def choose_finding_quote(task: SummaryTask) -> list[SourceSentence]:
    """Return the one sentence that says what is new in the paper; none without an abstract."""
    found = list_sentences(task.excerpts)
    found = [sentence for sentence in found if len(sentence.text) <= _MAX_FINDING_CHARS]
    best = find_contribution(task.excerpts[0].paper.title, found)
    return [] if best is None else [found[best]]


def choose_headline_quotes(task: SummaryTask) -> list[SourceSentence]:
    """Return at most two results, of two papers, that are not said below already.

    A result stands after what the paper does, and alone.
    """
    said = {" ".join(text.split()) for text in task.said}
    chosen: list[SourceSentence] = []
    for excerpt in task.excerpts:
        every = list_sentences([excerpt])
        first = find_contribution(excerpt.paper.title, every) or 0
        results = [one for one in every[first + 1 :] if one.role is Role.RESULT]
        chosen += [
            one
            for one in results
            if len(one.text) <= _MAX_HEADLINE_CHARS
            and not hangs(one.text)
            and " ".join(one.text.split()) not in said
        ][:1]
    return chosen[:_MAX_HEADLINE_PAPERS]
