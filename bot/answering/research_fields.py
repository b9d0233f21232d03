"""Tell the field of a paper, and what papers of a field state.

The field is that of arXiv's category where the record has one. Else title and abstract are nearer
to the name of one field than to that of the other, by the embedder: of 300 abstracts each, 96 % of
SciFact's are nearer to medicine and biology, and 93 % of those of computer science to that; most of
the others are of both, or neither.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import Literal

from retrieval.paper import Paper
from retrieval.search.embedding.embedder import Embedder
from retrieval.text.sentence_roles import Role

Field = Literal["computing", "biomedicine", "unclear"]
FindField = Callable[[Paper], Field]

COMPUTING_ASPECTS = ("Problem", "Method", "Data", "Results", "Limitations")
BIOMEDICINE_ASPECTS = ("Question", "Design and intervention", "Outcome", "Limitations")
COMMON_ASPECTS = ("Question", "Results", "Limitations")
"""What abstracts of any field state."""
WHOLE_ASPECTS = ("Question", "Method", "Data", "Results", "Limitations")
"""What whole papers of any field state."""
ASPECT_QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "problem": "What problem does the paper address?",
        "method": "What method does the paper propose?",
        "data": "What data or benchmarks does the paper use?",
        "results": "What are the results?",
        "question": "What question does the study ask?",
        "design and intervention": "Who or what was studied?",
        "outcome": "What are the results?",
        "limitations": "What are the limitations?",
    }
)
"""What the usual aspects, in lower case, ask of a paper."""
ASPECT_ROLES: Mapping[str, frozenset[Role]] = MappingProxyType(
    {
        "problem": frozenset({Role.BACKGROUND}),
        "method": frozenset({Role.METHOD}),
        "data": frozenset({Role.METHOD, Role.RESULT}),
        "results": frozenset({Role.RESULT}),
        "question": frozenset({Role.BACKGROUND}),
        "design and intervention": frozenset({Role.METHOD}),
        "outcome": frozenset({Role.RESULT}),
        "limitations": frozenset({Role.LIMITATION, Role.RESULT}),
    }
)
"""What the sections of a whole paper do that state them."""
USUAL_ASPECTS = tuple(dict.fromkeys((*COMPUTING_ASPECTS, *BIOMEDICINE_ASPECTS)))

_NAMES = ("medicine and biology", "computer science and machine learning")
_COMPUTING = ("cs.", "eess.", "math.", "stat.")
_MIN_MARGIN = 0.02  # of cosines
_MAX_CHARS = 400  # of an abstract


def choose_aspects(fields: Collection[Field], *, whole: bool = False) -> tuple[str, ...]:
    """Return the usual aspects of papers of these fields, or of `whole` ones."""
    if set(fields) == {"computing"}:
        return COMPUTING_ASPECTS
    if set(fields) == {"biomedicine"}:
        return BIOMEDICINE_ASPECTS
    return WHOLE_ASPECTS if whole else COMMON_ASPECTS


def build_field_finder(embedder: Embedder) -> FindField:
    """Return what tells the field of a paper; it blocks."""

    def find_field(paper: Paper) -> Field:
        if any(category.startswith(_COMPUTING) for category in paper.categories):
            return "computing"
        if any(category.startswith("q-bio") for category in paper.categories):
            return "biomedicine"
        text = f"{paper.title}. {paper.abstract[:_MAX_CHARS]}"
        ours, life, computing = (one.vector for one in embedder.embed_documents([text, *_NAMES]))
        margin = float(ours @ life - ours @ computing)
        if abs(margin) < _MIN_MARGIN:
            return "unclear"
        return "biomedicine" if margin > 0 else "computing"

    return find_field
