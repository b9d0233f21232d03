"""What the tests of the adapter ask, and how they collect what comes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answering.language_model import AnswerTask, Chunk, LanguageModel, LanguageModelError, Task
from bot.grounding.sentence import Excerpt
from bot.models.openai_compatible import OpenAICompatible
from retrieval.paper import Paper

KEY = "sk-secret-0123456789"
ONE = Paper("2401.00001", "On cats", "Cats sleep 16 hours a day. They hunt at dawn.")
TWO = Paper("2401.00002", "On dogs", "Dogs sleep 12 hours a day. They bark.")
QUESTION = AnswerTask("How long do animals sleep?", (Excerpt(1, ONE), Excerpt(2, TWO)))
HONEST = "Cats sleep 16 hours a day [1]. Dogs sleep 12 hours a day [2]."

Connect = Callable[..., OpenAICompatible]


def count_words(text: str) -> int:
    """Count words for tokens."""
    return len(text.split())


async def chunks(model: OpenAICompatible, task: Task = QUESTION) -> list[Chunk]:
    """Collect all that the model writes."""
    return [chunk async for chunk in model.write(task)]


async def text(model: OpenAICompatible, task: Task = QUESTION) -> str:
    """Join the text that the model writes."""
    return "".join(chunk.text for chunk in await chunks(model, task))


async def failure(model: OpenAICompatible, kind: type[LanguageModelError]) -> tuple[str, str]:
    """Return the message with which the model fails, and the text that came before it."""
    came: list[str] = []

    async def collect() -> None:
        async for chunk in model.write(QUESTION):
            came.append(chunk.text)

    with pytest.raises(kind) as caught:
        await collect()
    assert type(caught.value) is kind
    message = str(caught.value)
    assert "secret" not in message
    assert "sk-" not in message
    assert "Traceback" not in message
    assert message.endswith(".")
    return message, "".join(came)


async def read_lines(model: LanguageModel, task: Task) -> list[str]:
    """Return what a model writes for a task, with the numbers of a quote after it."""
    lines = []
    async for chunk in model.write(task):
        if (quote := chunk.quote) is not None:
            lines.append(" ".join([quote.text, *(f"[{number}]" for number in quote.numbers)]))
        lines += chunk.text.splitlines()
    return lines
