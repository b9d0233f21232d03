"""Errors that several packages share, and their description for the log.

The log must not contain what people wrote, and an error's message may quote it: a database quotes
the row that it rejected, a model's server the prompt, Python the value that it could not convert.
So the log gets the type and codes of a foreign error, and the message of one of Footnote's own
without what it quotes (`quoted`).
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from typing import Final

from retrieval.text import patterns as re

_OWN_PACKAGES: Final = frozenset({"bot", "prompts", "retrieval"})
_CODE_ATTRIBUTES: Final = ("status", "status_code", "code", "errno", "sqlstate", "sqlite_errorname")
_CODE_PATTERN: Final = re.compile(r"[\w.-]{1,40}", re.ASCII)
_MAX_CHAIN: Final = 20
"""How many errors of a chain of causes are described."""


class StorageError(Exception):
    """Stored data of servers and people cannot be read or written.

    As with the other errors here, the message says why, and what to do.
    """


class ShardsTaken(Exception):
    """Another process serves the same Discord servers."""


class BackupError(Exception):
    """A backup cannot be written, read or restored."""


class DiscordUnavailable(Exception):
    """Discord cannot be reached or refuses the bot, or the bot's own address is in use."""


def describe(error: BaseException) -> str:
    """Return an error's type, its codes, and the part of its message that is Footnote's own."""
    kind = type(error)
    if kind.__module__.partition(".")[0] in _OWN_PACKAGES:
        quoted = str(getattr(error, "quoted", ""))
        message = str(error).replace(quoted, "…") if quoted else str(error)
        return f"{kind.__name__}: {message}" if message else kind.__name__
    details = ", ".join([*_find_codes(error), *_find_os_reason(error)])
    return f"{kind.__name__} ({details})" if details else kind.__name__


def trace(error: BaseException) -> str:
    """Return where an error and its causes were raised, each described, the first cause first."""
    return "".join(_format_trace(error, set()))


def _format_trace(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    cause = error.__cause__
    if cause is None and not error.__suppress_context__:
        cause = error.__context__
    if cause is not None and id(cause) not in seen and len(seen) < _MAX_CHAIN:
        yield from _format_trace(cause, seen)
        yield "\nThat error caused, or its handling raised:\n\n"
    if error.__traceback__ is not None:
        yield "Traceback (most recent call last):\n"
        yield from traceback.format_tb(error.__traceback__)
    yield f"{describe(error)}\n"
    for part in getattr(error, "exceptions", ()):  # of an exception group
        if isinstance(part, BaseException) and id(part) not in seen and len(seen) < _MAX_CHAIN:
            yield "\nOne of its errors:\n\n"
            yield from _format_trace(part, seen)


def _find_codes(error: BaseException) -> Iterator[str]:
    for name in _CODE_ATTRIBUTES:
        value = getattr(error, name, None)
        if isinstance(value, (int, str)) and _CODE_PATTERN.fullmatch(str(value)):
            yield f"{name} {value}"


def _find_os_reason(error: BaseException) -> Iterator[str]:
    """Yield the operating system's reason, which names no file."""
    if isinstance(error, OSError) and error.errno is not None and error.strerror:
        yield error.strerror
