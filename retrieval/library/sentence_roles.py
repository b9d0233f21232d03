"""Store what the sentences of abstracts do when they are indexed, and read it back.

A fingerprint of the classifier and the abstract goes with it: what an earlier classifier found, or
found in an earlier abstract, is not used, and `footnote reindex` replaces it.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.text.sentence_roles import Role, classify_sentences, load_model
from retrieval.text.sentences import Span, split_sentences

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog
    from retrieval.paper import Paper

_ROLES = tuple(Role)
"""A stored digit is a place in it."""


@dataclass(frozen=True, slots=True)
class ClassifiedSentence:
    """A sentence of a paper's readable abstract, and what it does there."""

    span: Span
    role: Role


def roles_of(catalog: Catalog, papers: Sequence[Paper]) -> dict[str, list[ClassifiedSentence]]:
    """Return the sentences of papers (cleaned for reading), classified, by paper id.

    They are read from the catalog, or classified now where they are missing there or stale.
    """
    stored = catalog.get_roles([paper.paper_id for paper in papers])
    found = {}
    for paper in papers:
        spans = split_sentences(paper.abstract)
        fingerprint, digits = stored.get(paper.paper_id, (None, ""))
        if fingerprint == _fingerprint(paper) and len(digits) == len(spans):
            roles = [_ROLES[int(digit)] for digit in digits]
        else:
            roles = classify_sentences([span.text for span in spans])
        found[paper.paper_id] = list(map(ClassifiedSentence, spans, roles))
    return found


def store_roles(catalog: Catalog, papers: Sequence[Paper]) -> None:
    """Classify the sentences of papers (cleaned for reading), and store their roles."""
    catalog.save_roles({p.paper_id: (_fingerprint(p), _to_digits(p.abstract)) for p in papers})


def _to_digits(abstract: str) -> str:
    roles = classify_sentences([span.text for span in split_sentences(abstract)])
    return "".join(str(_ROLES.index(role)) for role in roles)


def _fingerprint(paper: Paper) -> int:
    return zlib.crc32(f"{load_model().classifier_id}\n{paper.abstract}".encode(errors="replace"))
