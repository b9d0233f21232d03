"""How `footnote` ends, and the errors of the command line."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """How `footnote` ends. A refused question is an answer: 0, with `answered` false in JSON."""

    OK = 0
    NEGATIVE = 1  # no such paper or receipt, a flagged question, or `doctor` found a problem
    USAGE = 2  # the command line or a setting is invalid; nothing was started
    FILE = 3  # a named file cannot be read or written, or has no papers
    LIBRARY = 4  # the data folder, database, index or embedder cannot be used
    MODEL = 5  # the language model failed
    DISCORD = 6  # Discord cannot be reached, or refuses the bot
    SERVICE = 7  # a service that papers come from failed; papers received before are kept
    INTERNAL = 70  # a bug in Footnote; the message has the id of the trace in the log
    INTERRUPTED = 130  # Ctrl-C was pressed
    CLOSED_PIPE = 141  # the reader of the output, such as `head`, has exited; nothing is printed


class CliError(Exception):
    """A command cannot do what was asked; the message says why, and what to do."""

    code = ExitCode.USAGE
    kind = "usage"


class FileError(CliError):
    """A file named on the command line cannot be read or written."""

    code = ExitCode.FILE
    kind = "file"
