"""Build the JSON of OpenAI's API: chat completions and their chunks, models."""

from __future__ import annotations

import re
from typing import Any

_CREATED = 1_750_000_000


def tokens(text: str) -> list[str]:
    """Cut a text into what the server takes for tokens: words with the blanks before them."""
    return re.findall(r"\s*\S+", text)


def prompt_tokens(body: dict[str, Any]) -> int:
    """Count the tokens of a chat request."""
    return sum(len(tokens(str(message.get("content")))) for message in body["messages"])


def usage(body: dict[str, Any], completion: int) -> dict[str, int]:
    """Return the usage of a request answered with `completion` tokens."""
    asked = prompt_tokens(body)
    return {
        "prompt_tokens": asked,
        "completion_tokens": completion,
        "total_tokens": asked + completion,
    }


def chunk(
    number: int,
    model: str,
    delta: dict[str, Any] | None,
    *,
    finish: str | None = None,
    used: dict[str, int] | None = None,
    with_usage: bool = False,
) -> dict[str, Any]:
    """Return one chunk of a stream; without a delta, the one that holds the usage."""
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
    made: dict[str, Any] = {
        "id": f"chatcmpl-{number}",
        "object": "chat.completion.chunk",
        "created": _CREATED,
        "model": model,
        "service_tier": "default",
        "system_fingerprint": "fp_test",
        "choices": [] if delta is None else [choice],
    }
    if with_usage:
        made["usage"] = used
    return made


def models(names: tuple[str, ...]) -> dict[str, Any]:
    """Return the list of models."""
    listed = [
        {"id": name, "object": "model", "created": _CREATED, "owned_by": "tests"} for name in names
    ]
    return {"object": "list", "data": listed}


def moderation(body: dict[str, Any], flagged: tuple[str, ...]) -> dict[str, Any]:
    """Return a moderation in which each of the words `flagged` is a category of its own."""
    text = str(body["input"]).lower()
    found = {word: word in text for word in flagged}
    result = {
        "flagged": any(found.values()),
        "categories": found,
        "category_scores": {word: float(so) for word, so in found.items()},
        "category_applied_input_types": {word: ["text"] for word in found},
    }
    return {"id": "modr-1", "model": body.get("model"), "results": [result]}
