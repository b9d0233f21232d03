"""Show one reply from its first state to its last: edited while it grows, and always delivered."""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress

import discord

from bot.discord_bot.delivery.discord_errors import (
    Undeliverable,
    is_lost,
    is_temporary,
    retry_after,
)
from bot.discord_bot.delivery.targets import ReplyTarget, Response, SentMessage
from bot.discord_bot.log import log
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.errors import describe

RETRY_PAUSES_SECONDS = (1.0, 4.0, 15.0, 30.0)
"""Seconds between tries of what must be sent, after discord.py itself has given up."""
PATIENCE_SECONDS = 2.0
"""Seconds for an edit on its way to end, before the last one overtakes it."""
MIN_SECONDS_BETWEEN_EDITS = 1.2
"""Seconds between two edits while an answer grows: Discord stalls a sixth within five seconds."""


class StreamingReply:
    """A reply that is shown state by state, in the first of its places that takes it.

    `targets` are tried in order; one that is gone or barred is left for the next, with all that
    follows. Of the states between, the newest is shown now and then, and is dropped where Discord
    fails; the last is tried again and again.
    """

    def __init__(self, targets: Sequence[ReplyTarget]) -> None:
        self._targets = deque(targets)
        self._newest: Callable[[], OutgoingMessage] | None = None
        self._edited_at = -math.inf
        self._one_at_a_time = asyncio.Lock()
        self._states: asyncio.Task[None] | None = None
        self._sent: list[tuple[ReplyTarget, SentMessage]] = []

    @property
    def sent(self) -> list[SentMessage]:
        """The messages sent so far, in reading order."""
        return [sent for _, sent in self._sent]

    def update(self, state: Callable[[], OutgoingMessage]) -> None:
        """Show a state soon, unless a newer one comes first; `state` is called when it leaves."""
        self._newest = state
        if self._states is None or self._states.done():
            self._states = asyncio.create_task(self._show_states(), name="states of a reply")

    async def finalize(self, messages: Sequence[OutgoingMessage]) -> list[SentMessage]:
        """Show the final state, in one message or several; return the messages.

        Raises `Undeliverable` where no target takes it, and what Discord says of a message that
        it takes nowhere.
        """
        await self.stop()
        first, *more = messages
        self._sent[:1] = [await self._write(first, RETRY_PAUSES_SECONDS)]
        for shown in more:
            self._sent.append(await self._write(shown, RETRY_PAUSES_SECONDS, is_first=False))
        return self.sent

    async def stop(self) -> None:
        """Show no more states; an edit on its way may still arrive."""
        states, self._states = self._states, None
        if states is None:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS), self._one_at_a_time:
                states.cancel()
        states.cancel()
        await asyncio.wait({states})

    async def delete(self) -> None:
        """Delete the reply, as far as Discord lets us."""
        await self.stop()
        if not self._sent and self._targets and isinstance(self._targets[0], Response):
            with suppress(discord.HTTPException):  # it shows so for a quarter of an hour more
                await self._targets[0].clear()
        while self._sent:
            target, sent = self._sent.pop()
            try:
                await target.delete(sent)
            except discord.HTTPException as error:
                log().info("not taken away", message=sent.message_id, error=describe(error))

    async def _show_states(self) -> None:
        clock = asyncio.get_running_loop().time
        while self._newest is not None:
            await asyncio.sleep(self._edited_at + MIN_SECONDS_BETWEEN_EDITS - clock())
            async with self._one_at_a_time:
                state, self._newest = self._newest, None
                self._edited_at = clock()
                try:
                    self._sent[:1] = [await self._write(state())]
                    log().info("state shown")
                except Exception as error:
                    # The last state says all there is to say, and may fare better.
                    log().warning("state not shown", error=describe(error))

    async def _write(
        self, shown: OutgoingMessage, pauses: Sequence[float] = (), *, is_first: bool = True
    ) -> tuple[ReplyTarget, SentMessage]:
        """Send to the first target that takes it, again after each pause if Discord fails."""
        while self._targets:
            target = self._targets[0]
            try:
                write = target.edit_or_send if is_first else target.send
                return target, await write(shown)
            except Exception as error:
                is_down = is_temporary(error) and not pauses and len(self._targets) > 1
                if is_lost(error) or is_down:
                    log().warning("place lost", place=repr(target), error=describe(error))
                    self._targets.popleft()
                elif pauses and is_temporary(error):
                    log().warning("tried again", error=describe(error))
                    pause, *pauses = pauses
                    await asyncio.sleep(max(pause, retry_after(error)))
                else:
                    raise
        raise Undeliverable("No place is left where the message could be shown.")
