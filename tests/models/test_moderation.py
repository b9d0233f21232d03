"""What a moderation endpoint says of a question, and what follows where it says nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.answering.language_model import ModelUnavailable
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


async def test_what_is_flagged(moderate: Moderation):
    """By category, in order."""
    assert await moderate("violence and harassment") == ("harassment", "violence")


async def test_a_server_that_fails(moderate: Moderation, server: ModelServer):
    """In the port's errors."""
    server.moderate_with(failure(500))

    with pytest.raises(ModelUnavailable):
        await moderate("Well?")


async def test_a_server_that_is_silent(
    moderate: Moderation, server: ModelServer, monkeypatch: pytest.MonkeyPatch
):
    """Somebody waits."""
    monkeypatch.setattr(moderation, "_SECONDS", 0.2)
    server.moderate_with(Silence())

    with pytest.raises(ModelUnavailable):
        await moderate("Well?")
