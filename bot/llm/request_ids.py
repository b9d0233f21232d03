"""Log what was asked of a model's server, with the id that its own log has too.

https://platform.openai.com/docs/api-reference/debugging-requests; other servers ignore the header.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from bot.errors import describe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.answering.language_model import LanguageModelError

_OURS = "X-Client-Request-Id"
_THEIRS = "x-request-id"
_LONGEST = 200  # characters of what a server says that is logged


def client_headers() -> dict[str, str]:
    """Return the headers of a request that tell the id of what is being answered, if any.

    It is a random one of our own: it names nobody.
    """
    ours = structlog.contextvars.get_contextvars().get("request")
    return {_OURS: ours} if isinstance(ours, str) and ours.isascii() else {}


def told(model: str, headers: Mapping[str, str]) -> None:
    """Log that a model's server took a request, with the id that it gave it."""
    theirs = headers.get(_THEIRS, "")[:_LONGEST]
    structlog.get_logger("language_model").info("model asked", model=model, theirs=theirs)


def failed(model: str, error: LanguageModelError) -> None:
    """Log why a model gave nothing: whoever asked is told only that it did not."""
    kind = type(error).__name__
    structlog.get_logger("language_model").warning(
        "model failed", model=model, kind=kind, error=describe(error)
    )
