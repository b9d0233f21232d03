"""Know the languages there are words for, and which of them a Discord locale is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

Language = Literal["en", "de", "fr", "ja", "zh"]

LANGUAGES: tuple[Language, ...] = get_args(Language)
"""English first: what is said where a locale is not known."""

ENGLISH_NAMES: Mapping[Language, str] = MappingProxyType(
    {"en": "English", "de": "German", "fr": "French", "ja": "Japanese", "zh": "Chinese"}
)
"""The languages as models and server settings name them."""


def language_of(locale: object) -> Language:
    """Return the language of a locale (`de`, `zh-CN`, a `discord.Locale`), else English."""
    return known_language(locale) or "en"


def known_language(locale: object) -> Language | None:
    """Return the language of a locale, None where there are no words for it."""
    code = str(locale).replace("_", "-").split("-")[0].lower()
    return next((language for language in LANGUAGES if language == code), None)


def language_named(name: str) -> Language | None:
    """Return the language of an English name ("German"), None where there are no words for it."""
    wanted = name.strip().lower()
    return next((code for code, known in ENGLISH_NAMES.items() if known.lower() == wanted), None)
