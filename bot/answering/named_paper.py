"""Be sure of what was found where the question has its name, whatever its language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.search.results import Hit, SearchResult

_COINED = re.compile(
    r"(?<![A-Za-z0-9-])-*+(?:[0-9][A-Za-z0-9]*+-++)*+"
    r"(?=[a-z0-9-]*+[A-Z][a-z-]*+[A-Z0-9])([A-Za-z][\w+-]{2,})"
)
"""Written as only a name is: UniAP, MoH, DAMO-YOLO, MULTI-LANE, Uni4Eye. Sphinx is none."""

_LOOKED_AT = 3
_SHORT = 3  # letters of which all capitals may abbreviate anything


def boost_if_title_named(asked: str, found: SearchResult, confidence: float, least: float) -> float:
    """Return the confidence, no lower than `least` where a question names one of the best papers.

    A search is less sure of a question in another language than English; but who writes a coined
    name as a title has it asks about that paper, in any language. 0 where nothing was found.
    """
    if not found.hits:
        return 0.0
    if confidence < least and names_a_title(asked, found.hits[:_LOOKED_AT]):
        return least
    return confidence


def names_a_title(asked: str, hits: Sequence[Hit]) -> bool:
    """Tell whether a question has a coined name of a title, letter for letter."""
    called = {name for name in _coined(asked) if len(name) > _SHORT or not name.isupper()}
    return any(called.intersection(_coined(hit.paper.title)) for hit in hits)


def _coined(text: str) -> list[str]:
    return [name.rstrip("-+") for name in re.findall(_COINED, _ascii(text))]


def _ascii(text: str) -> str:
    """Part names from letters of other scripts that stand right beside them."""
    return re.sub(r"[^\x00-\x7f]+", " ", text)
