"""Have questions moderated, where the settings name a model for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.language_model.moderation import Moderation
from bot.language_model.openai_compatible import OPENAI
from bot.settings import Settings


def moderation_of(settings: Settings) -> Moderation | None:
    """Return what moderates; None where nothing is to be."""
    if not settings.moderation or settings.mode == "extractive":
        return None
    key = settings.openai_api_key
    return Moderation(
        settings.moderation,
        settings.openai_base_url or OPENAI,
        key.get_secret_value() if key else "",
    )


@asynccontextmanager
async def moderating(moderation: Moderation | None) -> AsyncIterator[None]:
    """Close its connections when the context ends."""
    try:
        yield
    finally:
        if moderation is not None:
            await moderation.close()
