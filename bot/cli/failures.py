"""Report any error as one message, for people or programs, and an exit code."""

from __future__ import annotations

import errno
import json
import os
import sys
from dataclasses import dataclass
from typing import Any

from typer import Abort, Exit
from typer.core import TyperGroup
from typer.exceptions import TyperException

from bot.cli.context import CliContext
from bot.cli.errors import CliError, ExitCode
from bot.errors import (
    BackupError,
    DiscordUnavailable,
    ShardsTaken,
    StorageError,
    describe,
    trace,
)
from bot.export.escape import escape_terminal
from retrieval.text import patterns as re

_CAPITAL = re.compile(r"(?<=.)(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Failure:
    """How an error is reported: its kind for programs, its message for people."""

    kind: str
    message: str
    code: ExitCode


class FootnoteGroup(TyperGroup):
    """The commands. Their errors are caught here, and nowhere else."""

    as_json = False

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        _join_help_lines(self)

    def main(self, args: Any = None, *rest: Any, **extra: Any) -> Any:
        """Run a command line and end the process with an `ExitCode`."""
        given = list(sys.argv[1:] if args is None else args)
        self.as_json = "--json" in given
        extra["standalone_mode"] = False
        try:
            code = super().main(given, *rest, **extra)
            sys.stdout.flush()
        except Exception as error:
            code = report_error(error, self.context_settings["obj"], as_json=self.as_json)
        sys.exit(code if isinstance(code, int) else ExitCode.OK)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; raise `Exit` with the code of what went wrong."""
        try:
            return super().invoke(ctx)
        except Exit:
            raise
        except (Exception, KeyboardInterrupt) as error:
            # Not only in `main`, since typer turns Ctrl-C into a silent exit.
            code = report_error(error, ctx.obj, as_json=self.as_json)
            raise Exit(code) from error


def _join_help_lines(group: TyperGroup) -> None:
    """Let the paragraphs of help be wrapped for the terminal instead of as in the source."""
    for command in group.commands.values():
        paragraphs = (command.help or "").split("\n\n")
        command.help = "\n\n".join(" ".join(each.split()) for each in paragraphs)
        if isinstance(command, TyperGroup):
            _join_help_lines(command)


def report_error(error: BaseException, context: CliContext, *, as_json: bool = False) -> ExitCode:
    """Print what went wrong on standard error; return the exit code."""
    if _is_output_error(error):
        # Otherwise the interpreter flushes standard output again when it exits, and complains.
        # https://docs.python.org/3/library/signal.html#note-on-sigpipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return ExitCode.CLOSED_PIPE
    failure = to_failure(error, context)
    if as_json:
        text = json.dumps({"error": {"kind": failure.kind, "message": failure.message}})
    else:
        text = escape_terminal(failure.message)
    print(text, file=sys.stderr)  # noqa: T201 - the one place that may
    return failure.code


def to_failure(error: BaseException, context: CliContext) -> Failure:
    """Return how to report any error; log the trace of an unexpected one."""
    return explain(error) or _log_incident(error, context)


def explain(error: BaseException) -> Failure | None:
    """Return how to report an expected error; None for any other."""
    from bot.answering.language_model import LanguageModelError
    from bot.answering.reading_time import ReadingTooSlow
    from bot.limits.guard import QuestionFlagged
    from bot.settings import SettingsError
    from retrieval.errors import PaperNotFound, RetrievalError, SourceDown, SourceError

    if isinstance(error, CliError):
        return Failure(error.kind, str(error), error.code)
    if isinstance(error, TyperException):
        return Failure("usage", _usage_message(error), ExitCode.USAGE)
    if isinstance(error, (KeyboardInterrupt, Abort)):
        return Failure("interrupted", "Interrupted.", ExitCode.INTERRUPTED)
    if isinstance(error, QuestionFlagged):
        return Failure("question-flagged", f"{error} Ask something else.", ExitCode.NEGATIVE)
    expected: tuple[tuple[type[Exception], ExitCode, str], ...] = (
        (StorageError, ExitCode.LIBRARY, "state"),
        (ShardsTaken, ExitCode.LIBRARY, "state"),
        (BackupError, ExitCode.FILE, "backup"),
        (DiscordUnavailable, ExitCode.DISCORD, "discord"),
        (SettingsError, ExitCode.USAGE, "settings"),
        (PaperNotFound, ExitCode.NEGATIVE, ""),
        (SourceDown, ExitCode.SERVICE, ""),
        (SourceError, ExitCode.FILE, ""),
        (RetrievalError, ExitCode.LIBRARY, ""),
        (LanguageModelError, ExitCode.MODEL, ""),
        (ReadingTooSlow, ExitCode.NEGATIVE, ""),
    )
    for kind, code, name in expected:
        if isinstance(error, kind):
            # `PaperNotFound` is `paper-not-found` for programs.
            name = name or _CAPITAL.sub("-", type(error).__name__).lower()
            return Failure(name, str(error), code)
    if isinstance(error, OSError) and _is_output_error(error):
        return Failure("file", f"The output cannot be written: {error.strerror}.", ExitCode.FILE)
    return None


def _is_output_error(error: BaseException) -> bool:
    """Return whether writing standard output failed; such errors name no file."""
    codes = (errno.EPIPE, errno.ENOSPC, errno.EIO, errno.EDQUOT)
    return isinstance(error, OSError) and error.filename is None and error.errno in codes


def _usage_message(error: TyperException) -> str:
    ctx = getattr(error, "ctx", None)
    # typer names the class of the error: "Value error, 'x' is not one of …".
    message = error.format_message().strip().replace(": Value error, ", ": ") or "Give a command."
    # In a chat, where the program is "/", the path has a blank too many.
    path = ctx.command_path.replace("/ ", "/") if ctx else ""
    return f"{message}\nSee: {path} --help" if path else message


def _log_incident(error: BaseException, context: CliContext) -> Failure:
    """Write the trace to the log; return a failure that names the incident and the log."""
    incident = context.new_incident()
    error_trace = trace(error)
    try:
        event = {
            "timestamp": context.now().isoformat(),
            "level": "error",
            "event": "incident",
            "incident": incident,
            "error": describe(error),
            "trace": error_trace,
        }
        log = context.log_event(context.load_settings(), event)
        where = f"the trace is in {log}"
    except Exception:
        where = f"logging it failed, so here it is:\n{error_trace}"
    message = f"Footnote has a bug (incident {incident}); {where}"
    return Failure("internal", message, ExitCode.INTERNAL)
