"""Read an answer of arXiv's API: a page of papers in Atom, or what it says is wrong.

https://info.arxiv.org/help/api/user-manual.html#response
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from retrieval.errors import SourceError
from retrieval.paper import Paper, doi
from retrieval.sources.arxiv.conventions import SOURCE, id_and_version, is_withdrawn
from retrieval.sources.arxiv.markup import child, children, name, parse, text, texts
from retrieval.sources.fields import date_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_WHO = "arXiv's API"
_ERRORS = "/api/errors"
_COUNT = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a search.

    `entries` are papers, or (id, why not) where an entry gives none, from the result numbered
    `start` on. `total` is how many there are in all, as arXiv counts them; `asked` the day it was
    asked, by its clock. `error` is what it says is wrong with the request. `missing` are those
    that the page should have besides, as who asked for it knows.
    """

    entries: tuple[Paper | tuple[str, str], ...] = ()
    start: int = 0
    total: int = 0
    asked: date | None = None
    error: str = ""
    missing: int = 0

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its entries."""
        return frozenset(
            each.paper_id if isinstance(each, Paper) else each[0] for each in self.entries
        )


def read(data: bytes) -> Page:
    """Return the page that an answer is; raise SourceError where it is none, or not whole."""
    feed = parse(data, _WHO)
    if name(feed) != "feed":
        raise SourceError(f"{_WHO} sent XML that is no Atom feed. Try again later.")
    error = ""
    entries: list[Paper | tuple[str, str]] = []
    for entry in children(feed, "entry"):
        if _ERRORS in text(entry, "id"):
            error = text(entry, "summary") or "an error without a word"
        else:
            entries.append(_paper(entry))
    total, start = text(feed, "totalResults"), text(feed, "startIndex")
    if not (_COUNT.fullmatch(total) and _COUNT.fullmatch(start)):
        raise SourceError(f"{_WHO} does not say how many papers there are. Try again later.")
    return Page(tuple(entries), int(start), int(total), date_of(text(feed, "updated"))[0], error)


def _paper(entry: Element) -> Paper | tuple[str, str]:
    given, title = text(entry, "id"), text(entry, "title")
    paper_id, version = id_and_version(given)
    if not paper_id:
        return given, f"{given or 'An entry'} is no paper of arXiv."
    if not title:
        return paper_id, f"arXiv has no title for {paper_id}."
    abstract, comment = text(entry, "summary"), text(entry, "comment")
    published, updated = date_of(text(entry, "published"))[0], date_of(text(entry, "updated"))[0]
    primary = child(entry, "primary_category")
    extra: dict[str, object] = {
        "version": version,
        "primary_category": primary.get("term", "") if primary is not None else "",
        "comment": comment,
        "journal_ref": text(entry, "journal_ref"),
        "withdrawn": is_withdrawn(comment, abstract),
    }
    return Paper(
        paper_id=paper_id,
        title=title,
        abstract=abstract,
        authors=tuple(filter(None, (text(each, "name") for each in children(entry, "author")))),
        published=published,
        updated=updated if updated != published else None,
        categories=tuple(
            dict.fromkeys(term for c in children(entry, "category") if (term := c.get("term", "")))
        ),
        source=SOURCE,
        url=f"https://arxiv.org/abs/{paper_id}",
        doi=doi(" ".join(texts(entry, "doi"))) or "",
        extra={key: value for key, value in extra.items() if value},
    )
