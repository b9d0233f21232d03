"""Put a small line above a message, where it arrives somewhere else than was asked for."""

from __future__ import annotations

from bot.discord_bot import limits
from bot.discord_bot.rendering.message import OutgoingMessage, PersistentView, small, text


def with_note(shown: OutgoingMessage, note: str) -> list[OutgoingMessage]:
    """Return what is shown with `note` above it; as a message of its own where there is no room."""
    if not note:
        return [shown]
    line = small(note)
    room = limits.TEXT_TOTAL - shown.view.content_length()
    if limits.units(line) <= room and shown.view.total_children_count < limits.COMPONENTS:
        return [OutgoingMessage(PersistentView(text(line), *shown.view.children), shown.files)]
    return [OutgoingMessage(PersistentView(text(line))), shown]
