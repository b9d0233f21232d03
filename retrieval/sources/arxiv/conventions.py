"""Parse arXiv's ids and categories, and recognize withdrawn papers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from retrieval.paper import Paper, arxiv_id, doi
from retrieval.text import patterns as re

SOURCE = "arxiv"

_VERSION = re.compile(r"v(\d{1,4})$")
_CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)?(?:\.(?:[A-Z]{2}|[a-z]+(?:-[a-z]+)?))?")
_MONTH = re.compile(r"(\d\d)(\d\d)\.\d{4,5}")
_PAPER = r"(?:paper|article|submission|manuscript|work|pre-?print|e-?print|version)"
_WITHDRAWN = re.compile(
    rf"\b(?:this|the|our|present)\s+{_PAPER}\s+(?:has\s+been|have\s+been|is|was)\s+"
    rf"(?:\w+\s+)?withdrawn\b|\b{_PAPER}\s+withdrawn\b"
    r"|\bwithdrawn\s+by\s+(?:the\s+|its\s+)?(?:author|arxiv)",
    re.IGNORECASE,
)
_WITHDRAWN_FIRST = re.compile(r"\W*(?:withdrawn|retracted)\b", re.IGNORECASE)
_BEGINNING_CHARS = 200

DIVIDED_ARCHIVES = frozenset(
    "astro-ph cond-mat cs econ eess math nlin physics q-bio q-fin stat".split()
)
"""The archives that are divided into categories."""


def id_and_version(text: str) -> tuple[str, int | None]:
    """Return the id that `text` is or links to, without its version, and the version.

    Returns an empty id if there is none.
    """
    known = arxiv_id(text.removeprefix("oai:arXiv.org:"))
    version = _VERSION.search(text.strip())
    return known or "", int(version[1]) if known and version else None


def build_paper(
    paper_id: str,
    title: str,
    abstract: str,
    *,
    authors: Iterable[str],
    published: date | None,
    updated: date | None,
    categories: Iterable[str],
    doi_text: str,
    comment: str = "",
    **extra: object,
) -> Paper:
    """Return a paper of arXiv; what is empty in `extra` is left out, and what repeats elsewhere."""
    more = {**extra, "comment": comment, "withdrawn": is_withdrawn(comment, abstract)}
    return Paper(
        paper_id=paper_id,
        title=title,
        abstract=abstract,
        authors=tuple(filter(None, authors)),
        published=published,
        updated=updated if updated != published else None,
        categories=tuple(dict.fromkeys(filter(None, categories))),
        source=SOURCE,
        url=f"https://arxiv.org/abs/{paper_id}",
        doi=doi(doi_text) or "",
        extra={key: value for key, value in more.items() if value},
    )


def is_category(text: str) -> bool:
    """Return whether `text` looks like a category or archive: cs.CL, hep-th, math."""
    return _CATEGORY.fullmatch(text) is not None


def is_withdrawn(comment: str, abstract: str) -> bool:
    """Return whether the comment or the beginning of the abstract announces a withdrawal.

    arXiv keeps the record of a withdrawn paper, in which the authors announce it:
    https://info.arxiv.org/help/withdraw.html.
    """
    return bool(
        _WITHDRAWN.search(comment)
        or _WITHDRAWN_FIRST.match(comment)
        or _WITHDRAWN.search(abstract[:_BEGINNING_CHARS])
    )


def is_of_month(paper_id: str, day: date) -> bool:
    """Return whether an id was assigned in the month of `day` or in the month before."""
    found = _MONTH.match(paper_id)
    if not found:
        return False
    given = (2000 + int(found[1])) * 12 + int(found[2])
    return 0 <= day.year * 12 + day.month - given <= 1
