"""Fetch papers from OpenAlex: by search, by DOI or OpenAlex's own id.

The API: https://developers.openalex.org
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from http import HTTPStatus
from itertools import islice
from typing import Any, Final
from urllib.parse import quote

from retrieval.errors import SourceError, SourceNotAllowed
from retrieval.paper import doi
from retrieval.sources.fields import list_of, object_of, text_of
from retrieval.sources.http.port import Fetch
from retrieval.sources.json_answer import ask
from retrieval.sources.openalex_work import openalex_id, openalex_work
from retrieval.sources.records import Record, Rejected

SOURCE: Final = "openalex"

_API = "https://api.openalex.org/works"
_SERVICE = "OpenAlex"
_FIELDS = (
    "id,doi,ids,title,publication_date,publication_year,authorships,primary_location,locations,"
    "abstract_inverted_index,is_retracted,cited_by_count,primary_topic,open_access"
)
_PAGE = 100
_MOST_PAGES = 100  # by number it answers no further than 10,000 works
_BATCH = 50
_KEYLESS = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
_APART = frozenset("|,")  # these mean something in a filter


def search(
    fetch: Fetch, query: str, most: int = 100, since: date | None = None
) -> Iterator[Record | Rejected]:
    """Yield up to `most` works that have been found for a query, the most relevant first.

    `since` is the first day of publication. Raises SourceError.
    """
    given = {"search": text_of(query)}
    if since:
        given["filter"] = f"from_publication_date:{since.isoformat()}"
    return islice(_numbered(_found(fetch, given, most)), max(most, 0))


def by_ids(fetch: Fetch, ids: Sequence[str]) -> Iterator[Record | Rejected]:
    """Yield what each id gives, in their order: a record, or why there is none.

    Ids are DOIs or OpenAlex's own, such as W2741809807; a result's line is the place of its id,
    from 1. Raises SourceError.
    """
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        works = _works(fetch, batch)
        for place, asked in enumerate(batch, start=start + 1):
            if work := works.get(_wanted(asked)):
                yield _record(work, place)
            else:
                yield Rejected(place, f"{_SERVICE} does not know {asked}.")


def read(answer: object) -> Iterator[Record | Rejected]:
    """Yield the papers of a parsed answer: a list of works, or one work.

    Raises SourceError where it is neither.
    """
    return _numbered(iter(_entries(answer)))


def _found(fetch: Fetch, given: dict[str, str], most: int) -> Iterator[Any]:
    """Yield the works of page after page: along a cursor, or by number where that needs a key."""
    size = str(min(_PAGE, max(most, 1)))
    along = {"cursor": "*"}
    for page in range(1, _MOST_PAGES + 1):
        params = {**given, **along, "per_page": size, "select": _FIELDS}
        answer = ask(fetch, _API, _SERVICE, params=params, bearing=_KEYLESS if page == 1 else ())
        if answer.status in _KEYLESS:
            along = {"page": "1"}
            del params["cursor"]
            answer = ask(fetch, _API, _SERVICE, params={**params, **along})
        found = answer.value
        entries = _entries(found)
        yield from entries
        if not entries:
            return
        if "cursor" in along:
            further = text_of(object_of(object_of(found).get("meta")).get("next_cursor"))
            if not further or further == along["cursor"]:
                return
            along = {"cursor": further}
        elif len(entries) < int(size):
            return
        else:
            along = {"page": str(page + 1)}


def _works(fetch: Fetch, ids: Sequence[str]) -> dict[str, Any]:
    """Return the works that were found, by DOI in lower case and by OpenAlex's id."""
    wanted = list(dict.fromkeys(map(_wanted, ids)))
    dois = [i for i in wanted if doi(i)]
    filters = {
        "doi": [i for i in dois if not _APART & set(i)],
        "openalex": [i for i in wanted if openalex_id(i)],
    }
    found: list[Any] = []
    for name, values in filters.items():
        if values:
            given = {"filter": f"{name}:{'|'.join(values)}", "per_page": str(_PAGE)}
            found += _entries(ask(fetch, _API, _SERVICE, params={**given, "select": _FIELDS}).value)
    for one in dois:
        if _APART & set(one):
            found += _alone(fetch, one)
    works: dict[str, Any] = {}
    for work in map(object_of, found):
        for key in (doi(text_of(work.get("doi"))), openalex_id(text_of(work.get("id")))):
            if key:
                works.setdefault(key, work)
    return works


def _alone(fetch: Fetch, one: str) -> list[Any]:
    """Return the work of a DOI, if there is one; an address that cannot be is none."""
    url, params = f"{_API}/doi:{quote(one)}", {"select": _FIELDS}
    try:
        answer = ask(fetch, url, _SERVICE, params=params, bearing=(HTTPStatus.NOT_FOUND,))
    except SourceNotAllowed:
        return []
    return [] if answer.status == HTTPStatus.NOT_FOUND else _entries(answer.value)


def _wanted(asked: str) -> str:
    return openalex_id(asked) or doi(asked) or asked


def _entries(answer: object) -> list[Any]:
    given = object_of(answer)
    if isinstance(results := given.get("results"), list):
        return list_of(results)
    if openalex_id(text_of(given.get("id"))) or "doi" in given:
        return [given]
    raise SourceError(f"{_SERVICE} answered something else than works. Try again later.")


def _numbered(entries: Iterator[Any]) -> Iterator[Record | Rejected]:
    return (_record(entry, number) for number, entry in enumerate(entries, start=1))


def _record(entry: Any, number: int) -> Record | Rejected:
    paper = openalex_work(object_of(entry), SOURCE)
    if paper is None:
        return Rejected(number, f"This work of {_SERVICE}'s has no title.")
    return Record(paper, number)
