"""Say things in a reader's language: Fluent files, one folder a language, one file an area."""

from bot.discord_bot.locales.languages import LANGUAGES, Language, language_of
from bot.discord_bot.locales.words import Translations

__all__ = ["LANGUAGES", "Language", "Translations", "language_of"]
