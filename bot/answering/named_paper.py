"""Tell whether a question names a paper, in any language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.answerability.names import find_names
from bot.grounding.language import is_english
from retrieval.paper import Paper
from retrieval.text import patterns as re

if TYPE_CHECKING:
    from retrieval.search.results import SearchResult

_WORD_OF_ASCII = re.compile(
    r"(?<![A-Za-z0-9-])-*(?:[0-9][A-Za-z0-9]*-+)*([A-Za-z][A-Za-z0-9_+-]{2,})"
)
_COINED_NAME = re.compile(r"[a-z0-9-]*[A-Z][a-z-]*[A-Z0-9]")
"""Spelled as only a name is: UniAP, MoH, DAMO-YOLO, MULTI-LANE, Uni4Eye, but not Sphinx."""

_MAX_NAMED_HITS = 3
_MAX_ACRONYM_LETTERS = 3  # such a short word in capitals may abbreviate anything


def boost_if_title_named(
    asked: str, found: SearchResult, confidence: float, cutoff: float
) -> float:
    """Return the confidence, raised to `cutoff` if the question names one of the best papers.

    The search is less sure of questions in languages other than English, but a coined name spelled
    as in a title refers to that paper in any language. 0 if nothing was found.
    """
    if not found.hits:
        return 0.0
    best = [hit.paper for hit in found.hits[:_MAX_NAMED_HITS]]
    if confidence < cutoff and names_a_title(asked, best):
        return cutoff
    if confidence < cutoff and not is_english(asked) and _names_first(asked, found.hits[0].paper):
        return cutoff
    return confidence


def _names_first(asked: str, paper: Paper) -> bool:
    """Tell whether a question has a name that the best paper has: of its title, or a coined one."""
    named = paper.title.partition(":")[0].strip()
    coined = set(_find_coined_names(asked)) & set(_find_coined_names(paper.abstract))
    return named in find_names(_blank_non_ascii(asked)) or any(
        len(name) > _MAX_ACRONYM_LETTERS for name in coined
    )


def names_a_title(asked: str, papers: Sequence[Paper]) -> bool:
    """Tell whether a question has a coined name from a title, letter for letter."""
    called = {
        name
        for name in _find_coined_names(asked)
        if len(name) > _MAX_ACRONYM_LETTERS or not name.isupper()
    }
    return any(called.intersection(_find_coined_names(paper.title)) for paper in papers)


def _find_coined_names(text: str) -> list[str]:
    words = _WORD_OF_ASCII.findall(_blank_non_ascii(text))
    return [word.rstrip("-+") for word in words if _COINED_NAME.match(word)]


def _blank_non_ascii(text: str) -> str:
    """Separate names from adjoining letters of other scripts."""
    return re.sub(r"[^\x00-\x7f]+", " ", text)
