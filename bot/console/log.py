"""Keep the log: what libraries tell of themselves is for a file, and not for standard output."""

from __future__ import annotations

import json
from collections.abc import MutableMapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from bot.settings import Settings


def keep_log(settings: Settings) -> None:
    """Have events (a request sent again, say) appended to the log, a line of JSON each.

    For the whole process, before anything can tell of itself. An event that cannot be written is
    dropped: no command fails for its log.
    """
    import structlog

    def append(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> NoReturn:
        with suppress(OSError):
            append_to_log(settings, json.dumps(event, default=str))
        raise structlog.DropEvent

    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            append,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(settings.log_level.lower()),
    )


def keep_log_of(library: str, settings: Settings) -> None:
    """Have what a library tells by `logging` appended to the log too, and not to standard error."""
    import logging

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
                append_to_log(settings, json.dumps(event, default=str))

    logger = logging.getLogger(library)
    logger.handlers = [ToTheLog()]
    logger.setLevel(settings.log_level)
    logger.propagate = False


def append_to_log(settings: Settings, text: str) -> Path:
    """Append `text` and a line's end to the data folder's log; return its path; raise OSError."""
    log = settings.data_dir / "footnote.log"
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text + "\n")
    return log
