"""Search arXiv through its API, page by page, and look up papers by id.

https://info.arxiv.org/help/api/user-manual.html
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Literal

from retrieval.errors import SourceDown, SourceError
from retrieval.paper import Paper, arxiv_id
from retrieval.sources.arxiv.conventions import build_paper, id_and_version
from retrieval.sources.arxiv.query import SearchProgress, build_search_query
from retrieval.sources.arxiv.xml_answer import (
    child_text,
    child_texts,
    fetch_xml,
    find_child,
    find_children,
    local_name,
    parse_xml,
)
from retrieval.sources.fields import parse_date
from retrieval.sources.http.answer import Fetch
from retrieval.sources.records import (
    Checkpoint,
    CheckpointStore,
    Harvested,
    Record,
    Rejected,
    load_checkpoint,
)
from retrieval.text import patterns as re

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


Sort = Literal["submittedDate", "relevance"]

_URL = "https://export.arxiv.org/api/query"
_PAGE_PAPERS = 200
_MAX_PAGED_RESULTS = 10_000
"""The most results to page through in one search; past this, arXiv slows down and omits papers."""

_MAX_TRIES = 8  # requests for one page
_MAX_EMPTY_TRIES = 2  # requests before an empty page counts as empty
_MIN_PAGE_PAPERS = 25
_MAX_GAPS = 4  # consecutive empty pages before a harvest fails
_MAX_IDS = 100


def harvest(
    fetch: Fetch,
    *,
    categories: Sequence[str] = (),
    query: str = "",
    since: date | None = None,
    until: date | None = None,
    max_papers: int | None = None,
    checkpoints: CheckpointStore | None = None,
    sort: Sort = "submittedDate",
) -> Iterator[Harvested]:
    """Yield the papers of a search, newest first and without duplicates.

    Yields a Checkpoint after each page, and a Rejected for papers that arXiv counts but does not
    send. `categories`, `query`, `since` and `until` are those of `build_search_query`; `sort`
    "relevance" yields the best papers first. The harvest continues from the last of `checkpoints`
    or, if it had finished, yields what arrived since. Raises SourceError, SourceDown.
    """
    named = f"arxiv-api:{build_search_query(categories, query, since, until)}"
    if max_papers is not None:
        named += f" most:{max_papers}"
    saved = load_checkpoint(checkpoints, named)
    progress = (
        SearchProgress.from_json(saved, since, until)
        if saved
        else SearchProgress.begin(since, until)
    )
    search = partial(build_search_query, categories, query)
    seen: set[str] = set()
    gaps = 0
    while progress.windows and (left := _count_left(progress, max_papers)):
        asked = {"search_query": search(*progress.windows[0]), "sortBy": sort}
        page = _fetch_page(fetch, asked, progress, min(_PAGE_PAPERS, left), seen)
        progress = replace(progress, total=page.total, asked=progress.asked or page.answered_on)
        if (
            progress.start == 0
            and min(page.total, left) > _MAX_PAGED_RESULTS
            and (parted := progress.split())
        ):
            progress = parted
            continue
        for record in _select_new(page, progress, max_papers, seen):
            if isinstance(record, Record):
                progress = replace(progress, given=record.line)
            yield record
        step = len(page.ids)
        gaps = 0 if step else gaps + 1
        if not step and progress.start < page.total:
            step = _find_gap(progress, gaps)
            yield Rejected(progress.given, f"arXiv counts {step} more papers but returns none.")
        elif page.missing:
            yield Rejected(
                progress.given, f"arXiv may have omitted {page.missing} papers from a page."
            )
        progress = replace(progress, start=progress.start + step)
        if progress.start >= progress.total:
            progress = progress.next_window()
        if progress.windows:
            yield Checkpoint(named, progress.to_json())
    yield Checkpoint(named, replace(progress, windows=()).to_json())


def fetch_by_ids(fetch: Fetch, ids: Sequence[str]) -> Iterator[Record | Rejected]:
    """Yield the newest version of each paper of `ids`, in order; versions in ids are ignored.

    Yields a Rejected for a malformed or unknown id. The `line` of a result is the position in
    `ids`, from 1. Raises SourceError, SourceDown.
    """
    known = {given: arxiv_id(given) for given in ids}
    for first in range(0, len(ids), _MAX_IDS):
        batch = ids[first : first + _MAX_IDS]
        wanted = list(dict.fromkeys(found for given in batch if (found := known[given])))
        papers = _fetch_papers(fetch, wanted)
        for line, given in enumerate(batch, first + 1):
            if not (paper_id := known[given]):
                yield Rejected(line, f"{given!r} is not an arXiv id. Give one such as 2410.11842.")
            elif paper_id in papers:
                yield Record(papers[paper_id], line)
            else:
                yield Rejected(line, f"arXiv has no paper {paper_id}.")


def _fetch_papers(fetch: Fetch, ids: Sequence[str]) -> dict[str, Paper]:
    """Return the papers that arXiv knows; an id that it cannot parse does not affect the others."""
    found: dict[str, Paper] = {}
    missing = list(ids)
    for tries in range(1, _MAX_TRIES + 1):
        if not missing:
            break
        params = {"id_list": ",".join(missing), "max_results": str(len(missing))}
        page = fetch_xml(fetch, _URL, params, read_page)
        if page.error and len(missing) > 1:
            half = len(missing) // 2
            return (
                found | _fetch_papers(fetch, missing[:half]) | _fetch_papers(fetch, missing[half:])
            )
        papers = {entry.paper_id: entry for entry in page.entries if isinstance(entry, Paper)}
        found |= papers
        missing = [paper_id for paper_id in missing if paper_id not in papers]
        # arXiv omits unknown papers, but sometimes known ones too: an empty page is requested twice
        if page.error or (not papers and tries >= _MAX_EMPTY_TRIES):
            break
    return found


def _count_left(progress: SearchProgress, max_papers: int | None) -> int:
    """Return how many papers are still wanted."""
    return sys.maxsize if max_papers is None else max(0, max_papers - progress.given)


def _select_new(
    page: Page, progress: SearchProgress, max_papers: int | None, seen: set[str]
) -> Iterator[Record | Rejected]:
    """Yield the new papers of a page, up to the limit of the harvest."""
    given = progress.given
    for entry in page.entries:
        if not isinstance(entry, Paper):
            yield Rejected(given, entry[1])
        elif entry.paper_id not in seen and (max_papers is None or given < max_papers):
            seen.add(entry.paper_id)
            given += 1
            yield Record(entry, given)


def _find_gap(progress: SearchProgress, gaps: int) -> int:
    """Return how many papers to skip that arXiv counts but does not return.

    Raises SourceDown if it has returned no papers at all, or none several times in a row.
    """
    left = progress.total - progress.start
    if not progress.given or gaps >= _MAX_GAPS:
        raise SourceDown(f"arXiv counts {left} more papers but returns none. Try again later.")
    return min(left, _MIN_PAGE_PAPERS)


def _fetch_page(
    fetch: Fetch, asked: Mapping[str, str], progress: SearchProgress, size: int, seen: set[str]
) -> Page:
    """Return the fullest version of the next page that arXiv returns in several tries.

    arXiv sometimes returns fewer papers than it counts, duplicates, none, or the previous page
    again, and sometimes counts none where there are many. Each try asks for fewer papers, so that
    no cache in between answers it.
    """
    fullest = Page(total=progress.total)
    for tries in range(1, _MAX_TRIES + 1):
        page = fetch_xml(
            fetch,
            _URL,
            {
                **asked,
                "sortOrder": "descending",
                "start": str(progress.start),
                "max_results": str(size),
            },
            read_page,
        )
        if page.error:
            raise SourceError(f"arXiv rejected the search: {page.error}. Change the query.")
        ids = page.ids
        wrong = page.start != progress.start or (ids and seen.issuperset(ids))
        missing = min(size, page.total - progress.start) - len(ids)
        if ids and not wrong and missing <= 0:
            return page
        if ids and not wrong and len(ids) > len(fullest.ids):
            fullest = replace(page, missing=missing)
        if not ids:
            total = max(fullest.total, page.total)
            fullest = replace(
                fullest, total=total, answered_on=fullest.answered_on or page.answered_on
            )
        if not fullest.total and not ids and tries >= _MAX_EMPTY_TRIES:
            break
        size = max(min(size, _MIN_PAGE_PAPERS), size // 2)
    if not fullest.ids and page.ids and page.start == progress.start == 0:
        return page  # the window holds nothing but what the previous one already yielded
    return fullest


_SERVICE = "arXiv's API"
_ERROR_PATH = "/api/errors"
_COUNT = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of search results.

    `entries` are papers, or (id, reason) for an entry without a usable paper, starting at result
    number `start`. `total` is arXiv's count of all results, `answered_on` the day of the answer
    by arXiv's clock, and `error` arXiv's description of what is wrong with the request. The
    caller sets `missing` to the number of papers that the page lacks.
    """

    entries: tuple[Paper | tuple[str, str], ...] = ()
    start: int = 0
    total: int = 0
    answered_on: date | None = None
    error: str = ""
    missing: int = 0

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the entries."""
        return frozenset(
            each.paper_id if isinstance(each, Paper) else each[0] for each in self.entries
        )


def read_page(data: bytes) -> Page:
    """Parse a page of results; raise SourceError if it is malformed or incomplete."""
    feed = parse_xml(data, _SERVICE)
    if local_name(feed) != "feed":
        raise SourceError(f"{_SERVICE} sent XML that is not an Atom feed. Try again later.")
    error = ""
    entries: list[Paper | tuple[str, str]] = []
    for entry in find_children(feed, "entry"):
        if _ERROR_PATH in child_text(entry, "id"):
            error = child_text(entry, "summary") or "it gave no reason"
        else:
            entries.append(_parse_paper(entry))
    total, start = child_text(feed, "totalResults"), child_text(feed, "startIndex")
    if not (_COUNT.fullmatch(total) and _COUNT.fullmatch(start)):
        raise SourceError(f"{_SERVICE} did not count its results. Try again later.")
    return Page(
        tuple(entries), int(start), int(total), parse_date(child_text(feed, "updated"))[0], error
    )


def _parse_paper(entry: Element) -> Paper | tuple[str, str]:
    given, title = child_text(entry, "id"), child_text(entry, "title")
    paper_id, version = id_and_version(given)
    if not paper_id:
        return given, f"{given or 'An entry'} is not an arXiv paper."
    if not title:
        return paper_id, f"arXiv has no title for {paper_id}."
    primary = find_child(entry, "primary_category")
    return build_paper(
        paper_id,
        title,
        child_text(entry, "summary"),
        authors=(child_text(author, "name") for author in find_children(entry, "author")),
        published=parse_date(child_text(entry, "published"))[0],
        updated=parse_date(child_text(entry, "updated"))[0],
        categories=(each.get("term", "") for each in find_children(entry, "category")),
        doi_text=" ".join(child_texts(entry, "doi")),
        comment=child_text(entry, "comment"),
        version=version,
        primary_category=primary.get("term", "") if primary is not None else "",
        journal_ref=child_text(entry, "journal_ref"),
    )
