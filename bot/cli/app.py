"""Put the commands together; none loads more than it needs before it runs."""

from __future__ import annotations

from collections.abc import Callable

import typer

from bot.cli.ask import ask
from bot.cli.backup import backup, restore
from bot.cli.calibrate import calibrate
from bot.cli.chat.session import chat
from bot.cli.compare import compare
from bot.cli.context import CliContext
from bot.cli.digest import digest
from bot.cli.doctor import doctor
from bot.cli.errors import ExitCode, FootnoteGroup
from bot.cli.evaluate import evaluate
from bot.cli.export import export
from bot.cli.ingest import ingest
from bot.cli.papers import papers
from bot.cli.receipt import why
from bot.cli.reindex import reindex
from bot.cli.replay import replay
from bot.cli.run import run
from bot.cli.search import related, search
from bot.cli.summarize import summarize
from bot.cli.verify import verify
from bot.cli.version import version

_READ = "Read"
_LIBRARY = "Library"
_RUN = "Run it"
_READING: tuple[Callable[..., None], ...] = (
    chat,
    ask,
    search,
    summarize,
    compare,
    related,
    why,
    replay,
)
_RUNNING: tuple[Callable[..., None], ...] = (
    run,
    doctor,
    reindex,
    calibrate,
    verify,
    backup,
    restore,
    version,
)
_EXIT_CODES = (
    "Exit codes: 0 done (a refused question too), 1 no such paper or receipt, or doctor found "
    "something broken, 2 usage or settings, 3 a file, 4 library, 5 language model, 6 Discord, 7 a "
    "service that papers come from, 70 a fault of ours, 130 interrupted."
)


def create_app(context: CliContext) -> typer.Typer:
    """Return the command line over `context`."""
    app = typer.Typer(
        name="footnote",
        cls=FootnoteGroup,
        context_settings={"obj": context, "help_option_names": ["-h", "--help"]},
        invoke_without_command=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        epilog=_EXIT_CODES,
    )

    @app.callback()
    def footnote(ctx: typer.Context) -> None:
        """Ask a library of papers; every sentence of an answer has its footnote."""
        if ctx.invoked_subcommand is None:
            typer.echo(ctx.get_help())
            raise typer.Exit(ExitCode.USAGE)

    for command in _READING:
        app.command(rich_help_panel=_READ)(command)
    app.add_typer(papers, name="papers", rich_help_panel=_LIBRARY)
    app.add_typer(ingest, name="ingest", rich_help_panel=_LIBRARY)
    app.command(rich_help_panel=_LIBRARY)(export)
    app.add_typer(digest, name="digest", rich_help_panel=_RUN)
    app.add_typer(evaluate, name="evaluate", rich_help_panel=_RUN)
    for command in _RUNNING:
        app.command(rich_help_panel=_RUN)(command)
    return app
