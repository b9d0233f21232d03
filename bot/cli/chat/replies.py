"""Reply to each command of the chat."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, get_args

from rich.console import Console

from bot.answering.answer import Answer
from bot.answering.language_model import SUMMARY_STYLES
from bot.cli.chat.memory import Memory
from bot.cli.chat.request import COMMANDS, Request
from bot.cli.compare import check_count
from bot.cli.context import SearchMode, Sort, within_limits
from bot.cli.errors import ConsoleError
from bot.cli.export import chosen
from bot.cli.options import filters
from bot.cli.output_files import write_file
from bot.cli.questions import checked
from bot.cli.render import answer, comparison, papers
from bot.cli.render.page import numbered, plain, show
from bot.cli.render.receipt import tell_receipt
from bot.cli.streaming import show_stream
from bot.export import FORMATS, export
from bot.export.inert import escape_terminal
from bot.receipts.receipt import AnswerRequest
from retrieval.search.query import Filters

if TYPE_CHECKING:
    from bot.application import Application

_RESULTS = 5
_MOST_RESULTS = 50

Keep = Callable[[Answer, AnswerRequest], str | None]
"""Keeps the receipt of an answer, and returns its id; blocks."""

Word = TypeVar("Word", bound=str)


class Replies:
    """One method a command; each prints its reply or raises what went wrong."""

    def __init__(
        self, application: Application, console: Console, memory: Memory, keep: Keep
    ) -> None:
        self._application = application
        self._console = console
        self._memory = memory
        self._keep = keep

    async def reply(self, request: Request) -> None:
        """Print the reply to a request; raise what its use case raises, or `ConsoleError`."""
        match request.command:
            case "ask":
                await self._ask(request)
            case "search":
                await self._search(request)
            case "paper":
                await self._paper(request)
            case "summarize":
                await self._summarize(request)
            case "compare":
                await self._compare(request)
            case "related":
                await self._related(request)
            case "library":
                await self._library()
            case "export":
                await self._export(request)
            case _:
                self._help()

    async def _ask(self, request: Request) -> None:
        restricted = _filters(request)
        question = checked(request.text)
        stream = self._application.ask.stream(
            question, filters=restricted, history=self._memory.turns
        )
        found = await within_limits(
            self._application, lambda: show_stream(self._console, stream), question
        )
        asked = AnswerRequest(restricted, parent_id=self._memory.receipt)
        kept = await asyncio.to_thread(self._keep, found, asked)
        self._memory.answered(found, kept)
        if kept is not None:
            tell_receipt(self._console, kept)

    async def _search(self, request: Request) -> None:
        restricted = _filters(request)
        page = await self._application.search(
            checked(request.text, what="query"),
            filters=restricted,
            limit=_limit(request),
            mode=_choice(request, "mode", get_args(SearchMode), "hybrid"),
            sort=_choice(request, "sort", get_args(Sort), "relevance"),
        )
        self._memory.found(page)
        if page.hits:
            papers.hits(self._console, page.hits)
        else:
            papers.nothing_found(self._console, filtered=bool(restricted))

    async def _paper(self, request: Request) -> None:
        found = await asyncio.to_thread(self._application.catalog.find, self._reference(request))
        origin = await asyncio.to_thread(self._application.catalog.origin, found.paper_id)
        papers.card(self._console, found.for_reading(), origin)

    async def _summarize(self, request: Request) -> None:
        summarize = partial(
            self._application.summarize,
            self._reference(request),
            style=_choice(request, "style", tuple(SUMMARY_STYLES), "tldr"),
            language=self._application.settings.language,
        )
        made = await within_limits(self._application, summarize)
        answer.summary(self._console, made)

    async def _compare(self, request: Request) -> None:
        references = self._references(request)
        check_count(references)
        compare = partial(
            self._application.compare,
            references,
            aspects=request.options.get("aspect"),
            language=self._application.settings.language,
        )
        made = await within_limits(self._application, compare)
        self._memory.listed(paper.paper_id for paper in made.papers)
        comparison.comparison(self._console, made)

    async def _related(self, request: Request) -> None:
        page = await self._application.related(self._reference(request), limit=_limit(request))
        self._memory.found(page)
        if page.hits:
            papers.hits(self._console, page.hits)
        else:
            papers.nothing_found(self._console, filtered=False)

    async def _library(self) -> None:
        catalog = self._application.catalog
        count = await asyncio.to_thread(catalog.count, Filters())
        newest = await asyncio.to_thread(
            catalog.page, Filters(), sort="added", offset=0, limit=_RESULTS
        )
        self._memory.listed(paper.paper_id for paper in newest)
        papers.listed(self._console, [paper.for_reading() for paper in newest], 1, count)

    async def _export(self, request: Request) -> None:
        form = _choice(request, "format", tuple(FORMATS), "bibtex")
        found = await asyncio.to_thread(
            chosen, self._application.catalog, self._references(request)
        )
        if out := request.option("out"):
            await asyncio.to_thread(_write, out, export(found, form))
            show(self._console, plain(f"Wrote {out}."))
            return
        for piece in export(found, form):
            self._console.out(escape_terminal(piece), end="", highlight=False)

    def _help(self) -> None:
        width = max(map(len, COMMANDS)) + 1
        for name, text in COMMANDS.items():
            numbered(self._console, f"/{name}".ljust(width), [plain(text)])
        self._console.print()
        show(
            self._console,
            plain(
                "PAPER is an id, a link, a title, or a number on screen: /summarize 2. "
                "A question may follow up on the one before. Ctrl-C stops an answer."
            ),
        )

    def _reference(self, request: Request) -> str:
        text = request.text.strip().strip('"')
        if not text:
            raise ConsoleError(f"Which paper? For example: /{request.command} 1")
        return self._memory.reference(text)

    def _references(self, request: Request) -> list[str]:
        return [self._memory.reference(word) for word in request.words]


def _write(path: str, pieces: Iterable[str]) -> None:
    write_file(Path(path).expanduser(), pieces)


def _filters(request: Request) -> Filters:
    def several(name: str) -> list[str]:
        return list(request.options.get(name, ()))

    return filters(
        _whole(request, "year-from", 1, 9999),
        _whole(request, "year-to", 1, 9999),
        several("category"),
        several("author"),
        several("source"),
    )


def _limit(request: Request) -> int:
    return _whole(request, "limit", 1, _MOST_RESULTS) or _RESULTS


def _whole(request: Request, name: str, least: int, most: int) -> int | None:
    value = request.option(name)
    if value is None:
        return None
    if not value.isdecimal() or not least <= int(value[:9]) <= most:
        raise ConsoleError(f"--{name} is {value!r}; it takes a number from {least} to {most}.")
    return int(value)


def _choice(request: Request, name: str, allowed: Sequence[Word], otherwise: Word) -> Word:
    value = request.option(name)
    if value is None:
        return otherwise
    for word in allowed:
        if word == value:
            return word
    raise ConsoleError(f"--{name} is {value!r}; it takes {', '.join(allowed)}.")
