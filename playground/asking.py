"""Ask a bot a question as a person would, and tell the answer in the terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from playground.people.doing import LOADING, Doing
from playground.person import Rejected
from playground.reading import buttons_of, text_of
from playground.server import Playground

PERSON = "mara"
_AT_REST = 1.0  # seconds without a change, after which a message with buttons is final
_LONG_AT_REST = 20.0  # the same for a message without
_LONGEST = 300.0


async def ask(
    playground: Playground, channel: str, question: str, say: Callable[[str], None]
) -> None:
    """Use /ask in a channel, wait for the final answer, and say its text."""
    person = await playground.person(PERSON)
    say(f"{person.user['global_name']} asks in #{channel}: {question}")
    try:
        doing = await person.run(person.channel(channel), "ask", question=question)
        await doing.settled(timeout=10)
        messages = await final(doing)
    except (LookupError, Rejected, AssertionError) as error:
        say(f"There is no answer: {error}")
        return
    if not messages:
        say("The application did not respond.")
        return
    say("")
    for message in messages:
        say(text_of(message))
    say("")


async def final(doing: Doing) -> list[dict[str, Any]]:
    """Return the messages of an answer once they change no more; none where it failed."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + _LONGEST
    seen, since = "", loop.time()
    while loop.time() < deadline:
        if doing.state == "failed":
            return []
        messages = doing.messages
        now = repr(messages)
        if now != seen:
            seen, since = now, loop.time()
        loading = any(message["flags"] & LOADING for message in messages)
        rested = loop.time() - since
        with_buttons = bool(messages) and bool(buttons_of(messages[-1]))
        if messages and not loading and rested >= (_AT_REST if with_buttons else _LONG_AT_REST):
            return messages
        await asyncio.sleep(0.1)
    return doing.messages
