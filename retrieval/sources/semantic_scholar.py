"""Fetch papers from Semantic Scholar by id.

The API: https://api.semanticscholar.org/api-docs/graph
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from retrieval.errors import SourceError
from retrieval.paper import Paper, arxiv_id, doi
from retrieval.sources.fields import (
    build_paper,
    to_count,
    to_link,
    to_list,
    to_object,
    to_text,
    to_texts,
)
from retrieval.sources.http.answer import Fetch
from retrieval.sources.json_answer import ServiceRefused, fetch_json
from retrieval.sources.records import Record, Rejected

SOURCE: Final = "semantic-scholar"

_API = "https://api.semanticscholar.org/graph/v1/paper"
_SERVICE = "Semantic Scholar"
_FIELDS = (
    "title,abstract,authors,externalIds,publicationDate,year,venue,url,"
    "citationCount,openAccessPdf,fieldsOfStudy,tldr"
)
_BATCH_IDS = 500
_NO_VALID_IDS = "No valid paper ids"


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
                yield parse_entry(entry, start + place + 1)


def _fetch_batch(fetch: Fetch, ids: Sequence[str]) -> list[Any]:
    """Return an entry for each id, None for unknown ones."""
    params, wanted = {"fields": _FIELDS}, {"ids": list(ids)}
    try:
        answer = fetch_json(fetch, f"{_API}/batch", _SERVICE, params=params, json=wanted)
    except ServiceRefused as refused:
        if _NO_VALID_IDS in refused.said:
            return []
        raise
    if not isinstance(answer, list):
        raise SourceError(f"{_SERVICE} did not return papers. Try again later.")
    return answer


def parse_entry(entry: object, number: int) -> Record | Rejected:
    """Return the paper of an entry, whose `line` is `number`, or why there is none."""
    given = to_object(entry)
    title = " ".join(to_text(given.get("title")).split())
    if not title:
        return Rejected(number, f"This {_SERVICE} entry has no title.")
    return Record(_parse_paper(given, title), number)


def _parse_paper(given: Mapping[str, Any], title: str) -> Paper:
    ids = to_object(given.get("externalIds"))
    arxiv, its_doi = to_text(ids.get("ArXiv")), doi(to_text(ids.get("DOI"))) or ""
    return build_paper(
        title,
        SOURCE,
        hints=(f"arXiv:{arxiv}" if arxiv else "", its_doi),
        abstract=to_text(given.get("abstract")),
        authors=given.get("authors"),
        published=given.get("publicationDate") or given.get("year"),
        # An arXiv id or a DOI already links to the paper.
        url="" if arxiv_id(arxiv) or its_doi else to_link(given.get("url")),
        doi_text="" if arxiv_id(its_doi) else its_doi,  # an arXiv DOI repeats the id
        extra={
            "citations": to_count(given.get("citationCount")),
            "tldr": " ".join(to_text(to_object(given.get("tldr")).get("text")).split()),
            "venue": to_text(given.get("venue")),
            "pdf": to_link(to_object(given.get("openAccessPdf")).get("url")),
            "fields": list(to_texts(to_list(given.get("fieldsOfStudy")))),
            "corpus_id": to_count(ids.get("CorpusId")),
        },
    )
