"""Say whether a model's server answers, and whether it has the model that is configured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.llm.deadline import Deadline
from bot.llm.failures import Endpoint, translate

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from openai import AsyncOpenAI

_LISTS_NOTHING = {404, 405, 501}


@dataclass(frozen=True, slots=True)
class ModelCheck:
    """What `footnote doctor` says of a model's server.

    `present` is None where the server does not list its models; `problem` is empty where all is
    well, else a sentence for people.
    """

    model: str
    host: str
    reachable: bool
    present: bool | None = None
    models: tuple[str, ...] = ()
    problem: str = ""


async def examine(
    ready: Callable[[], Awaitable[AsyncOpenAI]], at: Endpoint, seconds: float
) -> ModelCheck:
    """Ask the server for its models, once, and wait `seconds` at most; raise nothing."""
    try:
        client = await ready()
        page = await Deadline(seconds).within(client.models.list(), "the time limit", seconds)
    except Exception as error:
        if getattr(error, "status_code", None) in _LISTS_NOTHING:
            return ModelCheck(at.model, at.host, reachable=True)
        problem = str(translate(error, at, tries=1, begun=False))
        return ModelCheck(at.model, at.host, reachable=False, problem=problem)
    listed = getattr(page, "data", None)  # the client does not check what it was sent
    names = tuple(
        sorted(str(getattr(model, "id", "")) for model in listed)
        if isinstance(listed, list)
        else ()
    )
    if not names:
        return ModelCheck(at.model, at.host, reachable=True)
    present = at.model in names or f"{at.model}:latest" in names  # Ollama adds its tag
    problem = "" if present else f"The server at {at.host} has no model “{at.model}”."
    return ModelCheck(at.model, at.host, True, present, names, problem)
