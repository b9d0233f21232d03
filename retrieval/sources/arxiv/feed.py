"""Read arXiv's daily RSS feed: the announcements in some categories on the last working day.

https://info.arxiv.org/help/rss_specifications.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from retrieval.errors import SourceError
from retrieval.paper import Paper
from retrieval.sources.arxiv.conventions import (
    build_paper,
    id_and_version,
    is_category,
    is_of_month,
)
from retrieval.sources.arxiv.xml_answer import (
    child_text,
    child_texts,
    fetch_xml,
    find_child,
    find_children,
    local_name,
    parse_xml,
)
from retrieval.sources.http.answer import Fetch
from retrieval.sources.records import Record, Rejected
from retrieval.text import patterns as re

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SERVICE = "arXiv's feed"
_URL = "https://rss.arxiv.org/rss"
_PREAMBLE = re.compile(
    r"^arXiv:(?P<id>\S+)\s+Announce Type:\s*(?P<type>[\w-]+)\s*(?:Abstract:\s*)?", re.IGNORECASE
)
_ABSTRACT = re.compile(r"^Abstract:\s*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_NAME_SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})


def harvest(fetch: Fetch, categories: Sequence[str]) -> Iterator[Record | Rejected]:
    """Yield the latest announcements in any of the categories; none on days without a feed.

    `extra["announced"]` is new, cross (newly cross-listed), replace or replace-cross. Raises
    SourceError, SourceDown.
    """
    for category in categories:
        if not is_category(category):
            raise SourceError(
                f"{category!r} is not an arXiv category. Give one such as cs.CL or hep-th."
            )
    if not categories:
        raise SourceError("No category was given. Give one such as cs.CL.")
    listed = "+".join(dict.fromkeys(categories))
    yield from fetch_xml(fetch, f"{_URL}/{listed}", {}, read)


def read(data: bytes) -> list[Record | Rejected]:
    """Return the distinct papers of a feed; raise SourceError if it is malformed or incomplete."""
    root = parse_xml(data, _SERVICE)
    feed = find_child(root, "channel") if local_name(root) == "rss" else None
    if feed is None:
        raise SourceError(f"{_SERVICE} sent XML that is not RSS. Try again later.")
    if child_text(feed, "title").startswith("Feed error"):
        said = child_text(feed, "description")
        raise SourceError(f"{_SERVICE} cannot be read: {said or 'it gave no reason'}.")
    found: list[Record | Rejected] = []
    seen: set[str] = set()
    for line, entry in enumerate(find_children(feed, "item"), 1):
        paper = _parse_paper(entry)
        if isinstance(paper, str):
            found.append(Rejected(line, paper))
        elif paper.paper_id not in seen:
            seen.add(paper.paper_id)
            found.append(Record(paper, line))
    return found


def _parse_paper(entry: Element) -> Paper | str:
    """Return the paper of an entry, or the reason why it has none."""
    summary = child_text(entry, "description")
    preamble = _PREAMBLE.match(summary)
    abstract = _ABSTRACT.sub("", summary[preamble.end() :] if preamble else summary)
    given = child_text(entry, "guid") or (preamble["id"] if preamble else "")
    paper_id, version = id_and_version(given)
    if not paper_id:
        paper_id, version = id_and_version(child_text(entry, "link"))
    title = child_text(entry, "title")
    if not paper_id:
        return f"{given or title or 'An entry'} is not an arXiv paper."
    if not title:
        return f"The feed has no title for {paper_id}."
    announced = child_text(entry, "announce_type") or (preamble["type"].lower() if preamble else "")
    day = _parse_day(child_text(entry, "pubDate"))
    replaced = announced.startswith("replace")
    # The feed gives only the day of the announcement, which is the publication of new papers only.
    fresh = announced == "new" or (day is not None and is_of_month(paper_id, day))
    return build_paper(
        paper_id,
        title,
        abstract,
        authors=_parse_people(child_texts(entry, "creator")),
        published=day if fresh and not replaced else None,
        updated=day if replaced else None,
        categories=child_texts(entry, "category"),
        doi_text=child_text(entry, "DOI"),
        version=version,
        announced=announced,
        licence=child_text(entry, "rights"),
        journal_ref=child_text(entry, "journal_reference"),
    )


def _parse_day(said: str) -> date | None:
    """Return the day of an RSS date, in arXiv's own time zone."""
    try:
        return parsedate_to_datetime(said).date()
    except (ValueError, OverflowError):
        return None


def _parse_people(creators: Sequence[str]) -> list[str]:
    """Split lists such as "Ada Lovelace (London), Bo Ek, Jr." into names."""
    names: list[str] = []
    for creator in creators:
        for part in _IN_BRACKETS.sub("", creator).split(","):
            known = part.strip()
            if known in _NAME_SUFFIXES and names:
                names[-1] += f" {known}"
            elif known:
                names.append(known)
    return names
