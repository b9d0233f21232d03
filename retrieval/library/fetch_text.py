"""Fetch the whole text of a paper from the services that have it, and record it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from retrieval.errors import SourceError
from retrieval.full_text.process import OnPage, ReadPaper, read_paper
from retrieval.paper import Paper
from retrieval.sources.full_text import FetchedText, fetch_full_texts
from retrieval.sources.http.answer import Fetch

if TYPE_CHECKING:
    from retrieval.library.catalog.full_texts import Licence
    from retrieval.library.writer import LibraryWriter, RecordedText


async def fetch_text(
    fetch: Fetch,
    writer: LibraryWriter,
    paper: Paper,
    on_page: OnPage = lambda page, pages: None,
) -> tuple[RecordedText, ReadPaper] | None:
    """Record the best text of a paper that a service has and that can be read.

    Returns None if no service has one, or the paper is gone by then. Raises SourceError if
    services failed, or what they have cannot be read.
    """
    texts = fetch_full_texts(fetch, paper)
    failed: SourceError | None = None
    while (text := await asyncio.to_thread(next, texts, None)) is not None:
        try:
            read = await read_paper(text.url, text.data, text.form, on_page=on_page)
        except SourceError as error:
            failed = error
            continue
        licence = _find_licence(text, read)
        source, url = text.source, text.url
        recorded = await writer.record_fetched_text(
            paper, read, source=source, licence=licence, url=url
        )
        return (recorded, read) if recorded else None
    if failed is not None:
        raise failed
    return None


def _find_licence(text: FetchedText, read: ReadPaper) -> Licence:
    if read.is_open:
        return "open"
    return "unknown" if text.source == "pmc" else "author"
