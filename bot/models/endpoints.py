"""List the models of a server, and moderate questions.

https://platform.openai.com/docs/api-reference/moderations
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.models.connection import Connection
from bot.models.failures import Endpoint, to_model_error
from bot.models.request import client_headers
from bot.models.retries import Deadline, Timeouts

OPENAI_URL = "https://api.openai.com/v1"

_STATUSES_WITHOUT_LIST = {404, 405, 501}


@dataclass(frozen=True, slots=True)
class ModelCheck:
    """The result of `footnote doctor` for a model's server.

    `present` is None if the server does not list its models; `problem` is a sentence for people, or
    empty.
    """

    model: str
    host: str
    reachable: bool
    present: bool | None = None
    models: tuple[str, ...] = ()
    problem: str = ""


async def check_model(connection: Connection, at: Endpoint, seconds: float) -> ModelCheck:
    """Ask the server for its models, once and for at most `seconds`; raise nothing."""
    try:
        client = await connection.client()
        page = await Deadline(seconds).wait_for(client.models.list(), "the time limit", seconds)
    except Exception as error:
        if getattr(error, "status_code", None) in _STATUSES_WITHOUT_LIST:
            return ModelCheck(at.model, at.host, reachable=True)
        problem = str(to_model_error(error, at, tries=1, begun=False))
        return ModelCheck(at.model, at.host, reachable=False, problem=problem)
    listed = getattr(page, "data", None)  # the client does not validate responses
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


_MODERATION_SECONDS = 5.0  # somebody waits
_MAX_MODERATION_BYTES = 100_000


class Moderation:
    """Flags texts with a moderation model."""

    def __init__(self, model: str, base_url: str, api_key: str) -> None:
        self._at = Endpoint(model, base_url, api_key)
        timeouts = Timeouts(connect=_MODERATION_SECONDS, total=_MODERATION_SECONDS)
        self._connection = Connection(self._at, timeouts, _MAX_MODERATION_BYTES)

    async def __call__(self, text: str) -> tuple[str, ...]:
        """Return the categories that a text is flagged for.

        Raises a `LanguageModelError` if the server does not answer in time.
        """
        client = await self._connection.client()
        try:
            response = await Deadline(_MODERATION_SECONDS).wait_for(
                client.moderations.create(
                    model=self._at.model, input=text, extra_headers=client_headers()
                ),
                "the time limit of a moderation",
                _MODERATION_SECONDS,
            )
        except Exception as error:
            raise to_model_error(error, self._at, tries=1, begun=False) from error
        found: set[str] = set()
        for result in response.results:
            if result.flagged:
                named = {name for name, is_so in result.categories.model_dump().items() if is_so}
                found |= named or {"flagged"}
        return tuple(sorted(found))

    async def close(self) -> None:
        """Close the connections."""
        await self._connection.close()
