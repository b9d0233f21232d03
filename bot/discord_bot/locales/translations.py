"""Translate what the bot says: Fluent files, one folder per language and one file per area."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, get_args

from discord import Locale, app_commands
from discord.app_commands import locale_str
from fluent.runtime import FluentBundle, FluentResource

Language = Literal["en", "de", "fr", "ja", "zh"]

LANGUAGES: tuple[Language, ...] = get_args(Language)
"""English comes first: it is the language of unknown locales."""

ENGLISH_NAMES: Mapping[Language, str] = MappingProxyType(
    {"en": "English", "de": "German", "fr": "French", "ja": "Japanese", "zh": "Chinese"}
)
"""The names that models and server settings use."""

Value = str | int | float | date


class MissingTranslation(LookupError):
    """A key has no text, not even in English; the message names it."""


class Translations:
    """The bot's texts in the language of a locale, or in English if it has none of them.

    Numbers are formatted for the language, so pass years and ids as text. Values are inserted as
    they are: escape text from outside first.
    """

    __slots__ = ("language",)

    def __init__(self, locale: object = "en") -> None:
        self.language = to_language(locale)

    def __call__(self, key: str, /, **values: Value) -> str:
        """Return the text of `key`; raise `MissingTranslation` if there is none."""
        for language in dict.fromkeys((self.language, "en")):
            texts = load_bundle(language)
            if texts.has_message(key) and (pattern := texts.get_message(key).value):
                text, _ = texts.format_pattern(pattern, values)
                return str(text)
        raise MissingTranslation(f"No translation for {key!r}.")

    def __repr__(self) -> str:
        return f"Translations({self.language!r})"


@cache
def load_bundle(language: Language) -> FluentBundle:
    """Return all texts of a language, read from its files at the first call."""
    loaded = FluentBundle([language], use_isolating=False)
    folder = files(__package__) / language
    for file in sorted(folder.iterdir(), key=lambda found: found.name):
        if file.name.endswith(".ftl"):
            loaded.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return loaded


def to_language(locale: object) -> Language:
    """Return the language of a locale (`de`, `zh-CN`, a `discord.Locale`); English if unknown."""
    return find_language(locale) or "en"


def find_language(locale: object) -> Language | None:
    """Return the language of a locale; None if there is no translation."""
    code = str(locale).replace("_", "-").split("-")[0].lower()
    return next((language for language in LANGUAGES if language == code), None)


def find_language_by_name(name: str) -> Language | None:
    """Return the language of an English name ("German"); None if there is no translation."""
    wanted = name.strip().lower()
    return next((code for code, known in ENGLISH_NAMES.items() if known.lower() == wanted), None)


def localized(key: str, default: str) -> locale_str:
    """Return a command's text, translated by `key`; `default` is the English one."""
    return locale_str(default, key=key)


class Translator(app_commands.Translator):
    """Translates what `localized` returns; its defaults are English already."""

    async def translate(
        self, string: locale_str, locale: Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """Return the text in that locale; None leaves the default."""
        key: Any = string.extras.get("key")
        language = find_language(locale.value)
        if not isinstance(key, str) or language in {None, "en"}:
            return None
        try:
            return Translations(language)(key)
        except MissingTranslation:
            return None
