"""`footnote compare`: papers side by side, aspect by aspect."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.context import open_library, within_limits
from bot.cli.errors import ConsoleError
from bot.cli.json_output import print_json
from bot.cli.options import AsJson, Language, References
from bot.cli.output_files import write_file

MAX_PAPERS = 5


def compare(
    ctx: typer.Context,
    papers: References,
    aspect: Annotated[
        list[str] | None, typer.Option(help="What to compare by; repeat for more.")
    ] = None,
    csv: Annotated[
        Path | None, typer.Option(help="Write the comparison to this CSV file as well.")
    ] = None,
    language: Language = None,
    as_json: AsJson = False,
) -> None:
    """Compare two to five papers; a cell says only what the paper's abstract says."""
    check_count(papers)
    if any(not name.strip() for name in aspect or ()):
        raise ConsoleError("--aspect is empty; give it a value or leave it out.")
    with open_library(ctx, writes=True) as application:
        language = language or application.settings.language
        compare_papers = partial(
            application.compare, papers, aspects=aspect or None, language=language
        )
        made = asyncio.run(within_limits(application, compare_papers))
        from bot.cli.comparison_output import comparison_to_json, print_comparison, to_csv
        from bot.cli.terminal import output, say

        if csv is not None:
            write_file(csv, to_csv(made))
            say(f"Wrote {csv}.")
        if as_json:
            print_json(comparison_to_json(made))
        else:
            print_comparison(output(), made)


def check_count(papers: list[str]) -> None:
    """Raise `ConsoleError` unless there are two to five different papers."""
    if not 2 <= len(papers) <= MAX_PAPERS:
        raise ConsoleError(
            f"Compare takes 2 to {MAX_PAPERS} papers, and here are {len(papers)}; "
            "put a title in quotation marks."
        )
    if len(set(papers)) < len(papers):
        raise ConsoleError("The same paper is named twice; compare different ones.")
