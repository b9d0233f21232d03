"""The command `footnote`: connect the command line to the application, and run it."""

from __future__ import annotations

import gc
import io
import os
import secrets
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cli.app import create_app
from bot.cli.context import CliContext

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.settings import Settings

_ENV_FILE = Path(".env")


def main() -> None:
    """Run the command line of this process; end it with an `ExitCode`."""
    gc.set_threshold(50_000)  # of 700, collecting takes a tenth of a second of the imports
    os.umask(0o077)  # Chroma, Tantivy and the log, too, create files for their owner alone
    # Our matrices are small: a second thread in BLAS only takes a core from the embedder.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    os.environ.pop("OPENAI_LOG", None)  # its client would print whole requests on standard error
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Print a title even if the terminal's encoding lacks some of its characters.
            stream.reconfigure(errors="backslashreplace")
    create_app(build_context())(prog_name="footnote")


def build_context() -> CliContext:
    """Return the context of the command line in this process."""
    return CliContext(
        load_settings=_load_settings,
        open_application=_lazily("bot.bootstrap.application", "open_application"),
        open_stores=_lazily("bot.bootstrap.state", "open_state"),
        run_bot=_lazily("bot.bootstrap.discord", "run_discord"),
        build_checker=_lazily("bot.bootstrap.models", "build_checker"),
        read_file=_lazily("retrieval.sources.parser_process", "parse_file"),
        read_starter=_lazily("retrieval.sources.starter", "read"),
        back_up=_lazily("bot.bootstrap.state", "make_backup"),
        restore=_lazily("bot.bootstrap.state", "restore_backup"),
        log_event=_lazily("bot.operations.log_setup", "append_event"),
        now=lambda: datetime.now(UTC),
        new_id=lambda: secrets.token_hex(8),
        new_incident=lambda: secrets.token_hex(4),
    )


def _lazily(module: str, function: str) -> Callable[..., Any]:
    """Return a function that is imported when it is called: `footnote --help` needs none."""
    return lambda *given, **named: getattr(import_module(module), function)(*given, **named)


def _load_settings() -> Settings:
    from bot.operations.log_setup import configure_log
    from bot.settings import load_settings

    settings = load_settings(os.environ, _ENV_FILE)
    configure_log(settings)
    return settings


if __name__ == "__main__":
    main()
