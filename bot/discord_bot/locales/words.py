"""Find and fill in the bot's own sentences, read from Fluent files when they are first said."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Self

from fluent.runtime import FluentBundle, FluentResource

from bot.discord_bot.locales.languages import Language, language_of

Value = str | int | float | date


class MissingTranslation(LookupError):
    """A key has no words, not even in English; the message names it."""


class Translations:
    """The bot's sentences in one language.

    Figures are written as the language writes them, so that years and ids are given as text.
    Texts from outside are given inert: they are put in as they are.
    """

    __slots__ = ("_language",)

    def __init__(self, locale: object = "en") -> None:
        self._language = language_of(locale)

    @classmethod
    def of(cls, locale: object) -> Self:
        """Return the translations of a locale or `discord.Locale`; English where it is unknown."""
        return cls(locale)

    @property
    def language(self) -> Language:
        """The code of the language."""
        return self._language

    def __call__(self, key: str, /, **values: Value) -> str:
        """Return the sentence of `key`; raise `MissingTranslation` if there is none."""
        for language in dict.fromkeys((self._language, "en")):
            words = bundle(language)
            if words.has_message(key) and (pattern := words.get_message(key).value):
                text, _ = words.format_pattern(pattern, values)
                return str(text)
        raise MissingTranslation(f"There are no words for {key!r}.")

    def __repr__(self) -> str:
        return f"Words({self._language!r})"


@cache
def bundle(language: Language) -> FluentBundle:
    """Return all sentences of a language, the areas' files together."""
    made = FluentBundle([language], use_isolating=False)
    folder = files(__package__) / language
    for file in sorted(folder.iterdir(), key=lambda found: found.name):
        if file.name.endswith(".ftl"):
            made.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return made
