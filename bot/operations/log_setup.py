"""Set up the log, which has one line per event of Footnote and its libraries.

It goes to `footnote.log` in the data folder, or to standard error. No event contains questions or
answers, at any level and whatever fails. No value can start a new line, so no text from others can
pass for an event.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, NoReturn

import structlog

from bot.errors import describe, trace
from retrieval.text import patterns as re

if TYPE_CHECKING:
    from stamina.instrumentation import RetryDetails

    from bot.settings import LogFormat, Settings

Append = Callable[[Mapping[str, Any]], object]
"""Appends an event to the log; may raise OSError."""

_REDACTED = "[secret]"
_HEAD_FIELDS = ("timestamp", "level", "event")
_MULTILINE_FIELDS = ("trace", "exception")
_UNQUOTED = re.compile(r"[^\s\"'=\\]+")
# Part of some addresses of Discord's API; anyone who has one can answer as the bot for a while.
_INTERACTION_TOKEN = re.compile(r"/(webhooks|interactions)/(\d+)/[^/\s?]+")


def configure_log(settings: Settings, append: Append | None = None) -> None:
    """Configure the log of the whole process; call this before anything logs.

    An event that cannot be written is dropped, so that no command fails because of its log.
    """
    import stamina.instrumentation

    def append_and_drop(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> NoReturn:
        _try_append(settings, event, append)
        raise structlog.DropEvent

    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            append_and_drop,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(settings.log_level.lower()),
    )
    stamina.instrumentation.set_on_retry_hooks([_log_retry])


def configure_library_log(library: str, settings: Settings, append: Append | None = None) -> None:
    """Also append what a library logs by `logging`, and keep it off standard error.

    Each record gets the id of the current request, as our own events do. Records below INFO are
    dropped whatever the level, since libraries log there all that they send and receive.
    """

    class LogHandler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            event = {
                **structlog.contextvars.get_contextvars(),
                "event": _message_without_tokens(record),
                "logger": record.name,
                "level": record.levelname.lower(),
                "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
            }
            if record.exc_info and record.exc_info[1] is not None:
                event["exception"] = trace(record.exc_info[1])
            _try_append(settings, event, append)

    logger = logging.getLogger(library)
    logger.handlers = [LogHandler()]
    logger.setLevel(max(logging.INFO, logging.getLevelNamesMapping()[settings.log_level]))
    logger.propagate = False


def _try_append(settings: Settings, event: Mapping[str, Any], append: Append | None) -> None:
    with suppress(Exception):  # of the disk, a closed standard error, or a value without a text
        if append is None:
            append_event(settings, event)
        else:
            append(event)


@contextmanager
def log_in_thread(settings: Settings, *libraries: str) -> Iterator[None]:
    """Write the log, including that of `libraries`, in a separate thread during the block.

    An event loop must not wait for the disk. Everything is written when the block ends.
    """
    events: SimpleQueue[Mapping[str, Any] | None] = SimpleQueue()

    def write() -> None:
        while (event := events.get()) is not None:
            _try_append(settings, event, None)

    def configure(append: Append | None) -> None:
        configure_log(settings, append)
        for library in libraries:
            configure_library_log(library, settings, append)

    writer = Thread(target=write, name="log", daemon=True)
    writer.start()
    try:
        configure(events.put)
        yield
    finally:
        configure(None)
        events.put(None)
        writer.join()


def append_event(settings: Settings, event: Mapping[str, Any]) -> str:
    """Append an event to the log; return where the log is; raise OSError.

    Keys and tokens of the settings are redacted, also if JSON escapes them.
    """
    text = format_event(event, settings.log_format)
    for secret in settings.secrets:
        text = text.replace(secret, _REDACTED).replace(json.dumps(secret)[1:-1], _REDACTED)
    if settings.log_to == "stderr":
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
        return "standard error"
    log = settings.data_dir / "footnote.log"
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text + "\n")
    return str(log)


def format_event(event: Mapping[str, Any], format: LogFormat) -> str:
    """Return an event as one line of JSON, or one of text with a trace indented below."""
    if format == "json":
        return json.dumps(event, default=str)
    timestamp, level, name = (str(event.get(field, "")) for field in _HEAD_FIELDS)
    values = [
        f"{field}={_format_value(value)}"
        for field, value in event.items()
        if field not in _HEAD_FIELDS and field not in _MULTILINE_FIELDS
    ]
    line = " ".join([timestamp, level.ljust(7), " ".join(name.split()), *values])
    below = (str(event[field]) for field in _MULTILINE_FIELDS if event.get(field))
    return "\n".join([line, *(f"    {row}" for text in below for row in text.splitlines())])


def _format_value(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return text if _UNQUOTED.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _log_retry(details: RetryDetails) -> None:
    """Log a retry without the message of its error, which stamina's own hook would log."""
    structlog.get_logger().warning(
        "retry",
        retry=details.retry_num,
        error=describe(details.caused_by),
        wait_for=round(details.wait_for, 2),
        waited_so_far=round(details.waited_so_far, 2),
    )


def _message_without_tokens(record: logging.LogRecord) -> str:
    message = record.getMessage()
    if record.name == "asyncio":
        # The next line represents the task, and contains its error's message.
        message = message.partition("\n")[0]
    return _INTERACTION_TOKEN.sub(r"/\1/\2/…", message)
