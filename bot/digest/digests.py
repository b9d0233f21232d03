"""What a front end has of digests."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.digest.ledger import LedgerEntry
from bot.digest.making import Composing


@dataclass(frozen=True, slots=True)
class Digests:
    """How an issue is composed for a look at it, and how one is sent at once.

    `send_now` takes a subscription's id and is `SendDueDigests.send_now`.
    """

    compose: Composing
    send_now: Callable[[str], Awaitable[LedgerEntry | None]]
