"""Let a model write all cells of a paper in one call, and hand them out one at a time."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from contextlib import aclosing

from bot.answering.language_model import (
    NOT_STATED,
    AspectsTask,
    Chunk,
    LanguageModel,
    LanguageModelError,
    Mode,
    Task,
    Usage,
)


class WrittenCell:
    """A `LanguageModel` that gives the text which `model` wrote for a cell, or raises its error.

    It writes nothing more, so that a cell that the abstract does not support costs no further call.
    """

    def __init__(self, text: str | LanguageModelError, model: LanguageModel) -> None:
        self._text: str | LanguageModelError = text
        self._model = model

    @property
    def name(self) -> str:
        """The model's name, as shown to people."""
        return self._model.name

    @property
    def mode(self) -> Mode:
        """A language model wrote it."""
        return self._model.mode

    async def write(self, task: Task) -> AsyncGenerator[Chunk, None]:
        """Yield the text, once."""
        text, self._text = self._text, ""
        if isinstance(text, LanguageModelError):
            raise text
        yield Chunk(text)

    async def close(self) -> None:
        """Do nothing: the model is closed by whoever opened it."""


async def write_cells(
    task: AspectsTask, model: LanguageModel
) -> tuple[dict[str, LanguageModel], Usage]:
    """Return a writer for each aspect's cell, and what the call used.

    That is `model` itself, to be asked about each aspect alone, if its reply is no JSON object.
    """
    text, usage = "", Usage()
    try:
        async with aclosing(model.write(task)) as chunks:
            async for chunk in chunks:
                text += chunk.text
                usage += chunk.usage
    except LanguageModelError as error:
        return {aspect: WrittenCell(error, model) for aspect in task.aspects}, usage
    values = _parse_object(text)
    if values is None:
        return dict.fromkeys(task.aspects, model), usage
    return {a: WrittenCell(_to_text(values.get(a)), model) for a in task.aspects}, usage


def _parse_object(text: str) -> dict[str, object] | None:
    """Return the JSON object in a text, which may stand between other words."""
    try:
        found = json.loads(text[text.find("{") : text.rfind("}") + 1])
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _to_text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) and value.strip() else NOT_STATED
