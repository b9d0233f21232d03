"""What digests need of the outside: the stores, the library's arrivals, and a way to post.

Stores and the library block, may be called from any thread, and raise `StorageError` and
`RetrievalError`s; publishers and composers are for the event loop.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, Protocol

from bot.digest.issue import Issue
from retrieval.library.catalog.read import Arrivals as Arrivals

Outcome = Literal["claimed", "composed", "sent", "done", "empty", "given up"]
"""How far an issue is. `sent`: the message stands, its thread may not. `done`, `empty` and
`given up` are ends."""


@dataclass(frozen=True, slots=True)
class IssueClaim:
    """The right to make and send an issue, until `until`, by whoever holds `token`."""

    issue_id: str
    subscription_id: str
    scheduled_for: str
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
class LedgerEntry:
    """An issue in the ledger.

    `slot` is the local day ("2026-11-24") it was due for, or `now-…` for one that a manager asked
    for; with the subscription it is unique. `issue` is kept from `composed` on, so that what is
    sent after a crash is what was to be sent before it, and so is `channel_id`: where it goes.
    `posting` is None until it is about to be posted for the first time.
    """

    issue_id: str
    subscription_id: str
    scheduled_for: str
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


MAX_CLAIM: Final = timedelta(hours=1)
"""No claim is held, and no issue put off, for longer. One that seems to be was made by a clock
that has stepped back since, and counts as run out."""


class Ledger(Protocol):
    """Which issues were made and sent. Each change is one transaction and needs the claim."""

    def claim(
        self,
        subscription_id: str,
        scheduled_for: str,
        due: datetime,
        now: datetime,
        until: datetime,
    ) -> tuple[IssueClaim, LedgerEntry] | None:
        """Claim an issue: a new one, or one not ended whose claim has run out; else None.

        None too where another issue of the subscription is not sent yet: two that were made at
        once would show the same papers.
        """

    def save_issue(self, claim: IssueClaim, issue: Issue) -> bool:
        """Keep what is to be sent; return False where the claim is lost."""

    def begin_posting(
        self, claim: IssueClaim, last_message_id: int, now: datetime, until: datetime
    ) -> bool:
        """Hold a claim longer and keep where the message can be found if the process dies now.

        The first `last_message_id` stays, as any try may have posted. Return False where the claim
        is lost.
        """

    def record_sent(
        self, claim: IssueClaim, channel_id: int, message_id: int, now: datetime
    ) -> bool:
        """Record the message, and in the same transaction move the subscription's `seen`."""

    def end(
        self,
        claim: IssueClaim,
        outcome: Literal["done", "empty", "given up"],
        now: datetime,
        note: str,
    ) -> bool:
        """End an issue; an empty one moves `seen` too. Return False where the claim is lost."""

    def defer(self, claim: IssueClaim, until: datetime, note: str) -> bool:
        """Let go of a claim until then, as when Discord cannot be reached; counts a try."""

    def unfinished(self, now: datetime, limit: int) -> Sequence[LedgerEntry]:
        """Return those not ended whose claim has run out, the longest due first."""

    def release_all(self, among: Callable[[int], bool] = ...) -> int:
        """Let every open claim run out, of the servers with such ids.

        To be called at the start by who alone sends there.
        """

    def entry(self, issue_id: str) -> LedgerEntry | None:
        """Return an issue."""

    def find_scheduled(self, subscription_id: str, slot: str) -> LedgerEntry | None:
        """Return the issue of a slot."""

    def history(self, subscription_id: str, limit: int) -> Sequence[LedgerEntry]:
        """Return a subscription's issues, newest first."""

    def sent_papers(self, channel_id: int, limit: int) -> Sequence[str]:
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
