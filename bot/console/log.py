"""Keep the log: what libraries tell of themselves is for a file, and not for standard output."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from bot.settings import Settings


_REDACTED = "[secret]"

Append = Callable[[str], object]
"""Adds a text and a line's end to the log; may raise OSError."""


def keep_log(settings: Settings, append_line: Append | None = None) -> None:
    """Have events (a request sent again, say) appended to the log, a line of JSON each.

    For the whole process, before anything can tell of itself. An event that cannot be written is
    dropped: no command fails for its log.
    """
    import structlog

    add = append_line or partial(append_to_log, settings)

    def append(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> NoReturn:
        with suppress(OSError):
            add(json.dumps(event, default=str))
        raise structlog.DropEvent

    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            append,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(settings.log_level.lower()),
    )


def keep_log_of(library: str, settings: Settings, append_line: Append | None = None) -> None:
    """Have what a library tells by `logging` appended to the log too, and not to standard error."""
    import logging

    add = append_line or partial(append_to_log, settings)

    class ToTheLog(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            event = {
                "event": record.getMessage(),
                "logger": record.name,
                "level": record.levelname.lower(),
                "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
            }
            if record.exc_info:
                event["exception"] = logging.Formatter().formatException(record.exc_info)
            with suppress(OSError):
                add(json.dumps(event, default=str))

    logger = logging.getLogger(library)
    logger.handlers = [ToTheLog()]
    logger.setLevel(settings.log_level)
    logger.propagate = False


@contextmanager
def log_apart(settings: Settings, *libraries: str) -> Iterator[None]:
    """Write the log, with that of `libraries`, in a thread of its own while the block runs.

    For an event loop, which may not wait for the disk. All is written when the block ends.
    """
    lines: SimpleQueue[str | None] = SimpleQueue()

    def write() -> None:
        while (line := lines.get()) is not None:
            with suppress(OSError):
                append_to_log(settings, line)

    writer = Thread(target=write, name="log", daemon=True)
    writer.start()
    try:
        keep_log(settings, lines.put)
        for library in libraries:
            keep_log_of(library, settings, lines.put)
        yield
    finally:
        keep_log(settings)
        for library in libraries:
            keep_log_of(library, settings)
        lines.put(None)
        writer.join()


def append_to_log(settings: Settings, text: str) -> Path:
    """Append `text` and a line's end to the data folder's log; return its path; raise OSError.

    No key or token of the settings gets into it, whoever put it into the text.
    """
    for secret in settings.secrets:
        text = text.replace(secret, _REDACTED).replace(json.dumps(secret)[1:-1], _REDACTED)
    log = settings.data_dir / "footnote.log"
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text + "\n")
    return log
