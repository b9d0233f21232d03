"""What digests need of the outside: the stores, the library's arrivals, and a way to post.

Stores and the library block, may be called from any thread, and raise `StorageError` and
`RetrievalError`s; publishers and composers are for the event loop.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, Protocol

from bot.digest.issue import Issue
from bot.digest.subscription import PauseReason, Subscription
from retrieval.arrivals import Arrivals as Arrivals

Outcome = Literal["claimed", "composed", "sent", "done", "empty", "given up"]
"""How far an issue is. `sent`: the message stands, its thread may not. `done`, `empty` and
`given up` are ends."""


class TooManySubscriptions(Exception):
    """A server has as many subscriptions as it may have."""


class Subscriptions(Protocol):
    """The subscriptions of all servers."""

    def add(self, subscription: Subscription) -> None:
        """Keep a new one; raise `TooManySubscriptions` where the server has 25."""

    def change(
        self, subscription_id: str, change: Callable[[Subscription], Subscription]
    ) -> Subscription | None:
        """Apply what a person changes; return what is kept then, None where there is none.

        No other change comes between, so that `change` must be quick. `seen` and `paused` stay as
        they are kept: issues and `pause` move those.
        """

    def get(self, subscription_id: str) -> Subscription | None:
        """Return the subscription of an id."""

    def of_guild(self, guild_id: int) -> Sequence[Subscription]:
        """Return a server's, oldest first."""

    def everything(self) -> Sequence[Subscription]:
        """Return all, oldest first."""

    def due(self, now: datetime, limit: int) -> Sequence[Subscription]:
        """Return those not paused that are due by `now`, the longest due first."""

    def reschedule(self, due: Sequence[tuple[str, datetime, datetime]]) -> None:
        """Set when subscriptions are due next: (id, the moment it was due at, the new one) each.

        One that is no longer due at that moment stays as it is.
        """

    def advance(self, subscription_id: str, was: datetime, next_due: datetime) -> bool:
        """Set when one is due next, where it is still due at `was`; return whether it was.

        What a person has settled in the meantime is thereby not undone.
        """

    def pause(self, subscription_id: str, reason: PauseReason) -> bool:
        """Pause, with a reason; return whether it was running, so that one caller learns it."""

    def resume(self, subscription_id: str, due: Callable[[Subscription], datetime]) -> bool:
        """Let a paused one run again; return whether it was paused.

        `due` says when one that is as it is kept now is due next.
        """

    def remove(self, subscription_id: str) -> bool:
        """Remove it with its issues and votes; return whether there was one."""

    def forget_guild(self, guild_id: int) -> int:
        """Remove all of a server's; return how many."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to make and send an issue, until `until`, by whoever holds `token`."""

    issue_id: str
    subscription_id: str
    slot: str
    token: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Posting:
    """Where to look for a message that may have been sent: an issue's tries to post it.

    `after` is the id of the channel's last message before the first try, 0 where it had none;
    `last_try` is when the last one began.
    """

    after: int
    last_try: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """An issue in the ledger.

    `slot` is the local day ("2026-11-24") it was due for, or `now-…` for one that a manager asked
    for; with the subscription it is unique. `issue` is kept from `composed` on, so that what is
    sent after a crash is what was to be sent before it, and so is `channel_id`: where it goes.
    `posting` is None until it is about to be posted for the first time.
    """

    issue_id: str
    subscription_id: str
    slot: str
    outcome: Outcome
    due: datetime
    claimed_until: datetime
    tries: int = 0
    issue: Issue | None = None
    channel_id: int | None = None
    message_id: int | None = None
    sent_at: datetime | None = None
    note: str = ""
    posting: Posting | None = None


LONGEST_CLAIM: Final = timedelta(hours=1)
"""No claim is held, and no issue put off, for longer. One that seems to be was made by a clock
that has stepped back since, and counts as run out."""


