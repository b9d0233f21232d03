"""Keep the log: what libraries tell of themselves is for a file, and not for standard output."""

from __future__ import annotations

import json
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from bot.settings import Settings


@contextmanager
def logging_to_file(settings: Settings) -> Iterator[None]:
    """Append events (a request sent again, say) to the data folder's log, a line of JSON each."""
    import structlog

    path = settings.data_dir / "footnote.log"

    def append(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> NoReturn:
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(event, default=str) + "\n")
        raise structlog.DropEvent

    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            append,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(settings.log_level.lower()),
    )
    try:
        yield
    finally:
        structlog.reset_defaults()
