"""`footnote backup`, `restore` and `reindex`: protect the library, and rebuild its indexes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.context import get_context, open_application
from bot.cli.errors import CliError
from bot.cli.json_output import print_json
from bot.cli.options import AsJson


def backup(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="The file to write; it must not exist yet.")],
    as_json: AsJson = False,
) -> None:
    """Back up everything that cannot be rebuilt into one file, even while the bot runs."""
    from bot.cli.terminal import print_text, stdout_console

    context = get_context(ctx)
    files = context.back_up(context.load_settings(), file, context.now())
    if as_json:
        print_json({"file": str(file), "files": dict(files)})
        return
    size = sum(files.values())
    print_text(stdout_console(), f"{file}: {', '.join(files)}, {size:,} bytes before compression.")


def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="A file that `footnote backup` wrote.")],
    replace: Annotated[
        bool,
        typer.Option(
            "--replace", help="Replace the existing library, which is moved to another folder."
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Restore a backup into the data folder, and rebuild the indexes."""
    from bot.cli.terminal import format_count, print_text, say, stdout_console

    context = get_context(ctx)
    settings = context.load_settings()
    if not replace and not settings.database and (settings.data_dir / "catalogue.db").exists():
        raise CliError(
            f"{settings.data_dir} already has a library. Choose another folder with "
            "FOOTNOTE_DATA_DIR, or replace this library with --replace, which moves it to a "
            "folder inside."
        )
    made_at, previous = context.restore(settings, file, context.now())
    if previous is not None:
        say(f"The previous library is now in {previous}. Delete it when you no longer need it.")
    indexed = _rebuild_indexes(ctx)
    if as_json:
        aside = None if previous is None else str(previous)
        print_json({"made_at": made_at.isoformat(), "indexed": indexed, "aside": aside})
        return
    papers = format_count(indexed, "paper")
    print_text(
        stdout_console(), f"Restored the backup of {made_at:%Y-%m-%d %H:%M}: {papers} indexed."
    )


def reindex(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Rebuild the indexes, for example when they are damaged."""
    from bot.cli.terminal import format_count, print_text, stdout_console

    indexed = _rebuild_indexes(ctx)
    if as_json:
        print_json({"indexed": indexed})
        return
    print_text(stdout_console(), f"{format_count(indexed, 'paper')} indexed.")


def _rebuild_indexes(ctx: typer.Context) -> int:
    """Rebuild the indexes from the catalog; return how many papers were indexed."""
    from bot.cli.terminal import show_progress

    with open_application(ctx, rebuilding=True) as application, show_progress() as update:
        return application.reindex(on_progress=update)
