"""Let a command be carried out by another model than the settings name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli.errors import ConsoleError

if TYPE_CHECKING:
    from bot.settings import Settings

QUOTES = "extractive"
"""The name under which quotes are a model."""


def with_model(settings: Settings, model: str | None) -> Settings:
    """Return the settings with another model, any that their server has; raise `ConsoleError`."""
    if model is None or model == QUOTES:
        return settings
    if settings.mode == QUOTES:
        raise ConsoleError(
            f"There is no server for --model {model}: set OPENAI_API_KEY or OPENAI_BASE_URL."
        )
    return settings.model_copy(update={"model": model})
