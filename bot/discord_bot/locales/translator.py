"""Give Discord the names and descriptions of commands in the languages there are words for."""

from __future__ import annotations

from typing import Any

from discord import Locale, app_commands
from discord.app_commands import locale_str

from bot.discord_bot.locales.languages import known_language
from bot.discord_bot.locales.words import MissingTranslation, Translations


def localized(key: str, default: str) -> locale_str:
    """Return a text of a command that is translated by `key`; `default` is the English one."""
    return locale_str(default, key=key)


class Translator(app_commands.Translator):
    """Translates what `localized` marks; the defaults are English already."""

    async def translate(
        self, string: locale_str, locale: Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """Return the text of the marked key in that locale, None to leave the default."""
        key: Any = string.extras.get("key")
        language = known_language(locale.value)
        if not isinstance(key, str) or language in {None, "en"}:
            return None
        try:
            return Translations(language)(key)
        except MissingTranslation:
            return None
