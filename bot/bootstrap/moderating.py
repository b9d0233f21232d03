"""Have questions moderated, where the settings name a model for it."""

from __future__ import annotations

from bot.llm.moderation import Moderation
from bot.llm.openai_compatible import OPENAI
from bot.settings import Settings


class Moderator:
    """Moderates as the settings in force say; where they name no model, nothing is flagged."""

    def __init__(self, settings: Settings) -> None:
        self._made: list[Moderation] = []
        self.model = ""
        self._moderation: Moderation | None = None
        self.take(settings)

    async def __call__(self, text: str) -> tuple[str, ...]:
        """Return what a text is flagged for. Raises a `LanguageModelError`."""
        return () if self._moderation is None else await self._moderation(text)

    def take(self, settings: Settings) -> None:
        """Moderate by the model of other settings; what is being looked at is finished."""
        model = settings.moderation if settings.mode == "model" else ""
        if model == self.model:
            return
        self.model = model
        self._moderation = _moderation(model, settings) if model else None
        if self._moderation is not None:
            self._made.append(self._moderation)

    async def aclose(self) -> None:
        """Close the connections."""
        for moderation in self._made:
            await moderation.close()


def _moderation(model: str, settings: Settings) -> Moderation:
    key = settings.openai_api_key
    return Moderation(
        model, settings.openai_base_url or OPENAI, key.get_secret_value() if key else ""
    )
