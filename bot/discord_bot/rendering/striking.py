"""Show a sentence that no abstract bears: struck through, and said to be unverified."""

from __future__ import annotations

from bot.discord_bot.limits import units
from bot.discord_bot.locales import Translations
from bot.discord_bot.rendering.escape import escape_markdown


def struck(t: Translations, sentence: str, room: int | None = None) -> str:
    """Return text from outside struck through, with a label, in at most `room` units."""
    label = f" *({t('look-unverified')})*"
    left = None if room is None else room - units(label) - len("~~~~")
    shown = escape_markdown(sentence) if left is None else escape_markdown(sentence, max(left, 0))
    return f"~~{shown}~~{label}" if shown else ""
