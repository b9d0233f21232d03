"""Put a small line above a message, where it arrives somewhere else than was asked for."""

from __future__ import annotations

from bot.discord_bot import limits
from bot.discord_bot.rendering.message import Layout, Shown, small, text


def with_note(shown: Shown, note: str) -> list[Shown]:
    """Return what is shown with `note` above it; as a message of its own where there is no room."""
    if not note:
        return [shown]
    line = small(note)
    room = limits.TEXT_TOTAL - shown.view.content_length()
    if limits.units(line) <= room and shown.view.total_children_count < limits.COMPONENTS:
        return [Shown(Layout(text(line), *shown.view.children), shown.files)]
    return [Shown(Layout(text(line))), shown]
