"""Combine accounts of one work by their provenance, and find the fields that were refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

from retrieval.library.catalog.identity import Identity, Rank, may_share_author, rank
from retrieval.library.catalog.merge import VERSION, find_version, merge
from retrieval.paper import Paper, arxiv_id, doi, normalize_title
from retrieval.provenance import UNKNOWN_PLACE, UPLOAD, Field, Provenance

_FILLABLE: Final[dict[Field, str]] = {
    "abstract": "abstract",
    "authors": "authors",
    "date": "published",
    "categories": "categories",
    "link": "url",
}
"""The fields of an upload that another may fill, and their names in `Paper`.

Ids and DOIs are excluded: they decide which work a later account describes.
"""

_KNOWN_HOSTS: Final = frozenset(
    {
        "aclanthology.org",
        "api.semanticscholar.org",
        "openalex.org",
        "openreview.net",
        "pmc.ncbi.nlm.nih.gov",
        "proceedings.mlr.press",
        "pubmed.ncbi.nlm.nih.gov",
        "www.semanticscholar.org",
    }
)
"""Hosts that an upload may link to: services that publish papers, and nobody's own pages."""

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
    """A paper as one source describes it, and how it entered the library."""

    paper: Paper
    provenance: Provenance

    @property
    def is_upload(self) -> bool:
        """Whether a member uploaded it."""
        return self.provenance is Provenance.MEMBER


def to_upload(paper: Paper, place: str) -> Paper:
    """Return a member's paper without claims that uploads may not make, such as a version."""
    extra = {key: value for key, value in paper.extra.items() if key in _BIBLIOGRAPHIC}
    url = find_known_link(paper)
    return replace(paper, source=UPLOAD, extra=extra, place=place or UNKNOWN_PLACE, url=url)


def find_known_link(paper: Paper) -> str:
    """Return the link of an upload if it leads to a known service, else "".

    What arXiv and DOIs identify is linked by its id, so that hosts cannot be imitated.
    """
    ids = Identity.of(paper, "")
    if known := ids.arxiv or arxiv_id(paper.url):
        return f"https://arxiv.org/abs/{known}"
    if known := ids.doi or (doi(paper.url) or ""):
        return f"https://doi.org/{known}"
    try:
        address = urlsplit(paper.url)
        host, port = address.hostname, address.port
    except ValueError:
        return ""
    is_plain = address.scheme == "https" and port is None and "@" not in address.netloc
    return paper.url if is_plain and host in _KNOWN_HOSTS else ""


def combine(record: Account, newcomer: Account) -> Account:
    """Return a record updated by another account of the same work.

    An upload changes no other record, and only fills empty fields of another upload. Otherwise
    the account of higher rank wins; among equals, `merge` decides.
    """
    if newcomer.is_upload:
        return _fill_gaps(record, newcomer.paper) if record.is_upload else record
    if record.is_upload:
        return newcomer
    outranks = newcomer.provenance.rank - record.provenance.rank
    better = newcomer if outranks >= 0 else record
    return Account(merge(record.paper, newcomer.paper, outranks=outranks), better.provenance)


def _fill_gaps(account: Account, upload: Paper) -> Account:
    """Fill empty fields of an upload from another."""
    paper = account.paper
    gaps = [name for name in _FILLABLE if getattr(upload, _FILLABLE[name]) and _is_gap(paper, name)]
    filled = {_FILLABLE[name]: getattr(upload, _FILLABLE[name]) for name in gaps}
    return replace(account, paper=replace(paper, **filled)) if filled else account


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
    held = record.provenance
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
