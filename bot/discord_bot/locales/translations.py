"""Translate what the bot says: Fluent files, one folder per language and one file per area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, get_args

from discord import Locale, app_commands
from discord.app_commands import locale_str
from fluent.runtime import FluentBundle, FluentResource

from retrieval.text import patterns as re

Language = Literal["en", "de", "fr", "ja", "zh"]

LANGUAGES: tuple[Language, ...] = get_args(Language)
"""English comes first: it is the language of unknown locales."""

ENGLISH_NAMES: Mapping[Language, str] = MappingProxyType(
    {"en": "English", "de": "German", "fr": "French", "ja": "Japanese", "zh": "Chinese"}
)
"""The names that models and server settings use."""

Value = str | int | float | date


_COMMAND = re.compile(r"`?/\{ (cmd-[a-z-]+) \}(?: \{ (cmd-[a-z-]+) \})?`?")
"""A command as the files name it: `/{ cmd-library } { cmd-library-add }`."""
_COMMAND_MARK = re.compile("\ue000([a-z- ]+)\ue001")
"""The same while its text is formatted: the keys of its names, which no value can name."""
_MENTION_START = re.compile(r"</(?=[^<>:\n]{1,100}:\d)")


class MissingTranslation(LookupError):
    """A key has no text; the message names it."""


class Translations:
    """The bot's texts in the language of a locale, or in English if it is none of ours.

    Numbers are formatted for the language, so pass years and ids as text. Values are inserted as
    they are: escape text from outside first. `commands` are the ids of Discord's commands by their
    English names ("library add"); a text that names one of them gets a mention, to be clicked. A
    value gets none.
    """

    __slots__ = ("commands", "language")

    def __init__(
        self, locale: object = "en", commands: Mapping[str, int] = MappingProxyType({})
    ) -> None:
        self.language = to_language(locale)
        self.commands = commands

    def __call__(self, key: str, /, **values: Value) -> str:
        """Return the text of `key`; raise `MissingTranslation` if there is none."""
        if (text := self.find(key, **values)) is None:
            raise MissingTranslation(f"No translation for {key!r}.")
        return text

    def find(self, key: str, /, **values: Value) -> str | None:
        """Return the text of `key`, None if there is none."""
        texts = load_bundle(self.language)
        if not texts.has_message(key) or (pattern := texts.get_message(key).value) is None:
            return None
        text, _ = texts.format_pattern(
            pattern, {name: _without_commands(value) for name, value in values.items()}
        )
        return _COMMAND_MARK.sub(lambda mark: self._name_command(mark[1].split()), str(text))

    def _name_command(self, keys: Sequence[str]) -> str:
        """Return a mention of a command, or its name in this language where it has no id."""
        name = " ".join(map(Translations(), keys))
        if name in self.commands:
            return mention_command(name, self.commands)
        return f"/{' '.join(map(self, keys))}"

    def __repr__(self) -> str:
        return f"Translations({self.language!r})"


def mention_command(name: str, commands: Mapping[str, int]) -> str:
    """Return a mention of a command, which opens it where one clicks; its name if it has no id."""
    return f"</{name}:{commands[name]}>" if name in commands else f"`/{name}`"


def without_mentions(text: str) -> str:
    """Return text from outside in which no command's mention works."""
    return _MENTION_START.sub("< /", text)


def _without_commands(value: Value) -> Value:
    return without_mentions(value).replace("\ue000", "") if isinstance(value, str) else value


@cache
def load_bundle(language: Language) -> FluentBundle:
    """Return all texts of a language, read from its files at the first call."""
    loaded = FluentBundle([language], use_isolating=False)
    folder = files(__package__) / language
    for file in sorted(folder.iterdir(), key=lambda found: found.name):
        if file.name.endswith(".ftl"):
            source = file.read_text(encoding="utf-8")
            marked = _COMMAND.sub(lambda found: f"\ue000{found[1]} {found[2] or ''}\ue001", source)
            loaded.add_resource(FluentResource(marked))
    return loaded


def to_language(locale: object) -> Language:
    """Return the language of a locale (`de`, `zh-CN`, a `discord.Locale`); English if unknown."""
    return find_language(locale) or "en"


@cache
def find_language(locale: object) -> Language | None:
    """Return the language of a locale; None if there is no translation."""
    code = str(locale).replace("_", "-").split("-")[0].lower()
    return next((language for language in LANGUAGES if language == code), None)


def find_language_by_name(name: str) -> Language | None:
    """Return the language of an English name ("German"); None if there is no translation."""
    wanted = name.strip().lower()
    return next((code for code, known in ENGLISH_NAMES.items() if known.lower() == wanted), None)


def localized(key: str, **values: Value) -> locale_str:
    """Return the English text of `key` for a command, which `Translator` translates."""
    return locale_str(Translations()(key, **values), key=key, values=values)


class Translator(app_commands.Translator):
    """Translates what `localized` returns."""

    async def translate(
        self, string: locale_str, locale: Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """Return the text in that locale; None leaves the English one."""
        language, key = find_language(locale.value), string.extras.get("key")
        if key is None or language in {None, "en"}:
            return None
        return Translations(language).find(key, **string.extras["values"])
