"""Name the languages that a model may be asked to write in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from discord.app_commands import Choice

LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "English": "English",
        "German": "Deutsch",
        "French": "Français",
        "Spanish": "Español",
        "Portuguese": "Português",
        "Italian": "Italiano",
        "Dutch": "Nederlands",
        "Polish": "Polski",
        "Czech": "Čeština",
        "Swedish": "Svenska",
        "Danish": "Dansk",
        "Norwegian": "Norsk",
        "Finnish": "Suomi",
        "Greek": "Ελληνικά",
        "Turkish": "Türkçe",
        "Ukrainian": "Українська",
        "Russian": "Русский",
        "Hebrew": "עברית",
        "Arabic": "العربية",
        "Hindi": "हिन्दी",
        "Vietnamese": "Tiếng Việt",
        "Korean": "한국어",
        "Japanese": "日本語",
        "Chinese": "中文",
    }
)
"""English name → own name. A menu has room for 25 options: one is left for "as it was set"."""


def completed(text: str) -> list[Choice[str]]:
    """Return the languages that what somebody typed may become; the value is the English name."""
    wanted = text.strip().casefold()
    return [
        Choice(name=own if own == english else f"{own} · {english}", value=english)
        for english, own in LANGUAGES.items()
        if english.casefold().startswith(wanted) or own.casefold().startswith(wanted)
    ]
