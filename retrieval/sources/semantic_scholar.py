"""Fetch papers from Semantic Scholar by search or id.

The API: https://api.semanticscholar.org/api-docs/graph
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from itertools import islice
from typing import Any, Final

from retrieval.errors import SourceError
from retrieval.paper import Paper, arxiv_id, doi, identify
from retrieval.sources.fields import (
    note_precision,
    parse_date,
    parse_people,
    to_count,
    to_link,
    to_list,
    to_object,
    to_text,
    to_texts,
)
from retrieval.sources.http.answer import Fetch
from retrieval.sources.json_answer import fetch_json
from retrieval.sources.records import Record, Rejected

SOURCE: Final = "semantic-scholar"

_API = "https://api.semanticscholar.org/graph/v1/paper"
_SERVICE = "Semantic Scholar"
_FIELDS = (
    "title,abstract,authors,externalIds,publicationDate,year,venue,url,"
    "citationCount,openAccessPdf,fieldsOfStudy,tldr"
)
_PAGE_PAPERS = 100
_BATCH_IDS = 500
_NO_VALID_IDS = "No valid paper ids"


def search(fetch: Fetch, query: str, max_papers: int = 100) -> Iterator[Record | Rejected]:
    """Yield up to `max_papers` papers (at most 1,000) that match a query, most relevant first.

    Raises SourceError.
    """
    found = _fetch_relevant(fetch, to_text(query), max_papers)
    return islice(_parse_entries(found), max(max_papers, 0))


def fetch_by_ids(fetch: Fetch, ids: Sequence[str]) -> Iterator[Record | Rejected]:
    """Yield a record or a rejection for each id, in order.

    Ids are `ARXIV:…`, `DOI:…`, `CorpusId:…`, or Semantic Scholar's 40 hexadecimal digits. The
    `line` of a result is the position of its id, from 1. Raises SourceError.
    """
    for start in range(0, len(ids), _BATCH_IDS):
        batch = ids[start : start + _BATCH_IDS]
        entries = _fetch_batch(fetch, batch)
        for place, asked in enumerate(batch):
            entry = entries[place] if place < len(entries) else None
            if entry is None:
                yield Rejected(start + place + 1, f"{_SERVICE} does not know {asked}.")
            else:
                yield _parse_entry(entry, start + place + 1)


def read(answer: object) -> Iterator[Record | Rejected]:
    """Yield the papers of a parsed answer: a list, or one under `data`; raise SourceError."""
    return _parse_entries(iter(_get_entries(answer)))


def _fetch_batch(fetch: Fetch, ids: Sequence[str]) -> list[Any]:
    """Return an entry for each id, None for unknown ones."""
    answer = fetch_json(
        fetch,
        f"{_API}/batch",
        _SERVICE,
        params={"fields": _FIELDS},
        json={"ids": list(ids)},
        allowed_statuses=(HTTPStatus.BAD_REQUEST,),
    )
    if answer.status != HTTPStatus.BAD_REQUEST:
        return _get_entries(answer.value)
    if _NO_VALID_IDS in answer.message:
        return []
    raise answer.to_error(_SERVICE)


def _fetch_relevant(fetch: Fetch, query: str, max_papers: int) -> Iterator[Any]:
    offset = 0
    while offset < max_papers:
        params = {
            "query": query,
            "fields": _FIELDS,
            "offset": str(offset),
            "limit": str(min(_PAGE_PAPERS, max_papers - offset)),
        }
        answer = fetch_json(fetch, f"{_API}/search", _SERVICE, params=params).value
        yield from _get_entries(answer)
        further = to_count(to_object(answer).get("next"))
        if further is None or further <= offset:
            return
        offset = further


def _get_entries(answer: object) -> list[Any]:
    if isinstance(answer, list):
        return answer
    given = to_object(answer)
    if isinstance(entries := given.get("data"), list):
        return entries
    if given.get("total") == 0:  # an empty result has no `data`
        return []
    raise SourceError(f"{_SERVICE} did not return papers. Try again later.")


def _parse_entries(entries: Iterator[Any]) -> Iterator[Record | Rejected]:
    return (_parse_entry(entry, number) for number, entry in enumerate(entries, start=1))


def _parse_entry(entry: Any, number: int) -> Record | Rejected:
    given = to_object(entry)
    title = " ".join(to_text(given.get("title")).split())
    if not title:
        return Rejected(number, f"This {_SERVICE} entry has no title.")
    return Record(_parse_paper(given, title), number)


def _parse_paper(given: Mapping[str, Any], title: str) -> Paper:
    ids = to_object(given.get("externalIds"))
    arxiv, its_doi = to_text(ids.get("ArXiv")), doi(to_text(ids.get("DOI"))) or ""
    paper_id = identify(title, f"arXiv:{arxiv}" if arxiv else "", its_doi)
    published, precision = parse_date(given.get("publicationDate") or given.get("year"))
    extra = _parse_extra(given, ids)
    note_precision(extra, precision)
    return Paper(
        paper_id=paper_id,
        title=title,
        abstract=to_text(given.get("abstract")),
        authors=parse_people(given.get("authors")),
        published=published,
        source=SOURCE,
        # An arXiv id or a DOI already links to the paper.
        url="" if arxiv_id(paper_id) or its_doi else to_link(given.get("url")),
        doi="" if arxiv_id(its_doi) else its_doi,  # an arXiv DOI repeats the id
        extra=extra,
    )


def _parse_extra(given: Mapping[str, Any], ids: Mapping[str, Any]) -> dict[str, Any]:
    extra: dict[str, Any] = {}
    if (citations := to_count(given.get("citationCount"))) is not None:
        extra["citations"] = citations
    fields = {
        "tldr": " ".join(to_text(to_object(given.get("tldr")).get("text")).split()),
        "venue": to_text(given.get("venue")),
        "pdf": to_link(to_object(given.get("openAccessPdf")).get("url")),
        "fields": list(to_texts(to_list(given.get("fieldsOfStudy")))),
        "corpus_id": to_count(ids.get("CorpusId")),
    }
    return extra | {name: value for name, value in fields.items() if value}
