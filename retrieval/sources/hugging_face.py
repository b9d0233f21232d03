"""Fetch papers from Hugging Face: daily papers, by search, and by id.

The API: https://huggingface.co/docs/hub/api, `list_daily_papers` and `paper_info`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from http import HTTPStatus
from itertools import islice
from typing import Any, Final

from retrieval.errors import SourceError
from retrieval.paper import Paper, arxiv_id
from retrieval.sources.fields import (
    build_paper,
    parse_date,
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

SOURCE: Final = "hf-daily"
SEARCH_SOURCE: Final = "huggingface"

_API = "https://huggingface.co/api"
_SERVICE = "Hugging Face"
_PAGE_PAPERS = 100  # the API's maximum
_MAX_PAGES = 100


def fetch_daily(
    fetch: Fetch,
    *,
    day: date | None = None,
    week: str | None = None,
    month: str | None = None,
    max_papers: int | None = None,
) -> Iterator[Record | Rejected]:
    """Yield the daily papers of a day, week ("2026-W47") or month ("2026-11"), or the latest.

    Raises SourceError.
    """
    asked = {"date": day.isoformat() if day else None, "week": week, "month": month}
    given = {key: value for key, value in asked.items() if value}
    return islice(_parse_entries(_fetch_pages(fetch, given), SOURCE), max_papers)


def search(fetch: Fetch, query: str, max_papers: int = 100) -> Iterator[Record | Rejected]:
    """Yield up to `max_papers` papers (at most 100) that match a query, best first.

    Raises SourceError.
    """
    params = {"q": to_text(query), "limit": str(min(max(max_papers, 1), _PAGE_PAPERS))}
    found = fetch_json(fetch, f"{_API}/papers/search", _SERVICE, params=params)
    return islice(read(found, SEARCH_SOURCE), max(max_papers, 0))


def fetch_by_id(fetch: Fetch, paper_id: str) -> Record | Rejected:
    """Return the paper of an arXiv id, or why there is none; raise SourceError.

    Sends a single request, without retries.
    """
    known = arxiv_id(paper_id)
    if known is None:
        return Rejected(
            1, f"“{paper_id}” is not an arXiv id. Hugging Face knows papers by arXiv id."
        )
    url = f"{_API}/papers/{known}"
    try:
        answer = fetch_json(fetch, url, _SERVICE, tries=1)
    except ServiceRefused as refused:
        if refused.status == HTTPStatus.NOT_FOUND:
            return Rejected(1, f"Hugging Face has no page for {known}.")
        raise
    if not isinstance(answer, dict):
        raise SourceError(f"{_SERVICE} did not return a paper. Try again later.")
    return _parse_entry(answer, 1, SEARCH_SOURCE)


def read(answer: object, source: str = SOURCE) -> Iterator[Record | Rejected]:
    """Yield the papers of a parsed answer; raise SourceError if it is not a list."""
    return _parse_entries(_get_entries(answer), source)


def _fetch_pages(fetch: Fetch, given: Mapping[str, str]) -> Iterator[Any]:
    """Yield the entries of page after page, until a page has no new papers."""
    seen: set[str] = set()
    for number in range(_MAX_PAGES):
        params = {**given, "limit": str(_PAGE_PAPERS), "p": str(number)}
        answer = fetch_json(fetch, f"{_API}/daily_papers", _SERVICE, params=params)
        entries = _get_entries(answer)
        new = [(key, entry) for entry in entries if (key := _get_id(entry)) not in seen]
        yield from (entry for _, entry in new)
        known = len(seen)
        seen.update(key for key, _ in new if key)
        if len(seen) == known:
            return


def _get_entries(answer: object) -> list[Any]:
    if not isinstance(answer, list):
        raise SourceError(f"{_SERVICE} did not return papers. Try again later.")
    return answer


def _get_id(entry: object) -> str:
    """Return the id of an entry's paper, or ""."""
    given = to_object(entry)
    return to_text(to_object(given.get("paper")).get("id")) or to_text(given.get("id"))


def _parse_entries(entries: Iterable[Any], source: str) -> Iterator[Record | Rejected]:
    return (_parse_entry(entry, number, source) for number, entry in enumerate(entries, start=1))


def _parse_entry(entry: Any, number: int, source: str) -> Record | Rejected:
    paper = parse_paper(to_object(entry), source)
    if paper is None:
        return Rejected(number, "This Hugging Face entry has no title.")
    return Record(paper, number)


_COUNTS = {"upvotes": "upvotes", "numComments": "comments", "githubStars": "stars"}
_LINKS = {"githubRepo": "code", "projectPage": "project_page"}


def parse_paper(found: Mapping[str, Any], source: str) -> Paper | None:
    """Return the paper of an entry, bare or under `paper`; None if it has no title.

    `extra` holds those given of `upvotes`, `comments`, `stars` (of the GitHub repository),
    `submitted_on` (the ISO day it was a daily paper), `code`, `project_page`, `keywords`,
    `ai_summary` and `organisation`.
    """
    inner = to_object(found.get("paper"))
    given = {**found, **{key: value for key, value in inner.items() if value is not None}}
    title = " ".join(to_text(given.get("title")).split())
    if not title:
        return None
    known = to_text(given.get("id"))
    return build_paper(
        title,
        source,
        hints=[known] if arxiv_id(known) else [],
        abstract=to_text(given.get("summary")),
        authors=given.get("authors"),
        published=given.get("publishedAt"),
        extra=_parse_extra(given),
    )


def _parse_extra(given: Mapping[str, Any]) -> dict[str, Any]:
    day = parse_date(given.get("submittedOnDailyAt"))[0]
    organisation = to_object(given.get("organization"))
    return {
        **{name: to_count(given.get(key)) for key, name in _COUNTS.items()},
        "submitted_on": day.isoformat() if day else "",
        **{name: to_link(given.get(key)) for key, name in _LINKS.items()},
        "keywords": list(to_texts(to_list(given.get("ai_keywords")))),
        "ai_summary": " ".join(to_text(given.get("ai_summary")).split()),
        "organisation": to_text(organisation.get("fullname")) or to_text(organisation.get("name")),
    }
