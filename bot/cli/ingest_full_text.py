"""`footnote ingest full-text`: fetch whole papers from PubMed Central and arXiv."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import open_application
from bot.cli.errors import CliError
from bot.cli.options import AsJson
from retrieval.errors import PaperNotFound, SourceError
from retrieval.provenance import NO_PLACE

if TYPE_CHECKING:
    from bot.application import Application
    from retrieval.full_text.process import OnPage, ReadPaper
    from retrieval.library.catalog.catalog import Catalog
    from retrieval.library.writer import RecordedText
    from retrieval.paper import Paper
    from retrieval.sources.http.answer import Fetch


def ingest_full_text(
    ctx: typer.Context,
    papers: Annotated[
        list[str] | None, typer.Argument(help="Ids, DOIs, links or titles of the library's papers.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Of all papers without one.")] = False,
    as_json: AsJson = False,
) -> None:
    """Fetch the whole text of papers from PubMed Central or arXiv, where these have it.

    It takes some seconds a paper, as the services require. Papers that have a text are left as
    they are, so that the same command resumes an interrupted one.
    """
    from bot.cli.text_report import TextJob, run_text_jobs

    if bool(papers) == every:
        raise CliError("Give papers of the library, or --all.")
    with (
        open_application(ctx, changes=True) as application,
        application.open_services() as services,
    ):
        catalog = application.catalog.at(NO_PLACE)
        names = papers or (paper.paper_id for paper in _find_without_text(catalog))
        run = partial(_fetch, application, services.fetch)
        jobs = (TextJob(name, "paper", partial(run, name)) for name in names)
        run_text_jobs(ctx, application, jobs, as_json=as_json)


def _find_without_text(catalog: Catalog) -> Iterator[Paper]:
    for batch in catalog.iterate():
        known = catalog.full_texts.get_many([paper.paper_id for paper in batch])
        yield from (paper for paper in batch if paper.paper_id not in known)


async def _fetch(
    application: Application, fetch: Fetch, reference: str, on_page: OnPage
) -> tuple[RecordedText, ReadPaper] | Paper:
    """Fetch and record the text of a paper; raise SourceError."""
    from retrieval.library.fetch_text import fetch_text

    catalog = application.catalog.at(NO_PLACE)
    try:
        paper = catalog.find(reference)
    except PaperNotFound as error:
        raise SourceError(str(error)) from error
    if catalog.full_texts.get(paper.paper_id):
        return paper
    found = await fetch_text(fetch, application.writer, paper, on_page)
    if found is None:
        raise SourceError("Neither PubMed Central nor arXiv has its text.")
    return found
