"""Read whole papers from PDFs that members give, and show how far it is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from bot.discord_bot import custom_ids
from bot.discord_bot.delivery.streaming import StreamingReply
from bot.discord_bot.errors import UserError
from bot.discord_bot.library.files import refuse_pdf
from bot.discord_bot.library.quotas import count_records
from bot.discord_bot.library.undo import build_undo_buttons
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.log import log
from bot.discord_bot.rendering import papers as render
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import OutgoingMessage, join_parts
from bot.discord_bot.rendering.notices import notice
from bot.discord_bot.services import Services
from bot.errors import describe
from retrieval.errors import ParserCrashed, ParserTimeout, SourceError, UnreadablePaper
from retrieval.full_text.document import MAX_PAGES
from retrieval.full_text.process import ReadPaper, read_paper
from retrieval.library.match import drop_cited_ids, find_record, may_be_titled
from retrieval.library.writer import AddedPapers, RecordedText
from retrieval.paper import Paper
from retrieval.provenance import Provenance, user_place
from retrieval.sources.records import Record

_QUIET_SECONDS = 2.0  # in which nothing is said of a reading


@dataclass(frozen=True, slots=True)
class StoredPaper:
    """The text of a PDF that was read and recorded; its passages are yet to be indexed."""

    text: RecordedText
    read: ReadPaper


class ReadingProgress:
    """Shows in a reply how far the reading of a file is, from its third second on."""

    def __init__(self, t: Translations, name: str, reply: StreamingReply) -> None:
        self._t = t
        self._title = t("library-reading", name=escape_markdown(name, 80))
        self._reply = reply
        self._line = ""
        self._is_quiet = True

    @asynccontextmanager
    async def shown(self) -> AsyncIterator[None]:
        """Show progress within the block."""
        timer = asyncio.get_running_loop().call_later(_QUIET_SECONDS, self._begin)
        try:
            yield
        finally:
            timer.cancel()
            await self._reply.stop()

    def show_place(self, ahead: int) -> None:
        """Show how many files are ahead in the queue."""
        self._show(self._t("library-reading-waiting", count=ahead))

    def show_page(self, done: int, count: int) -> None:
        """Show how many pages are read."""
        self._show(self._t("library-reading-pages", done=done, count=count))

    def show_passages(self, done: int, count: int) -> None:
        """Show how many passages are indexed."""
        self._show(self._t("library-reading-passages", done=done, count=count))

    def _begin(self) -> None:
        self._is_quiet = False
        self._reply.update(self._build)

    def _show(self, line: str) -> None:
        self._line = line
        if not self._is_quiet:
            self._reply.update(self._build)

    def _build(self) -> OutgoingMessage:
        return notice(self._title, self._line)


async def store_pdf(
    services: Services,
    name: str,
    data: bytes,
    *,
    person: int,
    guild_id: int | None,
    title: str = "",
    on_page: Callable[[int, int], None],
) -> StoredPaper | Paper:
    """Read a PDF and record its text at a place; if it is there already, return its paper.

    A place may give what a service gave, too: the pages of its own PDF may be shown there. What is
    recorded counts as added by the person today. Raises `UserError` for a PDF that cannot be read,
    or whose uploader was erased meanwhile, and UntitledPaper.
    """
    if services.application.settings.full_text == "off":
        raise UserError("library-pdf-off", name=name)
    catalog, writer = services.application.catalog, services.application.writer
    began = services.now()

    def find_known() -> Paper | None:
        known = catalog.full_texts.find_paper(data, services.place)
        text = catalog.full_texts.get(known) if known else None
        return catalog.get(text.paper_id) if text and text.may_show_pages else None

    if (known := await asyncio.to_thread(find_known)) is not None:
        return known.for_reading()
    try:
        read = await read_paper(name, data, "pdf", on_page=on_page)
    except UnreadablePaper as error:
        raise refuse_pdf(name, error.reason) from error
    except (ParserTimeout, ParserCrashed) as error:
        reason = "slow" if isinstance(error, ParserTimeout) else "crashed"
        raise refuse_pdf(name, reason) from error
    read = await asyncio.to_thread(drop_cited_ids, catalog, read, title)
    record = await asyncio.to_thread(find_record, catalog, read, title)
    fetched = None
    if read.identifiers and (record is None or record.is_upload):
        fetched, read = await _fetch_record(services, read, title)
    uploader = user_place(person)
    text = await writer.record_text(
        read, data, Provenance.MEMBER, title=title, place=services.place, uploader=uploader
    )
    if await asyncio.to_thread(services.stores.personal_data.was_erased, person, began):
        await writer.forget_uploader(uploader)
        raise UserError("library-pdf-erased", name=name)
    if fetched is not None:
        undo = fetched.undo.followed_by(text.undo)
        text = replace(text, added=text.added or fetched.added > 0, undo=undo)
    await count_records(services, guild_id, person, 1)
    return StoredPaper(text, read)


async def _fetch_record(
    services: Services, read: ReadPaper, title: str
) -> tuple[AddedPapers | None, ReadPaper]:
    """Add the record that a service has under an id of a paper's first page.

    Returns it with what was read, without ids if they are those of other papers.
    """
    try:
        given = await asyncio.to_thread(lambda: list(services.fetch(read.identifiers)))
    except SourceError as error:
        log().info("no record of a PDF", error=describe(error))
        return None, read
    found = [one for one in given if isinstance(one, Record)]
    own = [one for one in found if may_be_titled(read, one.paper, title)]
    if not own:
        return None, replace(read, identifiers=()) if found else read
    return await services.application.writer.add(own[:1], Provenance.SERVICE), read


async def index_and_describe(
    services: Services,
    t: Translations,
    stored: StoredPaper | Paper,
    progress: ReadingProgress,
    who: str = "",
) -> OutgoingMessage:
    """Index the passages of a PDF that was read; describe what was added, and by `who`."""
    pick = custom_ids.build_id("s", "pick", "l", 1)
    if isinstance(stored, Paper):
        footer = t("library-text-ask")
        return render.paper_list(t, t("library-text-known"), [stored], footer=footer, pick=pick)
    await services.application.writer.index_text(stored.text, progress.show_passages)
    read = stored.read
    unread = ", ".join(escape_markdown(page, 20) for page in read.unread_pages)
    tables = ", ".join(escape_markdown(table, 20) for table in read.unread_tables)
    lines = [
        t("library-text-size", pages=read.pages, passages=stored.text.passages),
        t("library-text-first-pages", most=MAX_PAGES) if read.pages > MAX_PAGES else "",
        t("library-text-unread-pages", pages=unread) if unread else "",
        t("library-text-unread-tables", tables=tables) if tables else "",
        t("library-text-place"),
        t("library-text-ask"),
    ]
    footer = "\n-# ".join(filter(None, lines))
    title = t("library-added", count=1) if stored.text.added else t("library-text-added")
    title = join_parts(title, t("library-text-shared", name=who) if who else "")
    undo = await build_undo_buttons(services, t, stored.text.undo)
    return render.paper_list(t, title, [stored.text.paper], footer=footer, pick=pick, buttons=undo)
