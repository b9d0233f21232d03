"""`footnote backup` and `footnote restore`: keep what cannot be made again in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.context import context_of, open_library
from bot.cli.json_output import print_json
from bot.cli.options import AsJson


def backup(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="The file to write; it must not be there yet.")],
    as_json: AsJson = False,
) -> None:
    """Copy the papers and all that people keep into one file, also while the bot runs."""
    from bot.cli.terminal import output, plain, print_text

    context = context_of(ctx)
    files = context.back_up(context.load_settings(), file, context.now())
    if as_json:
        print_json({"file": str(file), "files": dict(files)})
        return
    size = sum(files.values())
    print_text(output(), plain(f"{file}: {', '.join(files)}, {size:,} bytes before compression."))


def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="A file that `footnote backup` wrote.")],
    replace: Annotated[
        bool, typer.Option(help="Take the place of the library that is there; it is kept aside.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Put a backup into the data folder, and make the indexes anew."""
    from bot.cli.errors import ConsoleError
    from bot.cli.terminal import output, plain, print_text, progress_bar, say

    context = context_of(ctx)
    settings = context.load_settings()
    if not replace and not settings.database and (settings.data_dir / "catalogue.db").exists():
        raise ConsoleError(
            f"There is a library in {settings.data_dir}. Choose another folder with "
            "FOOTNOTE_DATA_DIR, or let the backup take its place with --replace; it is then "
            "kept in a folder beside."
        )
    made_at, aside = context.restore(settings, file, context.now())
    if aside is not None:
        say(f"What was there is now in {aside}; delete it when it is not missed.")
    with open_library(ctx, rebuilding=True) as application, progress_bar() as (tell, tally):
        application.reindex(on_progress=tell)
    indexed = tally.last.indexed if tally.last else 0
    if as_json:
        print_json(
            {
                "made_at": made_at.isoformat(),
                "indexed": indexed,
                "aside": None if aside is None else str(aside),
            }
        )
        return
    papers = "paper" if indexed == 1 else "papers"
    print_text(
        output(),
        plain(
            f"Restored what was backed up on {made_at:%Y-%m-%d %H:%M}: "
            f"{indexed:,} {papers} indexed."
        ),
    )
