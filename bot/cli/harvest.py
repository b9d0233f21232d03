"""`footnote ingest arxiv`, `rss`, `oai`, `hf-daily`, `id` and `search`: papers from services."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import open_library
from bot.cli.errors import ConsoleError, ExitCode
from bot.cli.ingest_report import ingest_records
from bot.cli.options import AsJson
from retrieval.provenance import Provenance

if TYPE_CHECKING:
    from retrieval.errors import SourceError
    from retrieval.sources.records import Harvested
    from retrieval.sources.services import PaperServices

_CATEGORY = re.compile(r"[A-Za-z-]+(\.[A-Za-z-]+)?")
_SET = re.compile(r"[A-Za-z-]+(:[A-Za-z.-]+)*")
_WEEK = re.compile(r"\d{4}-W(0[1-9]|[1-4]\d|5[0-3])")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
Since = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="From this day on."),
]
Until = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Up to this day."),
]
Most = Annotated[int | None, typer.Option(help="At most so many papers.", min=1)]
Categories = Annotated[
    list[str] | None,
    typer.Option("--category", help="A category of arXiv, such as cs.CL; repeat for more."),
]


class Sort(StrEnum):
    """The orders in which Hugging Face gives its daily papers."""

    PUBLISHED = "publishedAt"
    TRENDING = "trending"


class At(StrEnum):
    """The services that can be searched."""

    HUGGING_FACE = "hugging-face"
    SEMANTIC_SCHOLAR = "semantic-scholar"
    OPENALEX = "openalex"
    ARXIV = "arxiv"


class ServiceError(ConsoleError):
    """A service that papers come from gave nothing, or broke off."""

    code = ExitCode.SERVICE
    kind = "service"


def arxiv(
    ctx: typer.Context,
    category: Categories = None,
    query: Annotated[str, typer.Option(help="Words that the papers have.")] = "",
    since: Since = None,
    until: Until = None,
    most: Most = None,
    as_json: AsJson = False,
) -> None:
    """Take in what was submitted to arXiv, by category, words and days.

    A harvest that was interrupted or killed goes on where it was when the same command is given
    again.
    """
    categories = _categories(category)
    if not (categories or query.strip()):
        raise ConsoleError("Name a --category, such as cs.CL, or a --query.")
    first, last = _days(since, until)
    _harvest(
        ctx,
        lambda online: online.arxiv(
            categories=categories, query=query.strip(), since=first, until=last, most=most
        ),
        as_json=as_json,
    )


def rss(ctx: typer.Context, category: Categories = None, as_json: AsJson = False) -> None:
    """Take in what arXiv announced last: the daily feed of categories, empty at weekends."""
    categories = _categories(category)
    if not categories:
        raise ConsoleError("Name a --category, such as cs.CL.")
    _harvest(ctx, lambda online: online.rss(categories=categories), as_json=as_json)


def oai(
    ctx: typer.Context,
    set_: Annotated[
        str, typer.Option("--set", help="A set of arXiv's, such as cs or physics:hep-th.")
    ],
    since: Since = None,
    until: Until = None,
    as_json: AsJson = False,
) -> None:
    """Take in arXiv's history by OAI-PMH: all that is new, changed or withdrawn in a set.

    A harvest that was interrupted or killed goes on where it was when the same command is given
    again.
    """
    if not _SET.fullmatch(set_):
        raise ConsoleError(f"{set_!r} is no set; give one such as cs, math or physics:hep-th.")
    first, last = _days(since, until)
    _harvest(ctx, lambda online: online.oai(set_=set_, since=first, until=last), as_json=as_json)


def hf_daily(
    ctx: typer.Context,
    day: Annotated[
        datetime | None,
        typer.Option(
            "--date", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The papers of a day."
        ),
    ] = None,
    week: Annotated[str, typer.Option(metavar="YYYY-Www", help="Of a week: 2026-W47.")] = "",
    month: Annotated[str, typer.Option(metavar="YYYY-MM", help="Of a month: 2026-11.")] = "",
    sort: Annotated[Sort | None, typer.Option(help="Which come first.")] = None,
    most: Most = None,
    as_json: AsJson = False,
) -> None:
    """Take in the daily papers of Hugging Face; without a day, week or month the latest."""
    if sum(map(bool, (day, week, month))) > 1:
        raise ConsoleError("Give one of --date, --week and --month.")
    if week and not _WEEK.fullmatch(week):
        raise ConsoleError(f"{week!r} is no week; write it as 2026-W47.")
    if month and not _MONTH.fullmatch(month):
        raise ConsoleError(f"{month!r} is no month; write it as 2026-11.")
    _harvest(
        ctx,
        lambda online: online.hf_daily(
            day=day.date() if day else None,
            week=week or None,
            month=month or None,
            sort=sort.value if sort else None,
            most=most,
        ),
        as_json=as_json,
    )


def by_id(
    ctx: typer.Context,
    references: Annotated[
        list[str],
        typer.Argument(help="arXiv ids, DOIs, links to arXiv, Hugging Face and others."),
    ],
    as_json: AsJson = False,
) -> None:
    """Take in papers by id, DOI or link."""
    _harvest(ctx, lambda online: online.by_reference(references), as_json=as_json)


def search(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(help="What to search for.")],
    at: Annotated[At, typer.Option(help="Which service to ask.")] = At.HUGGING_FACE,
    most: Annotated[int, typer.Option(help="At most so many papers.", min=1, max=1000)] = 20,
    as_json: AsJson = False,
) -> None:
    """Take in what a service finds for some words."""
    query = " ".join(words).strip()
    if not query:
        raise ConsoleError("Give some words to search for.")
    _harvest(ctx, lambda online: online.search(query, at=at.value, most=most), as_json=as_json)


def _harvest(
    ctx: typer.Context, ask: Callable[[PaperServices], Iterable[Harvested]], *, as_json: bool
) -> None:
    """Take in what `ask` gives. Where a service breaks off, what came is indexed and told first."""
    with open_library(ctx) as application, application.open_services() as online:
        records = _UntilBroken(lambda: ask(online))
        done = ingest_records(
            application, records, Provenance.SERVICE, as_json=as_json, place="record"
        )
    if done.interrupted:
        raise typer.Exit(ExitCode.INTERRUPTED)
    if records.error is not None:
        raise ServiceError(
            f"{records.error} What came in before is kept; run the same command again to go on."
        ) from records.error
    if done.rejected and not (done.added or done.updated or done.unchanged or done.withdrawn):
        raise typer.Exit(ExitCode.NEGATIVE)


class _UntilBroken:
    """The records of a service up to where it broke off, and the error of that."""

    def __init__(self, ask: Callable[[], Iterable[Harvested]]) -> None:
        self._ask = ask
        self.error: SourceError | None = None

    def __iter__(self) -> Iterator[Harvested]:
        from retrieval.errors import SourceError

        try:
            yield from self._ask()
        except SourceError as error:
            self.error = error


def _categories(given: list[str] | None) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(category.strip() for category in given or ()))
    for category in found:
        if not _CATEGORY.fullmatch(category):
            raise ConsoleError(f"{category!r} is no category of arXiv; give one such as cs.CL.")
    return found


def _days(since: datetime | None, until: datetime | None) -> tuple[date | None, date | None]:
    first, last = since.date() if since else None, until.date() if until else None
    if first and last and first > last:
        raise ConsoleError(f"No day is from {first} on and up to {last}; swap --since and --until.")
    return first, last
