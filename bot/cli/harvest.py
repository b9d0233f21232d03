"""`footnote ingest arxiv`, `rss`, `hf-daily`, `id` and `search`: import from services."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import typer

from bot.cli.context import open_application
from bot.cli.errors import CliError, ExitCode
from bot.cli.ingest_report import ingest_records
from bot.cli.options import AsJson
from retrieval.provenance import Provenance
from retrieval.text import patterns as re

if TYPE_CHECKING:
    from retrieval.sources.records import Harvested
    from retrieval.sources.services import PaperServices

_CATEGORY = re.compile(r"[A-Za-z-]+(\.[A-Za-z-]+)?")
_WEEK = re.compile(r"(?:\d{4}-W(0[1-9]|[1-4]\d|5[0-3]))?")
_MONTH = re.compile(r"(?:\d{4}-(0[1-9]|1[0-2]))?")
_DAY: Final[dict[str, Any]] = {"formats": ["%Y-%m-%d"], "metavar": "YYYY-MM-DD"}
Since = Annotated[datetime | None, typer.Option(help="On this day or later.", **_DAY)]
Until = Annotated[datetime | None, typer.Option(help="On this day or earlier.", **_DAY)]
Most = Annotated[int | None, typer.Option(help="Maximum number of papers.", min=1)]
Categories = Annotated[
    list[str] | None,
    typer.Option("--category", help="An arXiv category, such as cs.CL; repeatable."),
]


Service = Literal["hugging-face", "openalex", "arxiv"]


class ServiceError(CliError):
    """A service that papers come from failed."""

    code = ExitCode.SERVICE
    kind = "service"


def arxiv(
    ctx: typer.Context,
    category: Categories = None,
    query: Annotated[str, typer.Option(help="Words in the papers.")] = "",
    since: Since = None,
    until: Until = None,
    most: Most = None,
    as_json: AsJson = False,
) -> None:
    """Import arXiv submissions by category, words and dates.

    Run the same command again to resume an interrupted harvest.
    """
    categories = _check_categories(category)
    if not (categories or query.strip()):
        raise CliError("Give a --category, such as cs.CL, or a --query.")
    first, last = _to_days(since, until)
    ingest_harvested(
        ctx,
        lambda services: services.arxiv(
            categories=categories, query=query.strip(), since=first, until=last, max_papers=most
        ),
        as_json=as_json,
    )


def rss(ctx: typer.Context, category: Categories = None, as_json: AsJson = False) -> None:
    """Import arXiv's latest announcements: the daily feed, which is empty on weekends."""
    categories = _check_categories(category)
    if not categories:
        raise CliError("Give a --category, such as cs.CL.")
    ingest_harvested(ctx, lambda services: services.rss(categories=categories), as_json=as_json)


def hf_daily(
    ctx: typer.Context,
    day: Annotated[
        datetime | None,
        typer.Option("--date", help="The papers of this day.", **_DAY),
    ] = None,
    week: Annotated[
        str, typer.Option(metavar="YYYY-Www", help="The papers of this week: 2026-W47.")
    ] = "",
    month: Annotated[
        str, typer.Option(metavar="YYYY-MM", help="The papers of this month: 2026-11.")
    ] = "",
    most: Most = None,
    as_json: AsJson = False,
) -> None:
    """Import Hugging Face's daily papers of a day, week or month; default: the latest."""
    if sum(map(bool, (day, week, month))) > 1:
        raise CliError("--date, --week and --month cannot be combined. Choose one.")
    if not _WEEK.fullmatch(week):
        raise CliError(f"--week {week!r} is not a week. Write it like 2026-W47.")
    if not _MONTH.fullmatch(month):
        raise CliError(f"--month {month!r} is not a month. Write it like 2026-11.")
    ingest_harvested(
        ctx,
        lambda services: services.hf_daily(
            day=day.date() if day else None,
            week=week or None,
            month=month or None,
            max_papers=most,
        ),
        as_json=as_json,
    )


def by_id(
    ctx: typer.Context,
    references: Annotated[
        list[str],
        typer.Argument(help="arXiv ids, DOIs, and links to arXiv, Hugging Face and others."),
    ],
    as_json: AsJson = False,
) -> None:
    """Import papers by id, DOI or link."""
    ingest_harvested(ctx, lambda services: services.by_reference(references), as_json=as_json)


def search(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(help="The words to search for.")],
    at: Annotated[Service, typer.Option(help="The service to search.")] = "hugging-face",
    most: Annotated[int, typer.Option(help="Maximum number of papers.", min=1, max=1000)] = 20,
    as_json: AsJson = False,
) -> None:
    """Import the search results of a service."""
    query = " ".join(words).strip()
    if not query:
        raise CliError("The query is empty. Give the words to search for.")
    ingest_harvested(
        ctx,
        lambda services: services.search(query, service=at, max_papers=most),
        as_json=as_json,
    )


def ingest_harvested(
    ctx: typer.Context, ask: Callable[[PaperServices], Iterable[Harvested]], *, as_json: bool
) -> None:
    """Ingest what `ask` yields; if the service fails, report what came before first."""
    from retrieval.errors import SourceError

    errors: list[SourceError] = []

    def receive(services: PaperServices) -> Iterator[Harvested]:
        try:
            yield from ask(services)
        except SourceError as error:
            errors.append(error)

    with (
        open_application(ctx, changes=True) as application,
        application.open_services() as services,
    ):
        report = ingest_records(
            application, receive(services), Provenance.SERVICE, as_json=as_json, place="record"
        )
    if errors:
        raise ServiceError(
            f"{errors[0]} The papers received before are kept. To resume, run the command again."
        ) from errors[0]
    if report.rejected and not (report.added or report.updated or report.unchanged):
        raise typer.Exit(ExitCode.NEGATIVE)


def _check_categories(given: list[str] | None) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(category.strip() for category in given or ()))
    for category in found:
        if not _CATEGORY.fullmatch(category):
            raise CliError(
                f"--category {category!r} is not an arXiv category. Give one such as cs.CL."
            )
    return found


def _to_days(since: datetime | None, until: datetime | None) -> tuple[date | None, date | None]:
    first, last = since.date() if since else None, until.date() if until else None
    if first and last and first > last:
        raise CliError(f"--since {first} is after --until {last}, so no day matches. Swap them.")
    return first, last
