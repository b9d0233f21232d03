"""Put the commands together; none loads more than it needs before it runs."""

from __future__ import annotations

import sys

import typer

from bot.cli.ask import ask
from bot.cli.calibrate import calibrate
from bot.cli.chat import chat
from bot.cli.compare import compare
from bot.cli.context import CliContext, get_context
from bot.cli.digest import digest
from bot.cli.doctor import doctor
from bot.cli.errors import CliError, ExitCode
from bot.cli.evaluate import evaluate
from bot.cli.export import export
from bot.cli.failures import FootnoteGroup
from bot.cli.ingest import ingest
from bot.cli.maintenance import backup, reindex, restore
from bot.cli.papers import papers
from bot.cli.receipt import why
from bot.cli.search import related, search
from bot.cli.summarize import summarize
from bot.cli.verify import verify
from bot.version import installed_version


def run(ctx: typer.Context) -> None:
    """Run the Discord bot until it is stopped; needs DISCORD_TOKEN."""
    context = get_context(ctx)
    settings = context.load_settings()
    if settings.discord_token is None:
        raise CliError(
            "DISCORD_TOKEN is not set, and the bot cannot log in to Discord without it. Create an "
            "application at https://discord.com/developers/applications, copy its bot's token, "
            "and set DISCORD_TOKEN in the environment or in .env. To try Footnote without Discord, "
            "run: make demo"
        )
    context.run_bot(settings)


def version() -> None:
    """Show the installed version."""
    sys.stdout.write(f"footnote {installed_version() or '(not installed)'}\n")


_READ, _LIBRARY, _OPERATE = "Read", "Library", "Run and maintain"
_EXIT_CODES = (
    "Exit codes: 0 success (a refused question too), 1 no such paper or receipt, or doctor found a "
    "problem, 2 wrong usage or settings, 3 file, 4 library, 5 language model, 6 Discord, 7 a "
    "service that papers are fetched from, 70 a bug in Footnote, 130 interrupted."
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
        """Ask a library of papers; every sentence of an answer cites its source."""
        if ctx.invoked_subcommand is None:
            typer.echo(ctx.get_help())
            raise typer.Exit(ExitCode.USAGE)

    for reading in (chat, ask, search, summarize, compare, related, why):
        app.command(rich_help_panel=_READ)(reading)
    app.add_typer(papers, name="papers", rich_help_panel=_LIBRARY)
    app.add_typer(ingest, name="ingest", rich_help_panel=_LIBRARY)
    app.command(rich_help_panel=_LIBRARY)(export)
    app.add_typer(digest, name="digest", rich_help_panel=_OPERATE)
    app.add_typer(evaluate, name="evaluate", rich_help_panel=_OPERATE)
    for operating in (run, doctor, reindex, calibrate, verify, backup, restore, version):
        app.command(rich_help_panel=_OPERATE)(operating)
    return app
