"""Describe how the server answers one chat request, well or badly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Then = Literal["finish", "hang", "drop", "end", "garbage", "error"]


@dataclass(frozen=True, slots=True)
class Reply:
    """A text to stream: `text` None is built from the prompt, `pace` is seconds between deltas.

    `write` builds it from the request's JSON, in place of an honest answer.

    After `after` deltas of text (None: all), `then` happens: the proper end; a silence until the
    client leaves; a dropped connection; an end without a finish reason; a line that is no JSON;
    or an error event. `usage` False leaves the usage out though it was asked for; `lines` are
    raw lines that are sent before any delta.
    """

    text: str | None = None
    finish: str = "stop"
    usage: bool = True
    pace: float = 0.0
    reasoning: str = ""
    refusal: str = ""
    after: int | None = None
    then: Then = "finish"
    lines: tuple[str, ...] = ()
    write: Callable[[dict[str, Any]], str] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole HTTP response: JSON, or bytes of another type."""

    status: int
    body: Mapping[str, Any] | bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json"


@dataclass(frozen=True, slots=True)
class Silence:
    """No response at all, until the client leaves."""


Script = Reply | Answer | Silence

# OpenAI's own words: (message, type, param, code).
# https://platform.openai.com/docs/guides/error-codes
_ERRORS: Mapping[int, tuple[str, str, str | None, str | None]] = {
    400: ("Invalid request.", "invalid_request_error", None, None),
    401: (
        "Incorrect API key provided: sk-wrong***key. You can find your API key at "
        "https://platform.openai.com/account/api-keys.",
        "invalid_request_error",
        None,
        "invalid_api_key",
    ),
    403: ("You do not have access to this project.", "invalid_request_error", None, None),
    404: (
        "The model does not exist or you do not have access to it.",
        "invalid_request_error",
        None,
        "model_not_found",
    ),
    429: (
        "Rate limit reached for requests. Please try again later.",
        "requests",
        None,
        "rate_limit_exceeded",
    ),
    500: (
        "The server had an error while processing your request. Sorry about that!",
        "server_error",
        None,
        None,
    ),
    503: ("The engine is currently overloaded, please try again later", "server_error", None, None),
}


def failure(
    status: int,
    *,
    message: str = "",
    kind: str = "",
    param: str | None = None,
    code: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Return an error response in OpenAI's form, with OpenAI's words where none are given."""
    known = _ERRORS.get(status, ("Error.", "server_error", None, None))
    error = {
        "message": message or known[0],
        "type": kind or known[1],
        "param": param or known[2],
        "code": code or known[3],
    }
    return Answer(status, {"error": error}, headers or {})


def context_length_exceeded(window: int, tokens: int) -> Answer:
    """Return the error for a prompt of more tokens than the window holds."""
    return failure(
        400,
        message=f"This model's maximum context length is {window} tokens. However, your messages "
        f"resulted in {tokens} tokens. Please reduce the length of the messages.",
        param="messages",
        code="context_length_exceeded",
    )


def unsupported(parameter: str) -> Answer:
    """Return the error for a parameter that the server does not know."""
    return failure(
        400,
        message=f"Unsupported parameter: '{parameter}' is not supported with this model.",
        param=parameter,
        code="unsupported_parameter",
    )
