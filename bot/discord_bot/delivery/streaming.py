"""Show one reply from its first state to its last: edited while it grows, and always delivered."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TypeVar

import discord

from bot.discord_bot.delivery.discord_errors import (
    Undeliverable,
    is_lost,
    is_temporary,
    retry_after,
)
from bot.discord_bot.delivery.targets import ReplyTarget, SentMessage
from bot.discord_bot.log import log
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.errors import describe

_RETRY_PAUSES_SECONDS = (1.0, 4.0, 15.0, 30.0)
"""Seconds between tries of what must be sent, after discord.py itself has given up."""
PATIENCE_SECONDS = 2.0
"""Seconds for an edit on its way to end, before the last one overtakes it."""

Sleep = Callable[[float], Awaitable[None]]
T = TypeVar("T")

MIN_SECONDS_BETWEEN_EDITS = 1.2
"""Seconds between two edits while an answer grows."""
_MAX_EDITS = 5
_WINDOW_SECONDS = 5.0  # seconds: Discord stalls a sixth edit within them


class StreamingReply:
    """A reply that is shown state by state, in the first of its places that takes it.

    `places` are tried in order; one that is gone or barred is left for the next, with all that
    follows. States between are shown as the throttle lets them, the newest only, and are dropped
    where Discord fails; the last is tried again and again. `clock` is monotonic, in seconds.
    """

    def __init__(
        self,
        targets: Sequence[ReplyTarget],
        *,
        clock: Callable[[], float],
        sleep: Sleep = asyncio.sleep,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._targets = deque(targets)
        self._throttle = Throttle(clock)
        self._clock = clock
        self._since = 0.0
        self._sleep = sleep
        self._patience = patience
        self._newest: Callable[[], OutgoingMessage] | None = None
        self._news = asyncio.Event()
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
        if not self._news.is_set():
            self._since = self._clock()
            self._news.set()
        if self._states is None:
            self._states = asyncio.create_task(self._show_states(), name="states of a reply")

    async def finalize(self, messages: Sequence[OutgoingMessage]) -> list[SentMessage]:
        """Show the final state, in one message or several; return the messages.

        Raises `Undeliverable` where no target takes it, and what Discord says of a message that
        it takes nowhere.
        """
        await self.stop()
        await self._sleep(self._throttle.seconds_to_wait(final=True))
        first, *more = messages
        await self._retry(partial(self._edit_or_send_first, first))
        for shown in more:
            self._sent.append(await self._retry(partial(self._send_more, shown)))
        return self.sent

    async def stop(self) -> None:
        """Show no more states; an edit on its way may still arrive."""
        states, self._states = self._states, None
        if states is None:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience), self._one_at_a_time:
                states.cancel()
        states.cancel()
        await asyncio.wait({states})

    async def delete(self) -> None:
        """Delete the reply, as far as Discord lets us."""
        await self.stop()
        if not self._sent and self._targets:
            with suppress(discord.HTTPException):  # it shows so for a quarter of an hour more
                await self._targets[0].clear()
        while self._sent:
            target, sent = self._sent.pop()
            try:
                await target.delete(sent)
            except discord.HTTPException as error:
                log().info("not taken away", message=sent.message_id, error=describe(error))

    async def _show_states(self) -> None:
        while True:
            await self._news.wait()
            wait = self._throttle.seconds_to_wait()
            due = self._clock() + wait if wait else self._since
            await self._sleep(wait)
            async with self._one_at_a_time:
                self._news.clear()
                state = self._newest
                if state is None:  # pragma: no cover - there is no news before the first state
                    continue
                try:
                    shown = state()
                    late = self._clock() - due
                    await self._edit_or_send_first(shown)
                    took = self._clock() - due - late
                    log().info("state shown", late_ms=1e3 * late, took_ms=1e3 * took)
                except Undeliverable:
                    return  # the last state will say so
                except Exception as error:
                    # The last state says all there is to say, and may fare better.
                    log().warning("state not shown", error=describe(error))

    async def _edit_or_send_first(self, shown: OutgoingMessage) -> None:
        self._throttle.record_edit()
        self._sent[:1] = [await self._try_targets(lambda target: target.edit_or_send(shown))]

    async def _send_more(self, shown: OutgoingMessage) -> tuple[ReplyTarget, SentMessage]:
        return await self._try_targets(lambda target: target.send(shown))

    async def _try_targets(
        self, write: Callable[[ReplyTarget], Awaitable[SentMessage]]
    ) -> tuple[ReplyTarget, SentMessage]:
        while self._targets:
            target = self._targets[0]
            try:
                return target, await write(target)
            except Exception as error:
                if not is_lost(error):
                    raise
                log().warning("place lost", place=repr(target), error=describe(error))
                self._targets.popleft()
        raise Undeliverable("No place is left where the answer could be shown.")

    async def _retry(self, write: Callable[[], Awaitable[T]]) -> T:
        for pause in _RETRY_PAUSES_SECONDS:
            try:
                return await write()
            except Exception as error:
                if not is_temporary(error):
                    raise
                log().warning("tried again", error=describe(error))
                await self._sleep(max(pause, retry_after(error)))
        return await write()


class Throttle:
    """The edits of one message: at most one in `every` seconds, and five in any five.

    `clock` is monotonic, in seconds.
    """

    def __init__(
        self, clock: Callable[[], float], every: float = MIN_SECONDS_BETWEEN_EDITS
    ) -> None:
        self._clock = clock
        self._every = every
        self._left: deque[float] = deque(maxlen=_MAX_EDITS)

    def seconds_to_wait(self, *, final: bool = False) -> float:
        """Return for how many seconds an edit must wait; the first need not.

        The final one waits for Discord's own limit alone.
        """
        if not self._left:
            return 0.0
        earliest = 0.0 if final else self._left[-1] + self._every
        if len(self._left) == _MAX_EDITS:
            earliest = max(earliest, self._left[0] + _WINDOW_SECONDS)
        return max(earliest - self._clock(), 0.0)

    def record_edit(self) -> None:
        """Note that an edit leaves now."""
        self._left.append(self._clock())
