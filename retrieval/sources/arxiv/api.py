"""Search arXiv by its API, page by page, and look papers up by their ids.

https://info.arxiv.org/help/api/user-manual.html
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Literal

from retrieval.errors import SourceDown, SourceError
from retrieval.paper import Paper, arxiv_id
from retrieval.sources.arxiv import atom
from retrieval.sources.arxiv.request import ask
from retrieval.sources.arxiv.search import expression
from retrieval.sources.arxiv.windows import Progress
from retrieval.sources.http.port import Fetch
from retrieval.sources.records import Checkpoint, Harvested, Record, Rejected

Sort = Literal["submittedDate", "relevance"]

_URL = "https://export.arxiv.org/api/query"
_PAGE = 200
_RELIABLE = 10_000
"""Results of one search that are paged through; past it arXiv slows down and leaves out."""

_TRIES = 8  # of a page, as of an answer
_TRIES_OF_NONE = 2
_SMALLEST = 25
_MOST_GAPS = 4
_IDS = 100


def key(
    *,
    categories: Sequence[str] = (),
    query: str = "",
    since: date | None = None,
    until: date | None = None,
    most: int | None = None,
) -> str:
    """Return the name of a harvest, the same for the same arguments: by it, it is resumed."""
    asked = expression(categories, query, since, until)
    return f"arxiv-api:{asked}" + (f" most:{most}" if most is not None else "")


def harvest(
    fetch: Fetch,
    *,
    categories: Sequence[str] = (),
    query: str = "",
    since: date | None = None,
    until: date | None = None,
    most: int | None = None,
    resume: str | None = None,
    sort: Sort = "submittedDate",
) -> Iterator[Harvested]:
    """Yield the papers of a search, the newest first, each once, and a Checkpoint after each page.

    `categories`, `query`, `since` and `until` as in `search.expression`; `most` is how many papers
    to yield at most; with `sort` "relevance", the best come first. With the value of a Checkpoint
    in `resume`, the same harvest goes on from there: after one that ended, it yields what came
    since. What arXiv counts but does not give is a Rejected. Raises SourceError, SourceDown.
    """
    named = key(categories=categories, query=query, since=since, until=until, most=most)
    progress = Progress.resumed(resume, since, until) if resume else Progress.begun(since, until)
    search = partial(expression, categories, query)
    seen: set[str] = set()
    gaps = 0
    while progress.windows and (left := _left(progress, most)):
        asked = {"search_query": search(*progress.windows[0]), "sortBy": sort}
        page = _page(fetch, asked, progress, min(_PAGE, left), seen)
        progress = replace(progress, total=page.total, asked=progress.asked or page.asked)
        if (
            progress.start == 0
            and min(page.total, left) > _RELIABLE
            and (parted := progress.split())
        ):
            progress = parted
            continue
        for record in _records(page, progress, most, seen):
            if isinstance(record, Record):
                progress = replace(progress, given=record.line)
            yield record
        step = len(page.ids)
        gaps = 0 if step else gaps + 1
        if not step and progress.start < page.total:
            step = _gap(progress, gaps)
            yield Rejected(progress.given, f"arXiv counts {step} more papers, but gives none.")
        elif page.missing:
            yield Rejected(
                progress.given, f"arXiv may have left out {page.missing} papers of a page."
            )
        progress = replace(progress, start=progress.start + step)
        if progress.start >= progress.total:
            progress = progress.next_window()
        if progress.windows:
            yield Checkpoint(named, progress.written())
    yield Checkpoint(named, replace(progress, windows=()).written())


def by_ids(fetch: Fetch, ids: Sequence[str]) -> Iterator[Record | Rejected]:
    """Yield the newest version of each paper of `ids`, in their order, whatever version they name.

    What is no id, and what arXiv does not know, gives a Rejected that names it; `line` is the
    place in `ids`, from 1. Raises SourceError, SourceDown.
    """
    known = {given: arxiv_id(given) for given in ids}
    for first in range(0, len(ids), _IDS):
        batch = ids[first : first + _IDS]
        wanted = list(dict.fromkeys(found for given in batch if (found := known[given])))
        papers = _papers(fetch, wanted)
        for line, given in enumerate(batch, first + 1):
            if not (paper_id := known[given]):
                yield Rejected(line, f"{given!r} is no id of arXiv, such as 2410.11842.")
            elif paper_id in papers:
                yield Record(papers[paper_id], line)
            else:
                yield Rejected(line, f"arXiv has no paper {paper_id}.")


def _papers(fetch: Fetch, ids: Sequence[str]) -> dict[str, Paper]:
    """Return the papers that arXiv knows; one id that it cannot read does not cost the others."""
    found: dict[str, Paper] = {}
    missing = list(ids)
    for tries in range(1, _TRIES + 1):
        if not missing:
            break
        params = {"id_list": ",".join(missing), "max_results": str(len(missing))}
        page = ask(fetch, _URL, params, atom.read)
        if page.error and len(missing) > 1:
            half = len(missing) // 2
            return found | _papers(fetch, missing[:half]) | _papers(fetch, missing[half:])
        papers = {entry.paper_id: entry for entry in page.entries if isinstance(entry, Paper)}
        found |= papers
        missing = [paper_id for paper_id in missing if paper_id not in papers]
        # what arXiv does not know is left out, and so at times is what it knows: it is asked twice
        if page.error or (not papers and tries >= _TRIES_OF_NONE):
            break
    return found


def _left(progress: Progress, most: int | None) -> int:
    """Return how many papers are still wanted."""
    return sys.maxsize if most is None else max(0, most - progress.given)


def _records(
    page: atom.Page, progress: Progress, most: int | None, seen: set[str]
) -> Iterator[Record | Rejected]:
    """Yield what is new in a page, up to how many papers are wanted."""
    given = progress.given
    for entry in page.entries:
        if not isinstance(entry, Paper):
            yield Rejected(given, entry[1])
        elif entry.paper_id not in seen and (most is None or given < most):
            seen.add(entry.paper_id)
            given += 1
            yield Record(entry, given)


def _gap(progress: Progress, gaps: int) -> int:
    """Return how many papers to leave out that arXiv counts but does not give.

    Raises SourceDown where it has given none at all, or none several times in a row.
    """
    left = progress.total - progress.start
    if not progress.given or gaps >= _MOST_GAPS:
        raise SourceDown(f"arXiv counts {left} more papers, but gives none. Try again later.")
    return min(left, _SMALLEST)


def _page(
    fetch: Fetch, asked: Mapping[str, str], progress: Progress, size: int, seen: set[str]
) -> atom.Page:
    """Return the next page of a search, as full as it can be had.

    At times arXiv gives fewer papers than it counts, one twice, none, or the page before once
    more, and counts none where there are many. Each try asks for fewer, which is another request
    to whatever keeps answers in between.
    """
    fullest = atom.Page(total=progress.total)
    for tries in range(1, _TRIES + 1):
        page = ask(
            fetch,
            _URL,
            {
                **asked,
                "sortOrder": "descending",
                "start": str(progress.start),
                "max_results": str(size),
            },
            atom.read,
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
        if not fullest.total and not ids and tries >= _TRIES_OF_NONE:
            break
        size = max(min(size, _SMALLEST), size // 2)
    if not fullest.ids and page.ids and page.start == progress.start == 0:
        return page  # a window that begins where the one before ended, and has no more than that
    return fullest
