"""Describe messages as people see them, so that two Discords can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from discord_playground.message_contents import buttons_of, selects_of, text_of

WRITTEN = frozenset({0, 19, 20, 23})
"""Types of messages that somebody wrote, or that answer a command or a menu."""
_REPLY = 19
_EPHEMERAL = 64
_ID = re.compile(r"\d{15,}")
_TOOK = re.compile(r"\b\d+\.\d s\b")


@dataclass(frozen=True, slots=True)
class Shown:
    """One message as a person sees it, in whichever Discord.

    Left out is where simcord is known to be coarser than Discord: that a follow-up refers to what
    it follows, that filling in what was deferred is no edit, and which messages the system writes
    when a thread begins.
    """

    place: str
    by_bot: bool
    text: str
    ephemeral: bool = False
    buttons: tuple[str, ...] = ()
    menus: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    reply: bool = False


def shown(message: Mapping[str, Any], place: str) -> Shown:
    """Describe a message; a mention of the bot is left out, as ids differ."""
    payload = dict(message)
    return Shown(
        place=place,
        by_bot=bool(payload["author"].get("bot")),
        text=_lasting(without_mention(text_of(payload))),
        ephemeral=bool(payload["flags"] & _EPHEMERAL),
        buttons=tuple(_named(buttons_of(payload), "label")),
        menus=tuple(_named(selects_of(payload), "placeholder")),
        files=tuple(file["filename"] for file in payload["attachments"]),
        reply=payload["type"] == _REPLY and not payload.get("interaction_metadata"),
    )


def without_mention(text: str) -> str:
    """Return a text without the mention that it begins with."""
    return text.partition("> ")[2] if text.startswith("<@") else text


def _lasting(text: str) -> str:
    """Leave out what differs from run to run: ids, and how long something took."""
    return _TOOK.sub("… s", _ID.sub("…", text))


def form_of(modal: Mapping[str, Any]) -> list[str]:
    """Return the title of a form and the labels in it."""
    return [modal["title"], *(label["label"] for label in modal["components"])]


def _named(components: Iterable[Mapping[str, Any]], name: str) -> list[str]:
    return [
        f"{component.get(name)}{' (disabled)' if component.get('disabled') else ''}"
        for component in components
    ]
