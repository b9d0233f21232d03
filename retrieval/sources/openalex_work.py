"""Read one work as OpenAlex describes it, its abstract put back in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from retrieval.paper import WITHDRAWN, WITHDRAWN_REASON, Paper, arxiv_id, doi, identify
from retrieval.sources.fields import count_of, date_of, link_of, list_of, object_of, text_of

_ID = re.compile(r"(?:https?://(?:api\.)?openalex\.org/(?:works/)?)?(W\d{1,12})", re.IGNORECASE)
_LONGEST = 10_000
"""How many words an abstract may have; the positions of what is no abstract run to millions."""

_HEADING = re.compile(r"(?:Abstract|ABSTRACT)[:.]?\s+(?=[A-Z])")


def openalex_id(text: str) -> str | None:
    """Return the id of a work, such as W2741809807, that `text` is or links to; else None."""
    found = _ID.fullmatch(text.strip())
    return found.group(1).upper() if found else None


def openalex_work(found: Mapping[str, Any], source: str) -> Paper | None:
    """Return the paper of a work; None where it has no title.

    In `extra`, as far as given: `openalex_id`, `citations`, `venue`, `topic`, `pdf`, and whether
    it was retracted, as withdrawn.
    """
    title = " ".join((text_of(found.get("title")) or text_of(found.get("display_name"))).split())
    if not title:
        return None
    its_doi = doi(text_of(found.get("doi"))) or ""
    paper_id = identify(title, *_arxiv_links(found), its_doi)
    published, precision = date_of(found.get("publication_date") or found.get("publication_year"))
    extra = _extra(found)
    if precision in ("year", "month"):
        extra["published_precision"] = precision
    return Paper(
        paper_id=paper_id,
        title=title,
        abstract=in_order(found.get("abstract_inverted_index")),
        authors=tuple(_authors(found)),
        published=published,
        source=source,
        # An arXiv id or a DOI leads to the paper itself.
        url="" if arxiv_id(paper_id) or its_doi else _page(found),
        doi="" if arxiv_id(its_doi) else its_doi,  # an arXiv DOI says no more than the id
        extra=extra,
    )


def in_order(inverted: object) -> str:
    """Return the text of an abstract given as the positions of each of its words.

    Gaps close, the first word at a position stays there, and positions that are none, or too far
    on for an abstract, are passed over.
    """
    placed: dict[int, str] = {}
    for word, positions in object_of(inverted).items():
        for position in list_of(positions):
            if type(position) is int and 0 <= position < _LONGEST:  # True is no position
                placed.setdefault(position, word)
    text = " ".join(text_of(" ".join(word for _, word in sorted(placed.items()))).split())
    heading = _HEADING.match(text)
    return text[heading.end() :] if heading else text


def _arxiv_links(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield the links to arXiv among a work's ids and the places where it can be read."""
    given = [found.get("doi"), *object_of(found.get("ids")).values()]
    places = [found.get("primary_location"), *list_of(found.get("locations"))]
    for place in map(object_of, places):
        given += (place.get("landing_page_url"), place.get("pdf_url"))
    for link in map(text_of, given):
        if arxiv_id(link):
            yield link


def _authors(found: Mapping[str, Any]) -> Iterator[str]:
    for authorship in map(object_of, list_of(found.get("authorships"))):
        author = object_of(authorship.get("author"))
        name = text_of(author.get("display_name")) or text_of(authorship.get("raw_author_name"))
        if name := " ".join(name.split()):
            yield name


def _page(found: Mapping[str, Any]) -> str:
    landing = object_of(found.get("primary_location")).get("landing_page_url")
    return link_of(landing) or link_of(found.get("id"))


def _extra(found: Mapping[str, Any]) -> dict[str, Any]:
    extra: dict[str, Any] = {}
    if (citations := count_of(found.get("cited_by_count"))) is not None:
        extra["citations"] = citations
    place = object_of(found.get("primary_location"))
    told = {
        "openalex_id": openalex_id(text_of(found.get("id"))),
        "venue": text_of(object_of(place.get("source")).get("display_name")),
        "topic": text_of(object_of(found.get("primary_topic")).get("display_name")),
        "pdf": link_of(place.get("pdf_url"))
        or link_of(object_of(found.get("open_access")).get("oa_url")),
    }
    extra |= {name: value for name, value in told.items() if value}
    if found.get("is_retracted") is True:
        extra |= {WITHDRAWN: True, WITHDRAWN_REASON: "Retracted, according to OpenAlex."}
    return extra
