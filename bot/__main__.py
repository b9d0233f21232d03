"""The command `footnote`: give the command line what it runs on, and run it."""

from __future__ import annotations

import io
import os
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.app import create_app
from bot.cli.ports import SearchMode
from bot.cli.program import Program, Sources

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from bot.cli.ports import Application, Judging
    from bot.cli.program import Backup, Evaluation
    from bot.settings import Settings
    from bot.storage.stores import Stores

_ENV_FILE = Path(".env")


def main() -> None:
    """Run the command line of this process; end it with an `ExitCode`."""
    # Our matrices are small: a second thread in BLAS only takes a core from the embedder.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # whoever imports it: nothing is told
    os.environ.pop("OPENAI_LOG", None)  # its client would tell whole requests on standard error
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A title that the terminal's encoding lacks is shown as well as it can be.
            stream.reconfigure(errors="backslashreplace")
    create_app(build_program())(prog_name="footnote")


def build_program() -> Program:
    """Return what the command line runs on in this process."""
    return Program(
        settings=_settings,
        open=_open,
        kept=_kept,
        run=_run,
        evaluate=_evaluate,
        judging=_judging,
        sources=_sources,
        backup=_backup,
        restore=_restore,
        now=lambda: datetime.now(UTC),
        new_id=lambda: secrets.token_hex(8),
        new_incident=lambda: secrets.token_hex(4),
    )


# Each of these loads what it needs when it is called: `footnote --help` needs none of it.


def _settings() -> Settings:
    from bot.cli.log import keep_log
    from bot.settings import load_settings

    settings = load_settings(os.environ, _ENV_FILE)
    keep_log(settings)
    return settings


def _open(settings: Settings, *, rebuilding: bool = False) -> AbstractContextManager[Application]:
    from bot.bootstrap import open_application

    return open_application(settings, rebuilding=rebuilding)


def _kept(settings: Settings) -> AbstractContextManager[Stores]:
    from bot.bootstrap.state import open_state

    return open_state(settings)


def _run(settings: Settings) -> None:
    from bot.bootstrap.discord import run_discord

    run_discord(settings)


def _evaluate(
    folder: Path,
    *,
    mode: SearchMode,
    data_dir: Path,
    run_out: Path | None,
    on_progress: Callable[[str], None],
) -> Evaluation:
    from bot.bootstrap import make_embedder
    from retrieval.evaluation import evaluate

    return evaluate(
        folder,
        embedder=make_embedder(_settings()),
        data_dir=data_dir,
        mode=mode,
        run_out=run_out,
        on_progress=on_progress,
    )


def _judging(settings: Settings) -> AbstractContextManager[Judging]:
    from bot.bootstrap.checking import open_judge

    return open_judge(settings)


def _backup(settings: Settings, to: Path, now: datetime) -> Backup:
    from bot.bootstrap.backup import make_backup

    return make_backup(settings, to, now)


def _restore(settings: Settings, backup: Path, now: datetime) -> tuple[Backup, Path | None]:
    from bot.bootstrap.backup import restore_backup

    return restore_backup(settings, backup, now)


def _sources() -> Sources:
    from retrieval.sources import parser_process, starter

    read = parser_process.parse_file
    return Sources(page=read, file=read, starter=starter.read)


if __name__ == "__main__":
    main()
