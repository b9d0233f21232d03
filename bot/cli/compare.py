"""`footnote compare`: compare papers aspect by aspect."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.context import number_papers, open_application, run_within_limits
from bot.cli.errors import CliError
from bot.cli.files import write_file
from bot.cli.json_output import print_json
from bot.cli.options import AsJson, Language, References, strip_values

MAX_PAPERS = 5


def compare(
    ctx: typer.Context,
    papers: References,
    aspect: Annotated[
        list[str] | None, typer.Option(help="An aspect to compare; repeatable.")
    ] = None,
    csv: Annotated[
        Path | None, typer.Option(help="Also write the comparison to this CSV file.")
    ] = None,
    language: Language = None,
    as_json: AsJson = False,
) -> None:
    """Compare two to five papers, with quotes from them only."""
    if not 2 <= len(papers) <= MAX_PAPERS:
        raise CliError(
            f"Give 2 to {MAX_PAPERS} papers, not {len(papers)}. Put a title in quotation marks."
        )
    if len(set(papers)) < len(papers):
        raise CliError("The same paper is named twice. Compare different ones.")
    strip_values("--aspect", aspect)
    with open_application(ctx, writes=True) as application:
        language = language or application.settings.language
        compare_papers = partial(
            application.compare, papers, aspects=aspect or None, language=language
        )
        comparison = run_within_limits(ctx, application, compare_papers)
        from bot.cli.comparison_output import print_comparison, to_csv
        from bot.cli.terminal import say, stdout_console

        number_papers(ctx, [paper.paper_id for paper in comparison.papers])
        if csv is not None:
            write_file(csv, to_csv(comparison))
            say(f"Wrote {csv}.")
        if as_json:
            print_json(comparison)
        else:
            print_comparison(stdout_console(), comparison)
