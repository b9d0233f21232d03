"""Turn whatever goes wrong into one message for people or programs, and an exit code."""

from __future__ import annotations

import errno
import json
import os
import re
import sys
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from typer import Abort, Exit
from typer.core import TyperGroup
from typer.exceptions import TyperException

from bot.cli.context import CliContext
from bot.errors import describe, trace
from bot.export.escape import escape_terminal


class ExitCode(IntEnum):
    """How `footnote` ends. A refused question is an answer: 0, with `answered` false in JSON."""

    OK = 0
    NEGATIVE = 1
    """No such paper, one that cannot be had, a flagged question, or `doctor` found a fault."""
    USAGE = 2
    """The command line or a setting is wrong; nothing was started."""
    FILE = 3
    """A file given cannot be read or written, or holds no papers."""
    LIBRARY = 4
    """The data folder, catalog, index or embedder cannot be used."""
    MODEL = 5
    """The language model gave no usable text."""
    DISCORD = 6
    """Discord cannot be reached, or does not let the bot in."""
    SERVICE = 7
    """A service that papers come from does not answer; what came in before is kept."""
    INTERNAL = 70
    """A fault of Footnote itself; the message has the id under which the log has the trace."""
    INTERRUPTED = 130
    """Ctrl-C; what was stored stays stored."""
    CLOSED_PIPE = 141
    """Whoever read the output went away, as `head` does; nothing is said."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What is said of an error: its kind for programs, its message for people."""

    kind: str
    message: str
    code: ExitCode


class ConsoleError(Exception):
    """Something asked for in the terminal cannot be done; the message says why."""

    code = ExitCode.USAGE
    kind = "usage"


class FileError(ConsoleError):
    """A file named on the command line cannot be read or written."""

    code = ExitCode.FILE
    kind = "file"


class FootnoteGroup(TyperGroup):
    """The commands, with every error of theirs caught here and nowhere else."""

    as_json = False

    def main(self, args: Any = None, *rest: Any, **extra: Any) -> Any:
        """Run a command line and end the process with an `ExitCode`."""
        given = list(sys.argv[1:] if args is None else args)
        self.as_json = "--json" in given
        extra["standalone_mode"] = False
        try:
            code = super().main(given, *rest, **extra)
            sys.stdout.flush()
        except Exception as error:
            code = report(error, self.context_settings["obj"], as_json=self.as_json)
        sys.exit(code if isinstance(code, int) else ExitCode.OK)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; raise `Exit` with the code of what went wrong."""
        try:
            return super().invoke(ctx)
        except Exit:
            raise
        except (Exception, KeyboardInterrupt) as error:
            # Here and not only in `main`: typer makes of Ctrl-C an exit without a word.
            code = report(error, ctx.obj, as_json=self.as_json)
            raise Exit(code) from error


def report(error: BaseException, context: CliContext, *, as_json: bool = False) -> ExitCode:
    """Say on standard error what went wrong; return the exit code."""
    if _output_failed(error):
        # Else the interpreter flushes standard output once more at its end, and complains.
        # https://docs.python.org/3/library/signal.html#note-on-sigpipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return ExitCode.CLOSED_PIPE
    failure = failure_of(error, context)
    if as_json:
        said = json.dumps({"error": {"kind": failure.kind, "message": failure.message}})
    else:
        said = escape_terminal(failure.message)
    print(said, file=sys.stderr)  # noqa: T201 - the one place that may
    return failure.code


def failure_of(error: BaseException, context: CliContext) -> Failure:
    """Return what to say of any error; one that was not foreseen is logged with its trace."""
    return explain(error) or _incident(error, context)


def explain(error: BaseException) -> Failure | None:
    """Return what to say of an error that was foreseen; None for any other."""
    from bot.answering.guard import QuestionFlagged
    from bot.answering.language_model import LanguageModelError
    from bot.settings import SettingsError
    from retrieval.errors import PaperNotFound, RetrievalError, SourceDown, SourceError

    if isinstance(error, ConsoleError):
        return Failure(error.kind, str(error), error.code)
    if isinstance(error, TyperException):
        return Failure("usage", _usage(error), ExitCode.USAGE)
    if isinstance(error, QuestionFlagged):
        return Failure(_kind(error), f"{error} Ask something else.", ExitCode.NEGATIVE)
    if isinstance(error, SettingsError):
        return Failure("settings", str(error), ExitCode.USAGE)
    if isinstance(error, PaperNotFound):
        return Failure(_kind(error), str(error), ExitCode.NEGATIVE)
    if isinstance(error, SourceDown):
        return Failure(_kind(error), str(error), ExitCode.SERVICE)
    if isinstance(error, SourceError):
        return Failure(_kind(error), str(error), ExitCode.FILE)
    if isinstance(error, RetrievalError):
        return Failure(_kind(error), str(error), ExitCode.LIBRARY)
    if isinstance(error, LanguageModelError):
        return Failure(_kind(error), str(error), ExitCode.MODEL)
    if isinstance(error, (KeyboardInterrupt, Abort)):
        return Failure("interrupted", "Interrupted.", ExitCode.INTERRUPTED)
    if isinstance(error, OSError) and _output_failed(error):
        return Failure("file", f"The output cannot be written: {error.strerror}.", ExitCode.FILE)
    return None


def _output_failed(error: BaseException) -> bool:
    """Say whether standard output could not be written: its errors name no file."""
    faults = (errno.EPIPE, errno.ENOSPC, errno.EIO, errno.EDQUOT)
    return isinstance(error, OSError) and error.filename is None and error.errno in faults


def _kind(error: BaseException) -> str:
    """Return the class's name as programs read it: `PaperNotFound` is `paper-not-found`."""
    return re.sub(r"(?<=.)(?=[A-Z])", "-", type(error).__name__).lower()


def _usage(error: TyperException) -> str:
    ctx = getattr(error, "ctx", None)
    told = error.format_message().strip() or "A command is missing."
    return f"{told}\nSee: {ctx.command_path} --help" if ctx else told


def _incident(error: BaseException, context: CliContext) -> Failure:
    """Write the trace to the log; return a sentence with the id under which it stands there."""
    incident = context.new_incident()
    told_trace = trace(error)
    try:
        told = {
            "timestamp": context.now().isoformat(),
            "level": "error",
            "event": "incident",
            "incident": incident,
            "error": describe(error),
            "trace": told_trace,
        }
        log = context.log_event(context.load_settings(), told)
        where = f"the trace is in {log}"
    except Exception:
        where = f"it could not be logged, so here it is:\n{told_trace}"
    message = f"Something went wrong inside Footnote (incident {incident}); {where}"
    return Failure("internal", message, ExitCode.INTERNAL)
