"""The log of the front end."""

from __future__ import annotations

from typing import cast

import structlog

Log = structlog.typing.FilteringBoundLogger


def log() -> Log:
    """Return the logger, as it is configured now."""
    return cast(Log, structlog.get_logger("discord_bot"))
