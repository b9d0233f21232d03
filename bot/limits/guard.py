"""Decide whether a request is answered and whether a model may write: rates, moderation, budgets.

Both front ends use a `Guard` and word its errors themselves. The terminal belongs to the operator:
moderation and the budget of all apply to it, and a previewed digest is charged to its server, but
rates do not.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final, Literal

from aiolimiter import AsyncLimiter

from bot.answering.language_model import LanguageModelError
from bot.errors import StorageError
from bot.limits.budgets import Budgets
from bot.limits.metering import Account, EventCounter, Report, charge_to
from bot.records.spending import Budget

RateScope = Literal["user", "channel", "server"]

Moderate = Callable[[str], Awaitable[tuple[str, ...]]]
"""Returns the categories that a text is flagged for; raises `LanguageModelError`."""

_RATE_SECONDS: Final = 60.0
_MAX_BUCKETS: Final = 10_000


class RequestRefused(Exception):
    """A request is refused.

    RequestRefused
    ├── RateLimited          too many requests in a minute
    └── QuestionFlagged      the moderation model objects to the question
    """


class RateLimited(RequestRefused):
    """A person, channel or server (`scope`) has made all the requests that it may for now."""

    def __init__(self, scope: RateScope) -> None:
        super().__init__(f"The rate of the {scope} is used up.")
        self.scope = scope


class QuestionFlagged(RequestRefused):
    """The moderation model put the question into `categories`."""

    def __init__(self, categories: tuple[str, ...]) -> None:
        super().__init__(f"The question was flagged: {', '.join(categories)}.")
        self.categories = categories


class RateLimits:
    """Requests a minute by person, channel and server, by leaky buckets; None is no limit.

    For use in one event loop.
    """

    def __init__(
        self,
        *,
        user: int | None = None,
        channel: int | None = None,
        server: int | None = None,
    ) -> None:
        self._rates: dict[RateScope, int | None] = {
            "user": user,
            "channel": channel,
            "server": server,
        }
        self._buckets: OrderedDict[tuple[RateScope, int], AsyncLimiter] = OrderedDict()

    async def acquire(
        self, user_id: int, channel_id: int, guild_id: int | None, count: int = 1
    ) -> None:
        """Take `count` places in each bucket; if one is full, take none and raise `RateLimited`."""
        keys: list[tuple[RateScope, int]] = [("user", user_id), ("channel", channel_id)]
        if guild_id is not None:
            keys.append(("server", guild_id))
        buckets = [(key[0], bucket) for key in keys if (bucket := self._find_bucket(key))]
        for scope, bucket in buckets:
            if not bucket.has_capacity(count):
                raise RateLimited(scope)
        for _, bucket in buckets:
            await bucket.acquire(count)  # returns immediately, as there is room

    def _find_bucket(self, key: tuple[RateScope, int]) -> AsyncLimiter | None:
        rate = self._rates[key[0]]
        if rate is None:
            return None
        bucket = self._buckets.pop(key, None) or AsyncLimiter(rate, _RATE_SECONDS)
        self._buckets[key] = bucket
        while len(self._buckets) > _MAX_BUCKETS:
            self._buckets.popitem(last=False)
        return bucket


class Guard:
    """The limits that every request passes.

    Without `budgets` nothing is limited, without `moderate` nothing is flagged. `report` logs
    failures that do not stop a request.
    """

    def __init__(
        self,
        *,
        rates: RateLimits | None = None,
        budgets: Budgets | None = None,
        moderate: Moderate | None = None,
        counts: EventCounter | None = None,
        report: Report = lambda error, doing: None,
    ) -> None:
        self.rates = rates or RateLimits()
        self.budgets = budgets
        self._moderate = moderate
        self._counts = counts or EventCounter()
        self._report = report

    async def check_rate_limit(
        self, user_id: int, channel_id: int, guild_id: int | None, count: int = 1
    ) -> None:
        """Count `count` requests; raise `RateLimited` if they come too fast.

        Call this before anything is created or announced.
        """
        try:
            await self.rates.acquire(user_id, channel_id, guild_id, count)
        except RateLimited as error:
            self._counts.count_refusal(error.scope)
            raise

    async def check_moderation(self, question: str) -> None:
        """Raise `QuestionFlagged`; a question that cannot be moderated passes."""
        if self._moderate is None:
            return
        try:
            categories = await self._moderate(question)
        except LanguageModelError as error:
            self._report(error, "moderating")
            return
        if categories:
            self._counts.count_refusal("flagged")
            raise QuestionFlagged(categories)

    @asynccontextmanager
    async def charge(self, guild_id: int | None, user_id: int) -> AsyncIterator[Account]:
        """Yield the account that every model call in the block is charged to.

        Write with its `allowed_model`: if a budget is used up, that quotes.
        """
        exhausted = await asyncio.to_thread(self._exhausted_budget, guild_id, user_id)
        if exhausted is not None:
            self._counts.count_over_budget(exhausted)
        account = Account(
            self.budgets,
            guild_id,
            user_id,
            counts=self._counts,
            report=self._report,
            exhausted=exhausted,
        )
        with charge_to(account):
            yield account

    def _exhausted_budget(self, guild_id: int | None, user_id: int) -> Budget | None:
        """Return the budget that is used up; None also if the budgets cannot be read."""
        if self.budgets is None:
            return None
        try:
            return self.budgets.find_exhausted(guild_id, user_id)
        except StorageError as error:
            self._report(error, "reading the budgets")
            return None
