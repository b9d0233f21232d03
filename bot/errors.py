"""Describe errors for the log: what failed and where, without a word of what people wrote.

An error's message may hold anything: a database quotes the row that it refused, a model's server
the prompt, Python the value that it could not convert. So the log gets the type and the codes of a
foreign error, and the message of Footnote's own without what it quotes (`quoted`).
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from typing import Final

_OURS: Final = frozenset({"bot", "prompts", "retrieval"})
_CODES: Final = ("status", "status_code", "code", "errno", "sqlstate", "sqlite_errorname")
_CODE: Final = re.compile(r"[\w.-]{1,40}", re.ASCII)
_MAX_CHAIN: Final = 20
"""Errors of a chain of causes that are described."""


class StorageError(Exception):
    """What is kept for people cannot be read or written; the message says why and what to do."""


def describe(error: BaseException) -> str:
    """Return an error's type, its codes, and the part of its message that is Footnote's own."""
    kind = type(error)
    if kind.__module__.partition(".")[0] in _OURS:
        quoted = str(getattr(error, "quoted", ""))
        message = str(error).replace(quoted, "…") if quoted else str(error)
        return f"{kind.__name__}: {message}" if message else kind.__name__
    details = ", ".join([*_codes(error), *_system_reason(error)])
    return f"{kind.__name__} ({details})" if details else kind.__name__


def trace(error: BaseException) -> str:
    """Return where an error and its causes were raised, each described, the first cause first."""
    return "".join(_lines(error, set()))


def _lines(error: BaseException, met: set[int]) -> Iterator[str]:
    met.add(id(error))
    cause = error.__cause__
    if cause is None and not error.__suppress_context__:
        cause = error.__context__
    if cause is not None and id(cause) not in met and len(met) < _MAX_CHAIN:
        yield from _lines(cause, met)
        yield "\nThen, because of that or while it was handled:\n\n"
    if error.__traceback__ is not None:
        yield "Traceback (most recent call last):\n"
        yield from traceback.format_tb(error.__traceback__)
    yield f"{describe(error)}\n"
    for part in getattr(error, "exceptions", ()):  # of an exception group
        if isinstance(part, BaseException) and id(part) not in met and len(met) < _MAX_CHAIN:
            yield "\nOne of its errors:\n\n"
            yield from _lines(part, met)


def _codes(error: BaseException) -> Iterator[str]:
    for name in _CODES:
        value = getattr(error, name, None)
        if isinstance(value, (int, str)) and _CODE.fullmatch(str(value)):
            yield f"{name} {value}"


def _system_reason(error: BaseException) -> Iterator[str]:
    """Yield what the system says of a failure, which names no file."""
    if isinstance(error, OSError) and error.errno is not None and error.strerror:
        yield error.strerror
