"""Fetch papers from OpenAlex by search, DOI or OpenAlex id.

The API: https://developers.openalex.org
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from itertools import islice
from typing import Any, Final
from urllib.parse import quote

from retrieval.errors import SourceError, SourceNotAllowed
from retrieval.paper import WITHDRAWN, WITHDRAWN_REASON, Paper, arxiv_id, doi
from retrieval.sources.fields import (
    build_paper,
    to_count,
    to_link,
    to_list,
    to_object,
    to_text,
)
from retrieval.sources.http.answer import Fetch
from retrieval.sources.json_answer import ServiceRefused, fetch_json
from retrieval.sources.records import Record, Rejected
from retrieval.text import patterns as re

SOURCE: Final = "openalex"

_API = "https://api.openalex.org/works"
_SERVICE = "OpenAlex"
_FIELDS = (
    "id,doi,ids,title,publication_date,publication_year,authorships,primary_location,locations,"
    "abstract_inverted_index,is_retracted,cited_by_count,primary_topic,open_access"
)
_PAGE_WORKS = 100
_MAX_PAGES = 100  # numbered pages end at 10,000 works
_BATCH_IDS = 50
_FILTER_SYNTAX = frozenset("|,")  # separators in a filter


def search(fetch: Fetch, query: str, max_papers: int = 100) -> Iterator[Record | Rejected]:
    """Yield up to `max_papers` works that match a query, most relevant first.

    Raises SourceError.
    """
    given = {"search": to_text(query)}
    works = enumerate(_fetch_pages(fetch, given, max_papers), start=1)
    return islice((parse_entry(work, number) for number, work in works), max(max_papers, 0))


def fetch_by_ids(fetch: Fetch, ids: Sequence[str]) -> Iterator[Record | Rejected]:
    """Yield a record or a rejection for each id, in order.

    Ids are DOIs or OpenAlex ids such as W2741809807. The `line` of a result is the position of
    its id, from 1. Raises SourceError.
    """
    for start in range(0, len(ids), _BATCH_IDS):
        batch = ids[start : start + _BATCH_IDS]
        works = _fetch_works(fetch, batch)
        for place, asked in enumerate(batch, start=start + 1):
            if work := works.get(_normalize_id(asked)):
                yield parse_entry(work, place)
            else:
                yield Rejected(place, f"{_SERVICE} does not know {asked}.")


def _fetch_pages(fetch: Fetch, given: dict[str, str], max_papers: int) -> Iterator[Any]:
    """Yield the works of all pages."""
    size = min(_PAGE_WORKS, max(max_papers, 1))
    for page in range(1, _MAX_PAGES + 1):
        params = {**given, "page": str(page), "per_page": str(size), "select": _FIELDS}
        entries = _get_entries(fetch_json(fetch, _API, _SERVICE, params=params))
        yield from entries
        if len(entries) < size:
            return


def _fetch_works(fetch: Fetch, ids: Sequence[str]) -> dict[str, Any]:
    """Return the works found, each under its DOI in lower case and its OpenAlex id."""
    wanted = list(dict.fromkeys(map(_normalize_id, ids)))
    dois = [i for i in wanted if doi(i)]
    filters = {
        "doi": [i for i in dois if not _FILTER_SYNTAX & set(i)],
        "openalex": [i for i in wanted if openalex_id(i)],
    }
    found: list[Any] = []
    for name, values in filters.items():
        if values:
            given = {"filter": f"{name}:{'|'.join(values)}", "per_page": str(_PAGE_WORKS)}
            found += _get_entries(
                fetch_json(fetch, _API, _SERVICE, params={**given, "select": _FIELDS})
            )
    for one in dois:
        if _FILTER_SYNTAX & set(one):
            found += _fetch_by_doi(fetch, one)
    works: dict[str, Any] = {}
    for work in map(to_object, found):
        for key in (doi(to_text(work.get("doi"))), openalex_id(to_text(work.get("id")))):
            if key:
                works.setdefault(key, work)
    return works


def _fetch_by_doi(fetch: Fetch, one: str) -> list[Any]:
    """Return the work of a DOI, if any; a DOI that makes an invalid URL has none."""
    url, params = f"{_API}/doi:{quote(one)}", {"select": _FIELDS}
    try:
        return _get_entries(fetch_json(fetch, url, _SERVICE, params=params))
    except SourceNotAllowed:
        return []
    except ServiceRefused as refused:
        if refused.status == HTTPStatus.NOT_FOUND:
            return []
        raise


def _normalize_id(asked: str) -> str:
    return openalex_id(asked) or doi(asked) or asked


def _get_entries(answer: object) -> list[Any]:
    given = to_object(answer)
    if isinstance(results := given.get("results"), list):
        return to_list(results)
    if openalex_id(to_text(given.get("id"))) or "doi" in given:
        return [given]
    raise SourceError(f"{_SERVICE} did not return works. Try again later.")


def parse_entry(entry: object, number: int) -> Record | Rejected:
    """Return the paper of a work, whose `line` is `number`, or why there is none."""
    paper = parse_work(to_object(entry))
    if paper is None:
        return Rejected(number, f"This {_SERVICE} work has no title.")
    return Record(paper, number)


_ID = re.compile(r"(?:https?://(?:api\.)?openalex\.org/(?:works/)?)?(W\d{1,12})", re.IGNORECASE)
_MAX_ABSTRACT_WORDS = 10_000
"""The longest abstract to restore; positions in other texts run to millions."""

_HEADING = re.compile(r"(?:Abstract|ABSTRACT)[:.]?\s+(?=[A-Z])")


def openalex_id(text: str) -> str | None:
    """Return the id, such as W2741809807, that `text` is or links to, or None."""
    found = _ID.fullmatch(text.strip())
    return found.group(1).upper() if found else None


def parse_work(found: Mapping[str, Any]) -> Paper | None:
    """Return the paper of a work; None if it has no title.

    `extra` holds those given of `openalex_id`, `citations`, `venue`, `topic` and `pdf`; a
    retracted work is marked as withdrawn.
    """
    title = " ".join((to_text(found.get("title")) or to_text(found.get("display_name"))).split())
    if not title:
        return None
    its_doi = doi(to_text(found.get("doi"))) or ""
    its_arxiv = next(_arxiv_links(found), "")
    return build_paper(
        title,
        SOURCE,
        hints=(its_arxiv, its_doi),
        abstract=restore_abstract(found.get("abstract_inverted_index")),
        authors=tuple(_parse_authors(found)),
        published=found.get("publication_date") or found.get("publication_year"),
        # An arXiv id or a DOI already links to the paper.
        url="" if its_arxiv or its_doi else _find_landing_page(found),
        doi_text="" if arxiv_id(its_doi) else its_doi,  # an arXiv DOI repeats the id
        extra=_parse_extra(found),
    )


def restore_abstract(inverted: object) -> str:
    """Return the text of an abstract given as the positions of each of its words.

    Closes gaps, keeps the first word at a position, and ignores invalid or excessive positions.
    """
    placed: dict[int, str] = {}
    for word, positions in to_object(inverted).items():
        for position in to_list(positions):
            if type(position) is int and 0 <= position < _MAX_ABSTRACT_WORDS:  # excludes bool
                placed.setdefault(position, word)
    text = " ".join(to_text(" ".join(word for _, word in sorted(placed.items()))).split())
    heading = _HEADING.match(text)
    return text[heading.end() :] if heading else text


def _arxiv_links(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield the links to arXiv among a work's ids and locations."""
    given = [found.get("doi"), *to_object(found.get("ids")).values()]
    places = [found.get("primary_location"), *to_list(found.get("locations"))]
    for place in map(to_object, places):
        given += (place.get("landing_page_url"), place.get("pdf_url"))
    for link in map(to_text, given):
        if arxiv_id(link):
            yield link


def _parse_authors(found: Mapping[str, Any]) -> Iterator[str]:
    for authorship in map(to_object, to_list(found.get("authorships"))):
        author = to_object(authorship.get("author"))
        name = to_text(author.get("display_name")) or to_text(authorship.get("raw_author_name"))
        if name := " ".join(name.split()):
            yield name


def _find_landing_page(found: Mapping[str, Any]) -> str:
    landing = to_object(found.get("primary_location")).get("landing_page_url")
    return to_link(landing) or to_link(found.get("id"))


def _parse_extra(found: Mapping[str, Any]) -> dict[str, Any]:
    place = to_object(found.get("primary_location"))
    open_access = to_object(found.get("open_access"))
    extra = {
        "citations": to_count(found.get("cited_by_count")),
        "openalex_id": openalex_id(to_text(found.get("id"))),
        "venue": to_text(to_object(place.get("source")).get("display_name")),
        "topic": to_text(to_object(found.get("primary_topic")).get("display_name")),
        "pdf": to_link(place.get("pdf_url")) or to_link(open_access.get("oa_url")),
    }
    if found.get("is_retracted") is True:
        extra |= {WITHDRAWN: True, WITHDRAWN_REASON: "Retracted, according to OpenAlex."}
    return extra
