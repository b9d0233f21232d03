"""Search arXiv by its API, page by page, and look papers up by their ids.

https://info.arxiv.org/help/api/user-manual.html
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Literal

from retrieval.errors import SourceDown, SourceError
from retrieval.paper import Paper, arxiv_id, doi
from retrieval.sources.arxiv.conventions import SOURCE, id_and_version, is_withdrawn
from retrieval.sources.arxiv.query import SearchProgress, build_search_query
from retrieval.sources.arxiv.xml_answer import (
    child,
    children,
    fetch_xml,
    name,
    parse_xml,
    text,
    texts,
)
from retrieval.sources.fields import parse_date
from retrieval.sources.http.answer import Fetch
from retrieval.sources.records import Checkpoint, Harvested, Record, Rejected

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


Sort = Literal["submittedDate", "relevance"]

_URL = "https://export.arxiv.org/api/query"
_PAGE_PAPERS = 200
_MAX_PAGED_RESULTS = 10_000
"""Results of one search that are paged through; past it arXiv slows down and leaves out."""

_MAX_TRIES = 8  # of a page, as of an answer
_MAX_EMPTY_TRIES = 2
_MIN_PAGE_PAPERS = 25
_MAX_GAPS = 4
_MAX_IDS = 100


def harvest_key(
    *,
    categories: Sequence[str] = (),
    query: str = "",
    since: date | None = None,
    until: date | None = None,
    max_papers: int | None = None,
) -> str:
    """Return the name of a harvest, the same for the same arguments: by it, it is resumed."""
    asked = build_search_query(categories, query, since, until)
    return f"arxiv-api:{asked}" + (f" most:{max_papers}" if max_papers is not None else "")


def harvest(
    fetch: Fetch,
    *,
    categories: Sequence[str] = (),
    query: str = "",
    since: date | None = None,
    until: date | None = None,
    max_papers: int | None = None,
    resume: str | None = None,
    sort: Sort = "submittedDate",
) -> Iterator[Harvested]:
    """Yield the papers of a search, the newest first, each once, and a Checkpoint after each page.

    `categories`, `query`, `since` and `until` as in `build_search_query`; with `sort` "relevance",
    the best come first. With the value of a Checkpoint in `resume`, the same harvest resumes there;
    one that had ended yields what came since. Papers that arXiv counts but does not send give a
    Rejected. Raises SourceError, SourceDown.
    """
    named = harvest_key(
        categories=categories, query=query, since=since, until=until, max_papers=max_papers
    )
    progress = (
        SearchProgress.from_json(resume, since, until)
        if resume
        else SearchProgress.begin(since, until)
    )
    search = partial(build_search_query, categories, query)
    seen: set[str] = set()
    gaps = 0
    while progress.windows and (left := _count_left(progress, max_papers)):
        asked = {"search_query": search(*progress.windows[0]), "sortBy": sort}
        page = _fetch_page(fetch, asked, progress, min(_PAGE_PAPERS, left), seen)
        progress = replace(progress, total=page.total, asked=progress.asked or page.asked)
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
            yield Rejected(progress.given, f"arXiv counts {step} more papers, but gives none.")
        elif page.missing:
            yield Rejected(
                progress.given, f"arXiv may have left out {page.missing} papers of a page."
            )
        progress = replace(progress, start=progress.start + step)
        if progress.start >= progress.total:
            progress = progress.next_window()
        if progress.windows:
            yield Checkpoint(named, progress.to_json())
    yield Checkpoint(named, replace(progress, windows=()).to_json())


def fetch_by_ids(fetch: Fetch, ids: Sequence[str]) -> Iterator[Record | Rejected]:
    """Yield the newest version of each paper of `ids`, in their order, whatever version they name.

    What is no id, and what arXiv does not know, gives a Rejected that names it; `line` is the
    place in `ids`, from 1. Raises SourceError, SourceDown.
    """
    known = {given: arxiv_id(given) for given in ids}
    for first in range(0, len(ids), _MAX_IDS):
        batch = ids[first : first + _MAX_IDS]
        wanted = list(dict.fromkeys(found for given in batch if (found := known[given])))
        papers = _fetch_papers(fetch, wanted)
        for line, given in enumerate(batch, first + 1):
            if not (paper_id := known[given]):
                yield Rejected(line, f"{given!r} is no id of arXiv, such as 2410.11842.")
            elif paper_id in papers:
                yield Record(papers[paper_id], line)
            else:
                yield Rejected(line, f"arXiv has no paper {paper_id}.")


def _fetch_papers(fetch: Fetch, ids: Sequence[str]) -> dict[str, Paper]:
    """Return the papers that arXiv knows; one id that it cannot read does not cost the others."""
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
        # what arXiv does not know is left out, and so at times is what it knows: it is asked twice
        if page.error or (not papers and tries >= _MAX_EMPTY_TRIES):
            break
    return found


def _count_left(progress: SearchProgress, max_papers: int | None) -> int:
    """Return how many papers are still wanted."""
    return sys.maxsize if max_papers is None else max(0, max_papers - progress.given)


def _select_new(
    page: Page, progress: SearchProgress, max_papers: int | None, seen: set[str]
) -> Iterator[Record | Rejected]:
    """Yield what is new in a page, up to how many papers are wanted."""
    given = progress.given
    for entry in page.entries:
        if not isinstance(entry, Paper):
            yield Rejected(given, entry[1])
        elif entry.paper_id not in seen and (max_papers is None or given < max_papers):
            seen.add(entry.paper_id)
            given += 1
            yield Record(entry, given)


def _find_gap(progress: SearchProgress, gaps: int) -> int:
    """Return how many papers to leave out that arXiv counts but does not give.

    Raises SourceDown where it has given none at all, or none several times in a row.
    """
    left = progress.total - progress.start
    if not progress.given or gaps >= _MAX_GAPS:
        raise SourceDown(f"arXiv counts {left} more papers, but gives none. Try again later.")
    return min(left, _MIN_PAGE_PAPERS)


def _fetch_page(
    fetch: Fetch, asked: Mapping[str, str], progress: SearchProgress, size: int, seen: set[str]
) -> Page:
    """Return the next page of a search, as full as it can be had.

    At times arXiv gives fewer papers than it counts, one twice, none, or the page before once
    more, and counts none where there are many. Each try asks for fewer, which is another request
    to whatever keeps answers in between.
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
            raise SourceError(f"arXiv cannot search so: {page.error}. Change what is asked for.")
        ids = page.ids
        wrong = page.start != progress.start or (ids and seen.issuperset(ids))
        missing = min(size, page.total - progress.start) - len(ids)
        if ids and not wrong and missing <= 0:
            return page
        if ids and not wrong and len(ids) > len(fullest.ids):
            fullest = replace(page, missing=missing)
        if not ids:
            total = max(fullest.total, page.total)
            fullest = replace(fullest, total=total, asked=fullest.asked or page.asked)
        if not fullest.total and not ids and tries >= _MAX_EMPTY_TRIES:
            break
        size = max(min(size, _MIN_PAGE_PAPERS), size // 2)
    if not fullest.ids and page.ids and page.start == progress.start == 0:
        return page  # a window that begins where the one before ended, and has no more than that
    return fullest


_SERVICE = "arXiv's API"
_ERROR_PATH = "/api/errors"
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


def read_page(data: bytes) -> Page:
    """Return the page that an answer is; raise SourceError where it is none, or not whole."""
    feed = parse_xml(data, _SERVICE)
    if name(feed) != "feed":
        raise SourceError(f"{_SERVICE} sent XML that is no Atom feed. Try again later.")
    error = ""
    entries: list[Paper | tuple[str, str]] = []
    for entry in children(feed, "entry"):
        if _ERROR_PATH in text(entry, "id"):
            error = text(entry, "summary") or "an error without a word"
        else:
            entries.append(_parse_paper(entry))
    total, start = text(feed, "totalResults"), text(feed, "startIndex")
    if not (_COUNT.fullmatch(total) and _COUNT.fullmatch(start)):
        raise SourceError(f"{_SERVICE} does not say how many papers there are. Try again later.")
    return Page(tuple(entries), int(start), int(total), parse_date(text(feed, "updated"))[0], error)


def _parse_paper(entry: Element) -> Paper | tuple[str, str]:
    given, title = text(entry, "id"), text(entry, "title")
    paper_id, version = id_and_version(given)
    if not paper_id:
        return given, f"{given or 'An entry'} is no paper of arXiv."
    if not title:
        return paper_id, f"arXiv has no title for {paper_id}."
    abstract, comment = text(entry, "summary"), text(entry, "comment")
    published, updated = (
        parse_date(text(entry, "published"))[0],
        parse_date(text(entry, "updated"))[0],
    )
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
