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
from bot.models.openai_server import OpenAIServer, error_reason, error_text, is_transient
from retrieval.text import patterns as re

if TYPE_CHECKING:
    from openai import APIError

# OpenAI and vLLM, llama.cpp, and the words that others use.
_TOO_LONG = re.compile(
    r"context_length_exceeded|exceed_context_size|context (?:length|size|window)|prompt is too long"
    r"|too many tokens",
    re.IGNORECASE,
)
_FILTERED = re.compile(r"content_filter|content_policy|responsibleai", re.IGNORECASE)


class MalformedStreamError(Exception):
    """The server sent something other than a stream of chat completion chunks."""


def is_too_long(error: APIError) -> bool:
    """Tell whether a server complains that the prompt exceeds the window."""
    return bool(_TOO_LONG.search(error_text(error)))


def to_model_error(
    error: Exception, at: OpenAIServer, *, begun: bool = False
) -> LanguageModelError:
    """Return the error for people; `begun`: some text had arrived."""
    from openai import APIConnectionError, APIError

    model, host = f"“{at.model}”", at.host
    match error:
        case LanguageModelError():
            return error
        case TimeoutError():
            did = "stopped midway" if begun else "did not answer"
            return ModelUnavailable(
                f"The model {model} at {host} {did}: its time limit passed. "
                "Try again later, or set a longer FOOTNOTE_MODEL_TIMEOUT."
            )
        case APIConnectionError() if begun:
            return StreamCut(
                f"The connection to {host} broke while the model {model} was writing. Try again."
            )
        case APIConnectionError():
            return ModelUnavailable(
                f"No connection to the model's server at {host}. "
                "Check that it runs and that its address is right."
            )
        case APIError():
            return _from_server(error, at)
        case _:
            return StreamCut(
                f"The server at {host} sent something that is not an answer of a chat model. "
                "Check that its address is that of an OpenAI-compatible API; it often ends in /v1."
            )


def _from_server(error: APIError, at: OpenAIServer) -> LanguageModelError:
    """Translate what a server says, in a response or, without a status, inside the stream."""
    model, host = f"“{at.model}”", at.host
    status = getattr(error, "status_code", None)
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
    if status is None or status < 500:
        if status == 413 or is_too_long(error):
            return PromptTooLong(
                f"The text is too long for the model {model} at {host}. Ask a shorter question, or "
                "set the context window to what the server really has."
            )
        if _FILTERED.search(error_text(error)):
            return refusal_error(at)
    if is_transient(error):
        return ModelUnavailable(
            f"The model's server at {host} is overloaded or in trouble ({status}). Try again later."
        )
    if status == 429:
        return ModelRejected(
            f"The account at {host} has no credit left for the model {model} (429). "
            "Add credit, or use another key or model."
        )
    words = at.clean(error_reason(error))
    if status is None:
        return StreamCut(
            f"The model {model} at {host} broke off: {words}. Try again.", quoted=words
        )
    return ModelRejected(
        f"The server at {host} refused the request for the model {model} ({status}): {words}.",
        quoted=words,
    )


def refusal_error(at: OpenAIServer) -> AnswerRefused:
    """Return the error for an answer that the model or its filter declined to give."""
    return AnswerRefused(
        f"The model “{at.model}” or its content filter declined to answer. "
        "Put the question in other words, or read the sources themselves."
    )
