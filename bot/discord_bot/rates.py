"""Let nobody ask or add so fast that others have to wait: rates by person, channel and server."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final, Literal

from aiolimiter import AsyncLimiter

Whose = Literal["user", "channel", "server"]

_MINUTE: Final = 60.0  # seconds
_MOST: Final = 10_000  # of each kind that are remembered


class Rates:
    """Requests a minute, by a leaky bucket each: so many at once, then as they leak; None: any.

    To be used in one event loop.
    """

    def __init__(
        self,
        *,
        user: int | None = None,
        channel: int | None = None,
        server: int | None = None,
    ) -> None:
        self._rates: dict[Whose, int | None] = {}
        self._buckets: OrderedDict[tuple[Whose, int], AsyncLimiter] = OrderedDict()
        self.limit(user=user, channel=channel, server=server)

    def limit(
        self,
        *,
        user: int | None = None,
        channel: int | None = None,
        server: int | None = None,
    ) -> None:
        """Set other rates, and forget who asked how much; where all are the same, do nothing."""
        rates: dict[Whose, int | None] = {"user": user, "channel": channel, "server": server}
        if rates != self._rates:
            self._rates = rates
            self._buckets.clear()

    async def take(
        self, user_id: int, channel_id: int, guild_id: int | None, count: int = 1
    ) -> Whose | None:
        """Take `count` places in each bucket; return whose is full, and take none, where one is."""
        keys: list[tuple[Whose, int]] = [("user", user_id), ("channel", channel_id)]
        if guild_id is not None:
            keys.append(("server", guild_id))
        buckets = [(key[0], bucket) for key in keys if (bucket := self._bucket(key))]
        for whose, bucket in buckets:
            if not bucket.has_capacity(count):
                return whose
        for _, bucket in buckets:
            await bucket.acquire(count)  # at once, as there is room
        return None

    def _bucket(self, key: tuple[Whose, int]) -> AsyncLimiter | None:
        rate = self._rates[key[0]]
        if rate is None:
            return None
        bucket = self._buckets.pop(key, None) or AsyncLimiter(rate, _MINUTE)
        self._buckets[key] = bucket
        while len(self._buckets) > _MOST:
            self._buckets.popitem(last=False)
        return bucket
