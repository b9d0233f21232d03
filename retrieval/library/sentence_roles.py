"""Store what the sentences of abstracts do when they are indexed, and read it back.

A fingerprint of the classifier and the abstract goes with it: what an earlier classifier found, or
found in an earlier abstract, is not used, and `footnote reindex` replaces it.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from retrieval.text.labels import split_abstract
from retrieval.text.sentence_roles import (
    ClassifiedSentence,
    Role,
    classify_abstract,
    load_model,
)

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog
    from retrieval.paper import Paper

_ROLES = tuple(Role)
"""A stored digit is a place in it."""


def roles_of(catalog: Catalog, papers: Sequence[Paper]) -> dict[str, list[ClassifiedSentence]]:
    """Return the sentences of papers (cleaned for reading), classified, by paper id.

    They are read from the catalog, or classified now where they are missing there or stale.
    """
    stored = catalog.get_roles([paper.paper_id for paper in papers])
    found = {}
    for paper in papers:
        spans = split_abstract(paper.abstract)
        fingerprint, digits = stored.get(paper.paper_id, (None, ""))
        if fingerprint == _fingerprint(paper) and len(digits) == len(spans):
            roles = (_ROLES[int(digit)] for digit in digits)
            found[paper.paper_id] = list(map(ClassifiedSentence, spans, roles))
        else:
            found[paper.paper_id] = classify_abstract(paper.abstract)
    return found


def store_roles(catalog: Catalog, papers: Sequence[Paper]) -> None:
    """Classify the sentences of papers (cleaned for reading), and store their roles."""
    catalog.save_roles({p.paper_id: (_fingerprint(p), _to_digits(p.abstract)) for p in papers})


def _to_digits(abstract: str) -> str:
    return "".join(str(_ROLES.index(one.role)) for one in classify_abstract(abstract))


def _fingerprint(paper: Paper) -> int:
    return zlib.crc32(f"{load_model().classifier_id}\n{paper.abstract}".encode(errors="replace"))
