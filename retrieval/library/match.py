"""Find the record that the text of a whole paper belongs to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.full_text.process import ReadPaper
from retrieval.paper import Paper, arxiv_id, doi, identify, normalize_title

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog

_MIN_TITLE_WORDS = 3  # a shorter one may be of another paper
_MIN_LIKENESS = 60  # of 100, of the words of two titles of one paper


def drop_cited_ids(catalog: Catalog, read: ReadPaper, title: str = "") -> ReadPaper:
    """Return what was read without ids of records whose title is another: the paper cites them."""

    def is_own(named: str) -> bool:
        known = _find_by_id(catalog, named)
        return known is None or may_be_titled(read, known, title)

    return replace(read, identifiers=tuple(filter(is_own, read.identifiers)))


def may_be_titled(read: ReadPaper, paper: Paper, title: str = "") -> bool:
    """Tell whether the title of a record may be that of what was read; so it is without one."""
    from rapidfuzz import fuzz

    wanted = normalize_title(title or read.title)
    likeness = fuzz.token_set_ratio(wanted, normalize_title(paper.title))
    return not wanted or likeness >= _MIN_LIKENESS


def find_record(catalog: Catalog, read: ReadPaper, title: str = "") -> Paper | None:
    """Return the record of a paper, by an id that it names or by its title; else None."""
    for named in read.identifiers:
        if (known := _find_by_id(catalog, named)) is not None:
            return known
    wanted = normalize_title(title or read.title)
    if len(wanted.split()) < _MIN_TITLE_WORDS:
        return None
    found = catalog.find_titled(title or read.title, 5)
    return next((paper for paper in found if normalize_title(paper.title) == wanted), None)


def _find_by_id(catalog: Catalog, named: str) -> Paper | None:
    theirs = doi(named)
    known = catalog.get(arxiv_id(named) or named)
    return catalog.get_by_doi(theirs) if known is None and theirs else known


def make_record(read: ReadPaper, title: str = "") -> Paper:
    """Return a record of what the first page of a paper says; `title` is given by a person."""
    named = title or read.title
    theirs = next((known for one in read.identifiers if (known := doi(one))), "")
    return Paper(identify(named, *read.identifiers), named, read.abstract, doi=theirs)
