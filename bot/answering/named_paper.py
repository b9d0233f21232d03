"""Tell whether a question has the coined name of a paper, in any language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.answerability.names import find_names
from bot.grounding.language import is_english
from retrieval.paper import Paper
from retrieval.text import patterns as re

if TYPE_CHECKING:
    from retrieval.search.results import SearchResult

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_MAX_NAMED_HITS = 3
_MAX_ACRONYM_LETTERS = 3  # such a short word in capitals may abbreviate anything


def boost_if_title_named(
    asked: str, found: SearchResult, confidence: float, cutoff: float
) -> float:
    """Return the confidence, raised to `cutoff` if the question names one of the best papers.

    The search is less sure of questions in languages other than English, which may also have a name
    that only the abstract of the first paper has. 0 if nothing was found.
    """
    if not found.hits:
        return 0.0
    best = [hit.paper for hit in found.hits[:_MAX_NAMED_HITS]]
    texts = [paper.title for paper in best]
    if not is_english(asked):
        texts.append(best[0].abstract)
    return max(confidence, cutoff) if _has_coined_name(asked, texts) else confidence


def names_a_title(asked: str, papers: Sequence[Paper]) -> bool:
    """Tell whether a question has a coined name from a title, letter for letter."""
    return _has_coined_name(asked, [paper.title for paper in papers])


def _has_coined_name(asked: str, texts: Sequence[str]) -> bool:
    return any(_find_coined(asked) & _find_coined(text) for text in texts)


def _find_coined(text: str) -> set[str]:
    """Return what is spelled as only a name is: UniAP, MoH, DAMO-YOLO, Uni4Eye, but not Sphinx."""
    names = find_names(_NOT_ASCII.sub(" ", text))  # other scripts stand beside names without spaces
    return {
        name
        for name in names
        if any(c.isupper() for c in name[1:])
        and not (name.isupper() and len(name) <= _MAX_ACRONYM_LETTERS)
    }
