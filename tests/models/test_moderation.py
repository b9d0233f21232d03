"""What a moderation endpoint says of a question, and what follows where it says nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import structlog

from bot.answering.language_model import ModelRejected, ModelUnavailable
from bot.models import moderation
from bot.models.moderation import Moderation
from tests.models.samples import KEY
from tests.servers.model_server import ModelServer
from tests.servers.model_server.replies import Silence, failure


@pytest.fixture
async def moderate(server: ModelServer) -> AsyncIterator[Moderation]:
    """Ask the model server."""
    server.flagged = ("harassment", "violence")
    made = Moderation("omni-moderation-latest", server.base_url, KEY)
    yield made
    await made.close()


async def test_nothing_wrong(moderate: Moderation, server: ModelServer):
    """The question goes there as it is."""
    assert await moderate("How do transformers scale?") == ()
    (request,) = server.requests
    assert (request.path, request.body["input"]) == (
        "/v1/moderations",
        "How do transformers scale?",
    )


async def test_what_is_flagged(moderate: Moderation):
    """By category, in order."""
    assert await moderate("violence and harassment") == ("harassment", "violence")


async def test_a_server_that_fails(moderate: Moderation, server: ModelServer):
    """In the port's errors."""
    server.moderate_with(failure(500))

    with pytest.raises(ModelUnavailable):
        await moderate("Well?")


async def test_a_key_that_is_wrong(server: ModelServer):
    """It is not told."""
    made = Moderation("omni-moderation-latest", server.base_url, "sk-wrong")

    with pytest.raises(ModelRejected) as caught:
        await made("Well?")
    assert "sk-wrong" not in str(caught.value)
    await made.close()


async def test_a_server_that_is_silent(
    moderate: Moderation, server: ModelServer, monkeypatch: pytest.MonkeyPatch
):
    """Somebody waits."""
    monkeypatch.setattr(moderation, "_SECONDS", 0.2)
    server.moderate_with(Silence())

    with pytest.raises(ModelUnavailable):
        await moderate("Well?")


async def test_the_request_bears_the_id_of_the_question(moderate: Moderation, server: ModelServer):
    """So that the server's log can be matched with ours."""
    with structlog.contextvars.bound_contextvars(request="r1"):
        await moderate("Well?")

    assert server.requests[0].headers["x-client-request-id"] == "r1"
