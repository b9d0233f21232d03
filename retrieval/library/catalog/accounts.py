"""Combine accounts of one work by their provenance, and find the fields that were refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from retrieval.library.catalog.identity import Identity, Rank, may_share_author, rank
from retrieval.library.catalog.merge import VERSION, find_version, merge
from retrieval.paper import Paper, arxiv_id, doi, normalize_title
from retrieval.provenance import UPLOAD, Field, Origin, Provenance

_FILLABLE: Final[dict[Field, str]] = {
    "abstract": "abstract",
    "authors": "authors",
    "date": "published",
    "categories": "categories",
    "link": "url",
}
"""The fields that an upload may fill, and their names in `Paper`.

Ids and DOIs are excluded: they decide which work a later account describes.
"""

_EMPTY: Final[dict[str, Any]] = {
    "abstract": "",
    "authors": (),
    "published": None,
    "categories": (),
    "url": "",
}

_BIBLIOGRAPHIC: Final = frozenset(
    {
        "booktitle",
        "entry_type",
        "journal",
        "journal_name",
        "keywords",
        "note",
        "notes",
        "published_precision",
        "publisher",
        "secondary_title",
        "source_id",
        "type_of_reference",
    }
)
"""The `extra` keys that an upload may set; others affect versions, withdrawals and trends."""


@dataclass(frozen=True, slots=True)
class Account:
    """A paper as one source describes it, and its origin."""

    paper: Paper
    origin: Origin

    @property
    def is_upload(self) -> bool:
        """Whether a member uploaded it."""
        return self.origin.provenance is Provenance.MEMBER

    def without_uploaded(self) -> Paper:
        """Return the paper without the fields that uploads filled."""
        emptied = {_FILLABLE[name]: _EMPTY[_FILLABLE[name]] for name in self.origin.uploaded}
        return replace(self.paper, **emptied) if emptied else self.paper


def to_upload(paper: Paper) -> Paper:
    """Return a member's paper without claims that uploads may not make, such as a version."""
    extra = {key: value for key, value in paper.extra.items() if key in _BIBLIOGRAPHIC}
    return replace(paper, source=UPLOAD, extra=extra)


def combine(record: Account, newcomer: Account) -> Account:
    """Return a record updated by another account of the same work.

    An upload only fills empty fields, and other accounts treat those fields as empty. Otherwise
    the account of higher rank wins; among equals, `merge` decides.
    """
    if newcomer.is_upload:
        return _fill_gaps(record, newcomer.paper, _FILLABLE)
    if record.is_upload:
        return _fill_gaps(newcomer, record.paper, _FILLABLE)
    outranks = newcomer.origin.provenance.rank - record.origin.provenance.rank
    better = newcomer if outranks >= 0 else record
    paper = merge(record.without_uploaded(), newcomer.without_uploaded(), outranks=outranks)
    account = Account(paper, Origin(better.origin.provenance))
    for each in (record, newcomer):
        account = _fill_gaps(account, each.paper, each.origin.uploaded)
    return account


def _fill_gaps(account: Account, upload: Paper, fields: Iterable[Field]) -> Account:
    """Fill empty fields of an account, and record which ones unless it is itself an upload."""
    paper = account.paper
    gaps = [name for name in fields if getattr(upload, _FILLABLE[name]) and _is_gap(paper, name)]
    if not gaps:
        return account
    filled = replace(paper, **{_FILLABLE[n]: getattr(upload, _FILLABLE[n]) for n in gaps})
    if account.is_upload:
        return replace(account, paper=filled)
    known = {*account.origin.uploaded, *gaps}
    uploaded = tuple(name for name in _FILLABLE if name in known)
    return Account(filled, replace(account.origin, uploaded=uploaded))


def _is_gap(paper: Paper, name: Field) -> bool:
    match name:
        case "date":
            return paper.published is None and paper.updated is None
        case "link":
            return not paper.link  # an id links to the paper without a URL
        case _:
            return not getattr(paper, _FILLABLE[name])


def find_refused_fields(given: Paper, record: Account, provenance: Provenance) -> tuple[Field, ...]:
    """Return the fields in which the record differs from `given` because its account won.

    `provenance` is that of `given`. Different spellings count as equal. An account of the record's
    own rank or higher is never refused, except uploads, which never change each other.
    """
    held = record.origin.provenance
    if provenance is not Provenance.MEMBER and provenance.rank >= held.rank:
        return ()
    return tuple(_find_differences(given, record.paper))


def find_unclaimable_fields(given: Paper) -> tuple[Field, ...]:
    """Return the fields of a newly uploaded paper that uploads may not set."""
    claims: list[Field] = []
    if find_version(given) is not None:
        claims.append(VERSION)
    if given.withdrawn:
        claims.append("withdrawal")
    return tuple(claims)


def _find_differences(given: Paper, known: Paper) -> Iterator[Field]:
    if normalize_title(given.title) != normalize_title(known.title):
        yield "title"
    if given.abstract and given.abstract.split() != known.abstract.split():
        yield "abstract"
    if not may_share_author(given.authors, known.authors):
        yield "authors"
    if given.year is not None and given.year != known.year:
        yield "date"
    if not set(given.categories) <= set(known.categories):
        yield "categories"
    if given.url and not _is_same_link(given.url, known):
        yield "link"
    if rank(given.paper_id) >= Rank.DOI or given.doi:
        mine, its = Identity.of(given, ""), Identity.of(known, "")
        if {mine.arxiv, mine.doi} - {its.arxiv, its.doi, ""}:
            yield "id"
    if find_version(given) is not None and find_version(given) != find_version(known):
        yield VERSION
    if given.withdrawn and not known.withdrawn:
        yield "withdrawal"


def _is_same_link(url: str, known: Paper) -> bool:
    if url in (known.url, known.link):
        return True
    ids = Identity.of(known, "")
    return (arxiv_id(url) or "-") == ids.arxiv or (doi(url) or "-") == ids.doi
