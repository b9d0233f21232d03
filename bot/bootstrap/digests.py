"""Send digests while the bot runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from bot.bootstrap.background import Sleep, run_in_background
from bot.digest.compose import Compose
from bot.digest.deliver import Deliver, NotNow
from bot.digest.send_due import SendDueDigests
from bot.discord_bot.bot import Setup
from bot.discord_bot.digest.publisher import DiscordPublisher
from bot.discord_bot.errors import log_incident
from bot.discord_bot.services import Services
from bot.records.digest_ledger import LedgerEntry
from bot.storage.stores import Stores


class DigestSender:
    """Sends digests through the bot, once it is logged in.

    `owns_guild` returns whether this process, and no other, serves the server of an id.
    """

    def __init__(
        self,
        compose: Compose,
        stores: Stores,
        count_issue: Callable[[str], None],
        *,
        owns_guild: Callable[[int], bool],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._owns_guild = owns_guild
        self._count_issue = count_issue
        self._sleep = sleep
        self._stores = stores
        self._compose = compose
        self._send_due: SendDueDigests | None = None

    @asynccontextmanager
    async def run(self, services: Services) -> AsyncIterator[Setup]:
        """Give the bot's feature that sends digests until the end of the block.

        An interrupted issue is resumed at the next start, as after a crash.
        """

        def report(error: BaseException, of: str) -> str:
            return log_incident(error, services, of=of)

        async with AsyncExitStack() as running:

            async def setup(bot: Any) -> None:
                subscriptions, ledger = self._stores.subscriptions, self._stores.ledger
                deliver = Deliver(
                    self._compose,
                    subscriptions,
                    ledger,
                    DiscordPublisher(services, bot),
                    now=services.now,
                    report=report,
                    on_end=self._count_issue,
                )
                send_due = self._send_due = SendDueDigests(
                    subscriptions,
                    ledger,
                    deliver,
                    now=services.now,
                    new_id=services.new_id,
                    report=report,
                    sole_sender=True,  # in the servers of this process
                    owns_guild=self._owns_guild,
                )

                async def send_when_ready() -> None:
                    await bot.wait_until_ready()
                    await send_due.run(sleep=self._sleep)

                await running.enter_async_context(run_in_background(send_when_ready(), "digests"))

            try:
                yield setup
            finally:
                self._send_due = None

    async def send_now(self, subscription_id: str) -> LedgerEntry | None:
        """Send a digest now, as `SendDueDigests.send_now` does; raise `NotNow` before login."""
        if self._send_due is None:
            raise NotNow
        return await self._send_due.send_now(subscription_id)
