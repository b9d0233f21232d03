"""`footnote ingest pdf`: read whole papers from files: PDF, JATS and arXiv's HTML."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.cli.context import open_application
from bot.cli.errors import CliError
from bot.cli.files import cannot_read
from bot.cli.options import AsJson
from retrieval.errors import SourceError, UntitledPaper
from retrieval.provenance import Provenance

if TYPE_CHECKING:
    from bot.application import Application
    from retrieval.full_text.process import Format, OnPage, ReadPaper
    from retrieval.library.writer import RecordedText
    from retrieval.paper import Paper

_FORMATS: Final[dict[str, Format]] = {
    ".pdf": "pdf",
    ".xml": "jats",
    ".nxml": "jats",
    ".html": "html",
    ".htm": "html",
}


def ingest_pdf(
    ctx: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(help="PDFs, JATS (.xml, .nxml), arXiv's HTML, or folders of these."),
    ],
    title: Annotated[
        str, typer.Option(help="The paper's title, where its first page does not say it.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Read whole papers from files, so that answers cite their pages and sections.

    A paper's record is found by the DOI, arXiv id or title on its first page, and stays as it is;
    without one, it is made of what that page says.
    """
    from bot.cli.text_report import TextJob, run_text_jobs

    found = list(_find_files(files))
    if title and len(found) != 1:
        raise CliError("--title is for one file. Give the others in another command.")
    if not found:
        raise CliError("These folders have no PDF, .xml, .nxml or .html. Give others, or a file.")
    with open_application(ctx, changes=True) as application:
        jobs = (
            TextJob(str(path), "file", partial(_read, application, path, title)) for path in found
        )
        run_text_jobs(ctx, application, jobs, as_json=as_json)


def _find_files(given: list[Path]) -> Iterator[Path]:
    for path in given:
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*") if each.suffix.lower() in _FORMATS)
        else:
            yield path


async def _read(
    application: Application, path: Path, title: str, on_page: OnPage
) -> tuple[RecordedText, ReadPaper] | Paper:
    """Read and record a file; raise `FileError` and SourceError."""
    from retrieval.full_text.process import read_paper

    try:
        data = await asyncio.to_thread(path.read_bytes)
    except OSError as error:
        raise cannot_read(path, error) from error
    catalog = application.catalog
    form = "pdf" if data.startswith(b"%PDF") else _FORMATS.get(path.suffix.lower())
    if form is None:
        raise SourceError("It is no PDF, and not named .xml, .nxml or .html.")
    pdf = data if form == "pdf" else b""
    if pdf and (known := await asyncio.to_thread(catalog.full_texts.find_paper, pdf)):
        return catalog.find(known)
    read = await read_paper(path.name, data, form, on_page=on_page)
    try:
        text = await application.writer.record_text(read, pdf, Provenance.OPERATOR, title=title)
    except UntitledPaper as error:
        raise SourceError(f"{error} Give it by --title.") from error
    return text, read
