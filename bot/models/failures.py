"""Translate the openai client's exceptions into `LanguageModelError`s with messages for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.language_model import (
    AnswerRefused,
    LanguageModelError,
    ModelRejected,
    ModelUnavailable,
    PromptTooLong,
    StreamCut,
)
from bot.models.retries import DeadlineError
from retrieval.openai_server import OpenAIServer, error_reason, error_text, is_transient
from retrieval.text import patterns as re

if TYPE_CHECKING:
    from openai import APIError, APIStatusError

# OpenAI and vLLM, llama.cpp, and the words that others use.
_TOO_LONG = re.compile(
    r"context_length_exceeded|exceed_context_size|context (?:length|size|window)|prompt is too long"
    r"|too many tokens",
    re.IGNORECASE,
)
_FILTERED = re.compile(r"content_filter|content_policy|responsibleai", re.IGNORECASE)


class OversizedReplyError(Exception):
    """The server sent more bytes than an answer can have."""


class MalformedStreamError(Exception):
    """The server sent something other than a stream of chat completion chunks."""


class Endpoint(OpenAIServer):
    """A chat model and its server."""

    __slots__ = ()

    def find_fault(self) -> str:
        """Return why no request can be made with this address and key, or an empty string."""
        if not self.has_address:
            return (
                "The address of the model's server is not a web address. "
                "It looks like https://api.openai.com/v1 or http://localhost:11434/v1."
            )
        if not self.has_sendable_key:
            return (
                f"The API key for {self.host} has blanks or letters that no key has. "
                "Copy it again, without quotes around it."
            )
        return ""


def is_too_long(error: APIError) -> bool:
    """Tell whether a server complains that the prompt exceeds the window."""
    return bool(_TOO_LONG.search(error_text(error)))


def to_model_error(
    error: Exception, at: Endpoint, *, tries: int, begun: bool
) -> LanguageModelError:
    """Return the error for `error` after `tries` requests; `begun`: some text had arrived."""
    from openai import APIConnectionError, APIError, APIStatusError, APITimeoutError

    model, host = f"“{at.model}”", at.host
    asked = f"asked {tries} times" if tries > 1 else "asked once"
    match error:
        case LanguageModelError():
            return error
        case APIStatusError():
            return _from_status(error, at, asked)
        case DeadlineError():
            did = "stopped midway" if begun else "did not answer"
            return ModelUnavailable(
                f"The model {model} at {host} {did}: {error.limit} of {error.seconds:g} s passed. "
                "Try again later, or set a longer time limit."
            )
        case APIConnectionError() if begun:
            return StreamCut(
                f"The connection to {host} broke while the model {model} was writing. Try again."
            )
        case APITimeoutError():
            return ModelUnavailable(
                f"No connection to {host}: the connect time limit passed ({asked}). "
                "Check that the model's server runs and that its address is right."
            )
        case APIConnectionError():
            return ModelUnavailable(
                f"No connection to the model's server at {host} ({asked}). "
                "Check that it runs and that its address is right."
            )
        case APIError():
            return _from_event(error, at)
        case OversizedReplyError():
            return StreamCut(
                f"The model {model} at {host} wrote without end and was stopped. Ask again, "
                "or choose another model."
            )
        case _:
            return StreamCut(
                f"The server at {host} sent something that is not an answer of a chat model. "
                "Check that its address is that of an OpenAI-compatible API; it often ends in /v1."
            )


def _from_status(error: APIStatusError, at: Endpoint, asked: str) -> LanguageModelError:
    status, model, host = error.status_code, f"“{at.model}”", at.host
    if status in {401, 403}:
        return ModelRejected(
            f"The model's server at {host} refused the API key ({status}). "
            f"Check the key, and that it may use the model {model}."
        )
    if status == 404:
        return ModelRejected(
            f"The server at {host} knows no model {model} (404). Check the model's name, and that "
            "the address is that of an OpenAI-compatible API; it often ends in /v1."
        )
    if status == 413 or (status < 500 and is_too_long(error)):
        return _too_long_error(at)
    if status < 500 and _FILTERED.search(error_text(error)):
        return refusal_error(at)
    if status == 429 and not is_transient(error):
        return ModelRejected(
            f"The account at {host} has no credit left for the model {model} (429). "
            "Add credit, or use another key or model."
        )
    if status == 429:
        return ModelUnavailable(
            f"The server at {host} has too many requests for the model {model} (429, {asked}). "
            "Try again in a minute."
        )
    if is_transient(error):
        return ModelUnavailable(
            f"The model's server at {host} is in trouble ({status}, {asked}). Try again later."
        )
    words = at.clean(error_reason(error))
    return ModelRejected(
        f"The server at {host} refused the request for the model {model} ({status}): {words}.",
        quoted=words,
    )


def _from_event(error: APIError, at: Endpoint) -> LanguageModelError:
    """Translate an error that came inside the stream, as some servers do."""
    if is_too_long(error):
        return _too_long_error(at)
    if _FILTERED.search(error_text(error)):
        return refusal_error(at)
    words = at.clean(error_reason(error))
    return StreamCut(
        f"The model “{at.model}” at {at.host} broke off: {words}. Try again.", quoted=words
    )


def _too_long_error(at: Endpoint) -> PromptTooLong:
    return PromptTooLong(
        f"The text is too long for the model “{at.model}” at {at.host}. "
        "Ask a shorter question, or set the context window to what the server really has."
    )


def refusal_error(at: Endpoint) -> AnswerRefused:
    """Return the error for an answer that the model or its filter declined to give."""
    return AnswerRefused(
        f"The model “{at.model}” or its content filter declined to answer. "
        "Put the question in other words, or read the sources themselves."
    )
