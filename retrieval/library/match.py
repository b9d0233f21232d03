"""Find the record that the text of a whole paper belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.full_text.process import ReadPaper
from retrieval.paper import Paper, arxiv_id, doi, identify, normalize_title

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog

_MIN_TITLE_WORDS = 3  # a shorter one may be of another paper


def find_record(catalog: Catalog, read: ReadPaper, title: str = "") -> Paper | None:
    """Return the record of a paper, by an id that it names or by its title; else None."""
    for named in read.identifiers:
        known = catalog.get(arxiv_id(named) or named)
        if known is None and (theirs := doi(named)):
            known = catalog.get_by_doi(theirs)
        if known is not None:
            return known
    wanted = normalize_title(title or read.title)
    if len(wanted.split()) < _MIN_TITLE_WORDS:
        return None
    found = catalog.find_titled(title or read.title, 5)
    return next((paper for paper in found if normalize_title(paper.title) == wanted), None)


def make_record(read: ReadPaper, title: str = "") -> Paper:
    """Return a record of what the first page of a paper says; `title` is given by a person."""
    named = title or read.title
    theirs = next((known for one in read.identifiers if (known := doi(one))), "")
    return Paper(identify(named, *read.identifiers), named, read.abstract, doi=theirs)
