"""Keep the log: what the program and its libraries tell of themselves, a line an event.

It goes to `footnote.log` in the data folder, or to standard error for whatever collects that. What
people ask and what they are answered is in no event, whatever fails and at whatever level.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, NoReturn

from bot.cli.log_line import log_line, without
from bot.errors import describe, trace

if TYPE_CHECKING:
    from logging import LogRecord

    from stamina.instrumentation import RetryDetails

    from bot.settings import Settings

# In the addresses of Discord's API; with one, anybody may answer in the bot's name for a while.
_INTERACTION_TOKEN = re.compile(r"/(webhooks|interactions)/(\d+)/[^/\s?]+")

Append = Callable[[str], object]
"""Adds a text and a line's end to the log; may raise OSError."""


def keep_log(settings: Settings, append_line: Append | None = None) -> None:
    """Have events (a request sent again, say) appended to the log, each in the form that is set.

    For the whole process, before anything can tell of itself. An event that cannot be written is
    dropped: no command fails for its log.
    """
    import stamina.instrumentation
    import structlog

    add = append_line or partial(append_to_log, settings)

    def append(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> NoReturn:
        with suppress(OSError, ValueError):  # ValueError: standard error is closed
            add(log_line(event, settings.log_format))
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
    stamina.instrumentation.set_on_retry_hooks([_tell_retry])


def _tell_retry(details: RetryDetails) -> None:
    """Tell that something is tried again; stamina's own hook tells the words of the error."""
    import structlog

    structlog.get_logger().warning(
        "retry",
        retry=details.retry_num,
        error=describe(details.caused_by),
        wait_for=round(details.wait_for, 2),
        waited_so_far=round(details.waited_so_far, 2),
    )


def keep_log_of(library: str, settings: Settings, append_line: Append | None = None) -> None:
    """Have what a library tells by `logging` appended to the log too, and not to standard error.

    It bears the id of the request that it was told in, as our own events do. Below INFO nothing is
    taken, whatever the level: there libraries tell all that they send and get.
    """
    import logging

    import structlog

    add = append_line or partial(append_to_log, settings)

    class ToTheLog(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            event = {
                **structlog.contextvars.get_contextvars(),
                "event": _said(record),
                "logger": record.name,
                "level": record.levelname.lower(),
                "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
            }
            if record.exc_info and record.exc_info[1] is not None:
                event["exception"] = trace(record.exc_info[1])
            with suppress(OSError, ValueError):
                add(log_line(event, settings.log_format))

    logger = logging.getLogger(library)
    logger.handlers = [ToTheLog()]
    logger.setLevel(max(logging.INFO, logging.getLevelNamesMapping()[settings.log_level]))
    logger.propagate = False


def _said(record: LogRecord) -> str:
    """Return what a library tells, without tokens and the words of errors."""
    message = record.getMessage()
    if record.name == "asyncio":
        # What follows is the representation of the task, with its error's message in it.
        message = message.partition("\n")[0]
    return _INTERACTION_TOKEN.sub(r"/\1/\2/…", message)


@contextmanager
def log_apart(settings: Settings, *libraries: str) -> Iterator[None]:
    """Write the log, with that of `libraries`, in a thread of its own while the block runs.

    For an event loop, which may not wait for the disk. All is written when the block ends.
    """
    lines: SimpleQueue[str | None] = SimpleQueue()

    def write() -> None:
        while (line := lines.get()) is not None:
            with suppress(OSError, ValueError):
                append_to_log(settings, line)

    def keep(append_line: Append | None) -> None:
        keep_log(settings, append_line)
        for library in libraries:
            keep_log_of(library, settings, append_line)

    writer = Thread(target=write, name="log", daemon=True)
    writer.start()
    try:
        keep(lines.put)
        yield
    finally:
        keep(None)
        lines.put(None)
        writer.join()


def append_to_log(settings: Settings, text: str) -> str:
    """Append `text` and a line's end to the log; return where that is; raise OSError.

    No key or token of the settings gets into it, whoever put it into the text.
    """
    text = without(text, settings.secrets)
    if settings.log_to == "stderr":
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
        return "standard error"
    log = settings.data_dir / "footnote.log"
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text + "\n")
    return str(log)