class Ledger(Protocol):
    """Which issues were made and sent. Each change is one transaction and needs the claim."""

    def claim(
        self, subscription_id: str, slot: str, due: datetime, now: datetime, until: datetime
    ) -> tuple[Claim, Entry] | None:
        """Claim an issue: a new one, or one not ended whose claim has run out; else None.

        None too where another issue of the subscription is not sent yet: two that were made at
        once would show the same papers.
        """

    def composed(self, claim: Claim, issue: Issue) -> bool:
        """Keep what is to be sent; return False where the claim is lost."""

    def begin_posting(
        self, claim: Claim, last_message_id: int, now: datetime, until: datetime
    ) -> bool:
        """Hold a claim longer and keep where the message can be found if the process dies now.

        The first `last_message_id` stays, as any try may have posted. Return False where the claim
        is lost.
        """

    def sent(self, claim: Claim, channel_id: int, message_id: int, now: datetime) -> bool:
        """Record the message, and in the same transaction move the subscription's `seen`."""

    def end(
        self, claim: Claim, outcome: Literal["done", "empty", "given up"], now: datetime, note: str
    ) -> bool:
        """End an issue; an empty one moves `seen` too. Return False where the claim is lost."""

    def defer(self, claim: Claim, until: datetime, note: str) -> bool:
        """Let go of a claim until then, as when Discord cannot be reached; counts a try."""

    def unfinished(self, now: datetime, limit: int) -> Sequence[Entry]:
        """Return those not ended whose claim has run out, the longest due first."""

    def release_all(self, among: Callable[[int], bool] = ...) -> int:
        """Let every open claim run out, of the servers with such ids.

        To be called at the start by who alone sends there.
        """

    def entry(self, issue_id: str) -> Entry | None:
        """Return an issue."""

    def of_slot(self, subscription_id: str, slot: str) -> Entry | None:
        """Return the issue of a slot."""

    def history(self, subscription_id: str, limit: int) -> Sequence[Entry]:
        """Return a subscription's issues, newest first."""

    def given(self, channel_id: int, limit: int) -> Sequence[str]:
        """Return ids of the papers that a channel's sent issues showed as picks, newest first."""


@dataclass(frozen=True, slots=True)
class PaperVotes:
    """How a subscription's readers voted on one paper of one of its issues."""

    paper_id: str
    up: int
    down: int


class DigestVotes(Protocol):
    """The votes on papers of digests, one a person, paper and issue."""

    def cast(
        self, issue_id: str, paper_id: str, user_id: int, value: Literal[-1, 1], now: datetime
    ) -> PaperVotes:
        """Cast, turn or (the same again) take back a vote; return that paper's votes."""

    def of_issue(self, issue_id: str) -> Sequence[PaperVotes]:
        """Return the votes on an issue's papers."""

    def of_subscription(self, subscription_id: str, limit: int) -> Sequence[PaperVotes]:
        """Return the votes on papers of a subscription's issues, the newest first."""


class Library(Protocol):
    """The record of papers, as far as digests need it."""

    def last_arrival(self) -> int:
        """Return the number of the paper that came last; numbers only grow. 0: none has come."""

    def arrivals(self, after: int, limit: int) -> Arrivals:
        """Return the last `limit` of the papers with a number above `after`.

        `up_to` is the number of the last paper there is.
        """


class Composing(Protocol):
    """Makes an issue."""

    async def __call__(
        self,
        subscription: Subscription,
        *,
        issue_id: str,
        now: datetime,
        given: Collection[str],
        votes: Sequence[PaperVotes],
    ) -> Issue:
        """Return the issue of what is new to `subscription` at `now`.

        `given` are ids of papers the channel has got already, newest first, which are not shown
        again. A model that fails is replaced by quotes; raises `RetrievalError` where the library
        fails.
        """


class CannotPost(Exception):
    """Nothing can be posted there until somebody changes that: `reason` says what is wrong."""

    def __init__(self, reason: PauseReason) -> None:
        super().__init__(reason)
        self.reason: PauseReason = reason


class NotNow(Exception):
    """Discord cannot be reached or is overloaded; it may work in a while."""


class Publisher(Protocol):
    """Posts issues in channels.

    Every method raises `CannotPost` and `NotNow`, and no other error of Discord's.
    """

    async def find_last_message(self, subscription: Subscription) -> int:
        """Return the id of the channel's last message, 0 where it has none."""

    async def find(self, subscription: Subscription, entry: Entry) -> int | None:
        """Return the id of the message that shows the issue, if it was sent before a crash.

        All is looked through that was written from `entry.posting` on.
        """

    async def post(self, subscription: Subscription, issue: Issue) -> int:
        """Send the message, with an enforced nonce made of the issue's id; return its id."""

    async def finish(self, subscription: Subscription, issue: Issue, message_id: int) -> None:
        """Open the message's thread and put the rest there; may be called again at any point."""

    async def notify_manager(self, subscription: Subscription, reason: PauseReason) -> None:
        """Tell who manages the server, as well as can be, that and why a digest rests."""
