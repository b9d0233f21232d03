"""The command `footnote`: connect the command line to the application, and run it."""

from __future__ import annotations

import gc
import io
import os
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cli.app import create_app
from bot.cli.context import CliContext

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from contextlib import AbstractContextManager

    from bot.application import Application
    from bot.grounding.checker import ClaimChecker
    from bot.settings import Settings
    from bot.storage.stores import Stores
    from retrieval.sources.records import Record, Rejected

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
        open_application=_open_application,
        open_stores=_open_stores,
        run_bot=_run_bot,
        build_checker=_build_checker,
        read_file=_read_file,
        read_starter=_read_starter,
        back_up=_back_up,
        restore=_restore,
        log_event=_log_event,
        now=lambda: datetime.now(UTC),
        new_id=lambda: secrets.token_hex(8),
        new_incident=lambda: secrets.token_hex(4),
    )


# Each of these imports what it needs when it is called: `footnote --help` needs none of it.


def _load_settings() -> Settings:
    from bot.operations.log_setup import configure_log
    from bot.settings import load_settings

    settings = load_settings(os.environ, _ENV_FILE)
    configure_log(settings)
    return settings


def _open_application(
    settings: Settings, *, rebuilding: bool = False, beside: bool = False
) -> AbstractContextManager[Application]:
    from bot.bootstrap.application import open_application

    return open_application(settings, rebuilding=rebuilding, beside=beside)


def _open_stores(settings: Settings) -> AbstractContextManager[Stores]:
    from bot.bootstrap.state import open_state

    return open_state(settings)


def _run_bot(settings: Settings) -> None:
    from bot.bootstrap.discord import run_discord

    run_discord(settings)


def _build_checker(settings: Settings) -> ClaimChecker:
    from bot.bootstrap.models import build_checker

    return build_checker(settings)


def _read_file(path: Path) -> Iterable[Record | Rejected]:
    from retrieval.sources.parser_process import parse_file

    return parse_file(path)


def _read_starter() -> Iterable[Record | Rejected]:
    from retrieval.sources import starter

    return starter.read()


def _back_up(settings: Settings, to: Path, now: datetime) -> Mapping[str, int]:
    from bot.bootstrap.state import make_backup

    return make_backup(settings, to, now)


def _restore(settings: Settings, backup: Path, now: datetime) -> tuple[datetime, Path | None]:
    from bot.bootstrap.state import restore_backup

    return restore_backup(settings, backup, now)


def _log_event(settings: Settings, event: Mapping[str, Any]) -> str:
    from bot.operations.log_setup import append_event

    return append_event(settings, event)


if __name__ == "__main__":
    main()
