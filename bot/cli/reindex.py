"""`footnote reindex`: build the indexes again from the papers of record."""

from __future__ import annotations

import typer

from bot.cli.context import open_library
from bot.cli.json_output import print_json
from bot.cli.options import AsJson


def reindex(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Build both indexes again from the catalog, after another embedder was chosen, say."""
    from bot.cli.terminal import output, plain, print_text, progress_bar

    with open_library(ctx, rebuilding=True) as application:
        with progress_bar() as (tell, tally):
            application.reindex(on_progress=tell)
        indexed = tally.last.indexed if tally.last else 0
        if as_json:
            print_json({"indexed": indexed})
        else:
            print_text(
                output(), plain(f"{indexed:,} {'paper' if indexed == 1 else 'papers'} indexed.")
            )
