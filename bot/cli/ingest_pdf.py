"""`footnote ingest pdf`: read whole papers from PDFs, and JATS."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import open_application
from bot.cli.errors import CliError, ExitCode
from bot.cli.files import cannot_read
from bot.cli.json_output import print_json
from bot.cli.options import AsJson
from retrieval.errors import SourceError
from retrieval.provenance import Provenance

if TYPE_CHECKING:
    from bot.application import Application
    from retrieval.full_text.process import Format
    from retrieval.library.writer import AddedPapers

_SUFFIXES = (".pdf", ".xml", ".nxml")


def ingest_pdf(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="PDFs, JATS files (.xml), or folders.")],
    title: Annotated[
        str, typer.Option(help="The paper's title, where its first page does not say it.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Read whole papers, so that answers cite their pages and sections."""
    found = list(_find_files(files))
    if title and len(found) != 1:
        raise CliError("--title is for one file. Give the others in another command.")
    if not found:
        raise CliError("There is no PDF in these folders. Give a file, or another folder.")
    failed = 0
    with open_application(ctx, changes=True) as application:
        for path in found:
            try:
                added, passages, pages = asyncio.run(_ingest(application, path, title))
            except SourceError as error:
                failed += 1
                typer.echo(f"{path.name}: {error}", err=True)
                continue
            paper = added.papers[0]
            if as_json:
                report = {"file": str(path), "paper_id": paper.paper_id, "title": paper.title}
                print_json({}, **report, pages=pages, passages=passages)
            else:
                of = f" of {pages} pages" if pages else ""
                typer.echo(f"{path.name}: {paper.title}, {passages} passages{of}")
    if failed == len(found):
        raise typer.Exit(ExitCode.FILE)


def _find_files(given: list[Path]) -> Iterator[Path]:
    for path in given:
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*") if each.suffix.lower() in _SUFFIXES)
        else:
            yield path


async def _ingest(application: Application, path: Path, title: str) -> tuple[AddedPapers, int, int]:
    from retrieval.full_text.process import read_paper

    try:
        data = await asyncio.to_thread(path.read_bytes)
    except OSError as error:
        raise cannot_read(path, error) from error
    form: Format = "pdf" if path.suffix.lower() == ".pdf" else "jats"
    read = await read_paper(path.name, data, form)
    if not (title or read.title):
        raise SourceError("Its first page does not say its title. Give it by --title.")
    pdf = data if form == "pdf" else b""
    added = await application.writer.add_text(read, pdf, Provenance.OPERATOR, title=title)
    return added, len(read.passages), read.pages
