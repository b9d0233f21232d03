"""Have digests sent while the bot runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from bot.bootstrap.background import run_in_background
from bot.bootstrap.clock import Sleep
from bot.digest.compose import Compose
from bot.digest.deliver import Deliver, NotNow
from bot.digest.ledger import LedgerEntry
from bot.digest.scheduler import SendDueDigests
from bot.discord_bot.bot import Setup
from bot.discord_bot.digest.publisher import DiscordPublisher
from bot.discord_bot.errors import log_incident
from bot.discord_bot.services import Services
from bot.storage.stores import Stores


class Sending:
    """Sends digests by the bot that is logged in; until one is, none.

    `mine` tells of a server's id whether it is served from here, and from nowhere else.
    """

    def __init__(
        self,
        compose: Compose,
        stores: Stores,
        ended: Callable[[str], None],
        *,
        mine: Callable[[int], bool],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._mine = mine
        self._ended = ended
        self._sleep = sleep
        self._community = stores
        self._compose = compose
        self._send_due: SendDueDigests | None = None

    @asynccontextmanager
    async def beside(self, services: Services) -> AsyncIterator[Setup]:
        """Yield the feature that sends digests; it stops with the block.

        What is stopped midway is taken up at the next start, like after a crash.
        """
        async with AsyncExitStack() as running:

            async def setup(bot: Any) -> None:
                self._send_due = self._by(services, bot)
                await running.enter_async_context(
                    run_in_background(self._run(bot, self._send_due), "digests")
                )

            try:
                yield setup
            finally:
                self._send_due = None

    def _by(self, services: Services, bot: Any) -> SendDueDigests:
        def report(error: BaseException, of: str) -> str:
            return log_incident(error, services, of=of)

        community = self._community
        publisher = DiscordPublisher(services, bot)
        return SendDueDigests(
            community.subscriptions,
            community.ledger,
            Deliver(
                self._compose,
                community.subscriptions,
                community.ledger,
                publisher,
                now=services.now,
                report=report,
                on_end=self._ended,
            ),
            now=services.now,
            new_id=services.new_id,
            report=report,
            sole_sender=True,  # in the servers that are served from here
            owns_guild=self._mine,
        )

    async def _run(self, bot: Any, send_due: SendDueDigests) -> None:
        await bot.wait_until_ready()
        await send_due.run(sleep=self._sleep)

    async def send_now(self, subscription_id: str) -> LedgerEntry | None:
        """Send what is new at once, as `SendDueDigests.send_now`; raise `NotNow` before login."""
        if self._send_due is None:
            raise NotNow
        return await self._send_due.send_now(subscription_id)
