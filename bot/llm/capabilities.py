"""Learn which optional parameters of the chat completions API a server does not take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.llm.failures import is_too_long
from retrieval.openai_server import reason

if TYPE_CHECKING:
    from openai import APIStatusError


class Dialect:
    """The parameters that a server is sent; what it refuses once, it is not sent again.

    Older servers do not know `stream_options`; OpenAI's reasoning models take
    `max_completion_tokens` for `max_tokens`, and no temperature.
    """

    def __init__(self) -> None:
        self._refused: frozenset[str] = frozenset()

    def parameters(self, answer_tokens: int) -> dict[str, Any]:
        """Return the optional parameters of a streamed request."""
        renamed = "max_tokens" in self._refused
        wanted = {
            "stream_options": {"include_usage": True},
            "temperature": 0.2,
            "max_completion_tokens" if renamed else "max_tokens": answer_tokens,
        }
        return {name: value for name, value in wanted.items() if name not in self._refused}

    def learn(self, error: APIStatusError, sent: dict[str, Any]) -> bool:
        """Note the parameter that a 400 or 422 is about; say whether another request may do."""
        if error.status_code not in {400, 422} or is_too_long(error):
            return False
        about = str(error.param or "").split(".")[0]
        for name in ("stream_options", "max_tokens", "max_completion_tokens", "temperature"):
            if name in sent and (name == about or name in reason(error)):
                self._refused |= {name}
                return True
        return False
