"""Read whole papers one after the other, and report what became of each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import typer

from bot.cli.context import get_context
from bot.cli.errors import ExitCode, FileError
from bot.cli.json_output import print_json
from bot.cli.terminal import (
    format_count,
    print_text,
    show_status,
    stderr_console,
    stdout_console,
)
from retrieval.errors import SourceDown, SourceError
from retrieval.full_text.document import MAX_PAGES
from retrieval.paper import Paper

if TYPE_CHECKING:
    from bot.application import Application
    from retrieval.full_text.process import OnPage, ReadPaper
    from retrieval.library.writer import RecordedText


@dataclass(frozen=True, slots=True)
class TextJob:
    """A whole paper to read: what to call it, its key in JSON, and how it is read and recorded.

    `run` returns the paper alone where its text is there already. It raises SourceError and
    `FileError`.
    """

    name: str
    key: str
    run: Callable[[OnPage], Awaitable[tuple[RecordedText, ReadPaper] | Paper]]


@dataclass(slots=True)
class _Report:
    read: int = 0
    unchanged: int = 0
    rejected: int = 0
    interrupted: bool = False
    texts: list[dict[str, object]] = field(default_factory=list)


def run_text_jobs(
    ctx: typer.Context, application: Application, jobs: Iterable[TextJob], *, as_json: bool
) -> None:
    """Read whole papers, print what became of each, and end the command with its exit code.

    One that cannot be read does not stop the others; a service that is down does.
    """
    report = _Report()
    down: SourceDown | None = None
    try:
        get_context(ctx).run_async(_run(application, jobs, report, as_json=as_json))
        application.writer.drain(passages=True)  # what an earlier run left
    except KeyboardInterrupt:
        report.interrupted = True
    except SourceDown as error:
        down = error
    if as_json:
        names = ("read", "unchanged", "rejected", "interrupted", "texts")
        print_json({name: getattr(report, name) for name in names})
    else:
        console = stdout_console()
        counts = (report.read, report.unchanged, report.rejected)
        print_text(console, "{:,} read, {:,} already there, {:,} rejected.".format(*counts))
        if report.interrupted:
            print_text(console, "Interrupted. Run the same command again to resume.")
    if down is not None:
        raise down
    if report.interrupted:
        raise typer.Exit(ExitCode.INTERRUPTED)
    if report.rejected and not (report.read or report.unchanged):
        raise typer.Exit(ExitCode.FILE)


async def _run(
    application: Application, jobs: Iterable[TextJob], report: _Report, *, as_json: bool
) -> None:
    for job in jobs:
        known: dict[str, object] = {job.key: job.name}
        try:
            with show_status() as show:
                show(f"{job.name} …")
                line = await _run_job(application, job, report, known, show)
        except SourceDown:
            raise
        except (SourceError, FileError) as error:
            report.rejected += 1
            known["reason"] = line = str(error)
        report.texts.append(known)
        if not as_json:
            console = stderr_console() if "reason" in known else stdout_console()
            print_text(console, f"{job.name}: {line}")


async def _run_job(
    application: Application,
    job: TextJob,
    report: _Report,
    known: dict[str, object],
    show: Callable[[str], None],
) -> str:
    """Read and index a whole paper; note in `known` what became of it, and return it as a line."""
    found = await job.run(lambda done, count: show(f"{job.name}: {done:,} of {count:,} pages read"))
    if isinstance(found, Paper):
        report.unchanged += 1
        known.update(paper_id=found.paper_id, title=found.title)
        return f"{found.title}, already there"
    text, read = found
    await application.writer.index_text(
        text, lambda done, count: show(f"{job.name}: {done:,} of {count:,} passages indexed")
    )
    report.read += 1
    known.update(paper_id=text.paper.paper_id, title=text.paper.title, passages=text.passages)
    known.update(pages=read.pages, unread_pages=read.unread_pages, unread_tables=read.unread_tables)
    pages = f", {format_count(read.pages, 'page')}" if read.pages else ""
    pages += f" (the first {MAX_PAGES} read)" if read.pages > MAX_PAGES else ""
    missing = [*(f"page {page}" for page in read.unread_pages), *read.unread_tables]
    without = f". Could not be read: {', '.join(missing)}" if missing else ""
    return f"{text.paper.title}{pages}, {format_count(text.passages, 'passage')}{without}"
