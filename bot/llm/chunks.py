"""Read the chunks of a streamed chat completion without trusting their shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.answering.language_model import Usage
from bot.llm.failures import GarbleError

_MOST_TOKENS = 1 << 31


@dataclass(frozen=True, slots=True)
class Delta:
    """What one chunk adds; `finish` is the reason for which the text ends here, if it does."""

    text: str = ""
    thought: str = ""
    refusal: str = ""
    finish: str = ""
    usage: Usage | None = None

    @property
    def alive(self) -> bool:
        """Whether the model has begun, if only to think or to refuse."""
        return bool(self.text or self.thought or self.refusal or self.finish)


def read(chunk: object) -> Delta:
    """Return what `chunk` adds; raise `GarbleError` where it is no chat completion chunk.

    It is JSON that nobody has checked, so any field may be missing or odd.
    """
    choices = _field(chunk, "choices")
    usage = _usage(_field(chunk, "usage"))
    if not isinstance(choices, list):
        if usage is None:
            raise GarbleError
        return Delta(usage=usage)
    if not choices:
        return Delta(usage=usage)
    delta = _field(choices[0], "delta")
    return Delta(
        _text(delta, "content"),
        _text(delta, "reasoning_content") or _text(delta, "reasoning"),
        _text(delta, "refusal"),
        _text(choices[0], "finish_reason"),
        usage,
    )


def _field(holder: object, name: str) -> Any:
    return holder.get(name) if isinstance(holder, dict) else None


def _text(holder: object, name: str) -> str:
    value = _field(holder, name)
    return value if isinstance(value, str) else ""


def _usage(reported: object) -> Usage | None:
    counts: list[Any] = [_field(reported, name) for name in ("prompt_tokens", "completion_tokens")]
    # What nobody can have used would be added to what people have used, and be paid for.
    fit = all(type(count) is int and 0 <= count < _MOST_TOKENS for count in counts)
    return Usage(*counts) if fit else None
