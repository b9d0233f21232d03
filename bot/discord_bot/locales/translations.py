"""Translate what the bot says: Fluent files, one folder per language and one file per area."""

from __future__ import annotations

from collections.abc import Mapping
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


_VALUE_SLASH = "\ue000"  # stands for `/` in values while the commands of a text become mentions
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
        kept = {name: _hide_commands(value) for name, value in values.items()}
        text, _ = texts.format_pattern(pattern, kept)
        shown = _mention_commands(str(text), self.language, self.commands)
        return shown.replace(_VALUE_SLASH, "/")

    def __repr__(self) -> str:
        return f"Translations({self.language!r})"


def mention_command(name: str, commands: Mapping[str, int]) -> str:
    """Return a mention of a command, which opens it where one clicks; its name if it has no id."""
    return f"</{name}:{commands[name]}>" if name in commands else f"`/{name}`"


def without_mentions(text: str) -> str:
    """Return text from outside in which no command's mention works."""
    return _MENTION_START.sub("< /", text)


def _hide_commands(value: Value) -> Value:
    """Return a value in which nothing is taken for a command."""
    if not isinstance(value, str) or "/" not in value:
        return value
    return without_mentions(value).replace("/", _VALUE_SLASH)


def _mention_commands(text: str, language: Language, commands: Mapping[str, int]) -> str:
    if not commands or "/" not in text:
        return text
    names = _command_names(language)

    def mention(found: re.Match) -> str:
        name = names[found["quoted"] or found["name"]]
        wanted = next((n for n in (name, name.replace("-", " ", 1)) if n in commands), None)
        return mention_command(wanted, commands) if wanted else found[0]

    return _command_pattern(language).sub(mention, text)


@cache
def _command_pattern(language: Language) -> re.Pattern:
    longest_first = sorted(_command_names(language), key=len, reverse=True)
    names = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?<![\w/<])(?:`/(?P<quoted>{names})`|/(?P<name>{names}))(?!\w)")


@cache
def _command_names(language: Language) -> Mapping[str, str]:
    """Return the keys of commands, without `cmd-`, by the names that a language gives them."""
    t = Translations(language)
    keys = [key for key in load_bundle("en")._messages if key.startswith("cmd-")]
    found = {}
    for key in keys:
        if f"{key}-about" not in keys or "-opt-" in key:
            continue
        group, _, _ = key.rpartition("-")
        name = f"{t(group)} {t(key)}" if group in keys else t(key)
        found[name] = key.removeprefix("cmd-")
    return MappingProxyType(found)


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
