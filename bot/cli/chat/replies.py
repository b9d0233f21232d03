"""Reply to each command of the chat, and remember the papers on screen."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, get_args

from rich.console import Console

from bot.answering.answer import Answer, SearchPage
from bot.answering.language_model import SUMMARY_STYLES, Turn
from bot.cli.answer_output import print_stream, print_summary
from bot.cli.chat.input import COMMANDS, ChatRequest
from bot.cli.compare import check_count
from bot.cli.comparison_output import print_comparison
from bot.cli.context import SearchMode, Sort, run_within_limits
from bot.cli.errors import CliError
from bot.cli.export import find_papers
from bot.cli.files import write_file
from bot.cli.options import build_filters, check_question
from bot.cli.paper_output import print_hits, print_nothing_found, print_paper, print_papers
from bot.cli.receipt_output import print_receipt_hint
from bot.cli.summarize import check_style
from bot.cli.terminal import print_labeled, print_text, safe_text
from bot.export.escape import escape_terminal
from bot.export.formats import FORMATS, export_papers
from bot.receipts.receipt import AnswerRequest
from retrieval.search.query import Filters

if TYPE_CHECKING:
    from bot.application import Application


_DEFAULT_RESULTS = 5
_MAX_RESULTS = 50
KeepReceipt = Callable[[Answer, AnswerRequest], str | None]
"""Stores the receipt of an answer and returns its id; blocks."""

Word = TypeVar("Word", bound=str)


class Replies:
    """One method per command; each prints its reply, or raises an error."""

    def __init__(
        self,
        application: Application,
        console: Console,
        memory: ChatMemory,
        keep_receipt: KeepReceipt,
    ) -> None:
        self._application = application
        self._console = console
        self._memory = memory
        self._keep_receipt = keep_receipt

    async def reply(self, request: ChatRequest) -> None:
        """Print the reply to a request; raise the errors of its use case, or `CliError`."""
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

    async def _ask(self, request: ChatRequest) -> None:
        filters = _parse_filters(request)
        question = check_question(request.text)
        stream = self._application.ask.stream(question, filters=filters, history=self._memory.turns)
        live = self._application.model.mode == "model"
        answer = await run_within_limits(
            self._application, lambda: print_stream(self._console, stream, live=live), question
        )
        asked = AnswerRequest(filters, parent_id=self._memory.receipt)
        receipt = await asyncio.to_thread(self._keep_receipt, answer, asked)
        self._memory.remember_answer(answer, receipt)
        if receipt is not None:
            print_receipt_hint(self._console, receipt)

    async def _search(self, request: ChatRequest) -> None:
        filters = _parse_filters(request)
        page = await self._application.search(
            check_question(request.text, what="query"),
            filters=filters,
            limit=_parse_limit(request),
            mode=_parse_choice(request, "mode", get_args(SearchMode), "hybrid"),
            sort=_parse_choice(request, "sort", get_args(Sort), "relevance"),
        )
        self._memory.remember_results(page)
        if page.hits:
            print_hits(self._console, page.hits)
        else:
            papers = await asyncio.to_thread(self._application.catalog.count)
            print_nothing_found(self._console, papers=papers, filtered=bool(filters))

    async def _paper(self, request: ChatRequest) -> None:
        found = await asyncio.to_thread(self._application.catalog.find, self._reference(request))
        catalog = self._application.catalog
        provenance = await asyncio.to_thread(catalog.get_provenance, found.paper_id)
        print_paper(self._console, found.for_reading(), provenance)

    async def _summarize(self, request: ChatRequest) -> None:
        style = _parse_choice(request, "style", tuple(SUMMARY_STYLES), "tldr")
        check_style(style, self._application.settings.mode)
        summarize = partial(
            self._application.summarize,
            self._reference(request),
            style=style,
            language=self._application.settings.language,
        )
        made = await run_within_limits(self._application, summarize)
        print_summary(self._console, made)

    async def _compare(self, request: ChatRequest) -> None:
        references = self._references(request)
        check_count(references)
        compare = partial(
            self._application.compare,
            references,
            aspects=request.options.get("aspect"),
            language=self._application.settings.language,
        )
        made = await run_within_limits(self._application, compare)
        self._memory.remember_papers(paper.paper_id for paper in made.papers)
        print_comparison(self._console, made)

    async def _related(self, request: ChatRequest) -> None:
        page = await self._application.related(
            self._reference(request), limit=_parse_limit(request)
        )
        self._memory.remember_results(page)
        if page.hits:
            print_hits(self._console, page.hits)
        else:
            papers = await asyncio.to_thread(self._application.catalog.count)
            print_nothing_found(self._console, papers=papers)

    async def _library(self) -> None:
        catalog = self._application.catalog
        count = await asyncio.to_thread(catalog.count, Filters())
        newest = await asyncio.to_thread(
            catalog.page, Filters(), sort="added", offset=0, limit=_DEFAULT_RESULTS
        )
        self._memory.remember_papers(paper.paper_id for paper in newest)
        print_papers(self._console, [paper.for_reading() for paper in newest], 1, count)

    async def _export(self, request: ChatRequest) -> None:
        form = _parse_choice(request, "format", tuple(FORMATS), "bibtex")
        found = await asyncio.to_thread(
            find_papers, self._application.catalog, self._references(request)
        )
        if out := request.option("out"):
            await asyncio.to_thread(_write, out, export_papers(found, form))
            print_text(self._console, f"Wrote {out}.")
            return
        for piece in export_papers(found, form):
            self._console.out(escape_terminal(piece), end="", highlight=False)

    def _help(self) -> None:
        width = max(map(len, COMMANDS)) + 1
        for name, text in COMMANDS.items():
            print_labeled(self._console, f"/{name}".ljust(width), [safe_text(text)])
        self._console.print()
        print_text(
            self._console,
            "PAPER is an id, a link, a title, or a number on screen: /summarize 2. "
            "A question may refer to the previous one. Ctrl-C stops an answer.",
        )

    def _reference(self, request: ChatRequest) -> str:
        text = request.text.strip().strip('"')
        if not text:
            raise CliError(f"Which paper? For example: /{request.command} 1")
        return self._memory.resolve_reference(text)

    def _references(self, request: ChatRequest) -> list[str]:
        return [self._memory.resolve_reference(word) for word in request.words]


def _write(path: str, pieces: Iterable[str]) -> None:
    write_file(Path(path).expanduser(), pieces)


def _parse_filters(request: ChatRequest) -> Filters:
    def several(name: str) -> list[str]:
        return list(request.options.get(name, ()))

    return build_filters(
        _parse_number(request, "year-from", 1, 9999),
        _parse_number(request, "year-to", 1, 9999),
        several("category"),
        several("author"),
        several("source"),
    )


def _parse_limit(request: ChatRequest) -> int:
    return _parse_number(request, "limit", 1, _MAX_RESULTS) or _DEFAULT_RESULTS


def _parse_number(request: ChatRequest, name: str, minimum: int, maximum: int) -> int | None:
    value = request.option(name)
    if value is None:
        return None
    if not value.isdecimal() or not minimum <= int(value[:9]) <= maximum:
        raise CliError(f"--{name} {value!r} is not a number from {minimum} to {maximum}.")
    return int(value)


def _parse_choice(request: ChatRequest, name: str, allowed: Sequence[Word], default: Word) -> Word:
    value = request.option(name)
    if value is None:
        return default
    for word in allowed:
        if word == value:
            return word
    raise CliError(f"--{name} {value!r} is invalid. Use one of: {', '.join(allowed)}.")


MAX_TURNS = 6


class ChatMemory:
    """The last turns, and the paper that each number on screen refers to."""

    def __init__(self) -> None:
        self._turns: deque[Turn] = deque(maxlen=MAX_TURNS)
        self._numbers: Mapping[int, str] = {}
        self.receipt: str | None = None
        """The receipt of the last turn, if it has one."""

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The last answered questions, the oldest first."""
        return tuple(self._turns)

    def remember_answer(self, answer: Answer, receipt: str | None = None) -> None:
        """Remember a turn with its receipt, and the papers by the numbers of the footnotes."""
        if answer.kind == "smalltalk":
            return
        if answer.answered or answer.paper_ids:
            self.receipt = receipt
            self._turns.append(Turn(answer.question, answer.text, answer.paper_ids))
        if answer.answered:
            self._numbers = {c.number: c.paper.paper_id for c in answer.citations}
        else:
            self.remember_papers(hit.paper.paper_id for hit in answer.nearest[:3])

    def remember_results(self, page: SearchPage) -> None:
        """Remember the papers by their position in the results."""
        if page.hits:
            self.remember_papers(hit.paper.paper_id for hit in page.hits)

    def remember_papers(self, paper_ids: Iterable[str]) -> None:
        """Remember papers by numbers from 1."""
        self._numbers = dict(enumerate(paper_ids, start=1))

    def resolve_reference(self, text: str) -> str:
        """Return the paper numbered on screen by a reference such as `2` or `[2]`, else the text.

        Raises `CliError` where no paper on screen has that number.
        """
        digits = text.strip().removeprefix("[").removesuffix("]").rstrip(".,")
        if not digits.isdecimal() or len(digits) > 3:
            return text.strip()
        number = int(digits)
        if number not in self._numbers:
            known = ", ".join(map(str, self._numbers)) or "none yet; search or ask first"
            raise CliError(f"No paper here has the number {number}. Numbers: {known}.")
        return self._numbers[number]
