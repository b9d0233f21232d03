"""Follow what a command or a press leads to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from discord_playground.message_contents import buttons_of, text_of
from discord_playground.people.invocation import LOADING, Invocation
from discord_playground.person import Person

EPHEMERAL = 1 << 6

Message = dict[str, Any]


async def wait_for_answer(doing: Invocation, right: Callable[[Message], Any] = bool) -> Message:
    """Return the message that was made for this, once it is there and as wanted."""

    def wanted(message: Message) -> bool:
        new = message in doing.messages
        return new and not message["flags"] & LOADING and bool(right(message))

    return await doing.message_when(wanted)


async def wait_for_text(doing: Invocation, text: str) -> Message:
    """Return the new message that says something."""
    return await wait_for_answer(doing, lambda message: text in text_of(message))


async def wait_for_change(
    person: Person, message: Message, right: Callable[[Message], Any]
) -> Message:
    """Return a message once it has become as wanted."""
    return await person.wait_for(lambda m: m["id"] == message["id"] and right(m))


def is_answer(message: Message) -> bool:
    """Say whether a message is the whole answer that the bot gives unless a test says otherwise."""
    return "65.3" in text_of(message) and bool(buttons_of(message))


def is_ephemeral(message: Message) -> bool:
    """Say whether one person alone sees a message."""
    return bool(message["flags"] & EPHEMERAL)


async def press(person: Person, message: Message, begins: str) -> Invocation:
    """Press the first button that can be pressed and whose id begins so."""
    newest = person.seen.messages.get(message["id"], message)
    for button in buttons_of(newest):
        custom_id = str(button.get("custom_id"))
        if custom_id.startswith(begins) and not button.get("disabled"):
            return await person.press(newest, custom_id)
    raise LookupError(f"no button {begins!r} to press among {ids_of(newest)}")


def ids_of(message: Message) -> list[str]:
    """Return the ids of a message's buttons."""
    return [str(b["custom_id"]) for b in buttons_of(message) if b.get("custom_id")]
