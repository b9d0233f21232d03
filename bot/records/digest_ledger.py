"""What the ledger of issues records of each: how far it got, who may continue it, its votes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal

from bot.records.issues import Issue

Outcome = Literal["claimed", "composed", "sent", "done", "empty", "given up"]
"""How far an issue got. `sent`: its message is posted, perhaps not its thread. `done`, `empty` and
`given up` are final."""


ON_DEMAND_PREFIX: Final = "now-"
"""Starts the `scheduled_for` of an issue that a manager requested."""


@dataclass(frozen=True, slots=True)
class Posting:
    """Where to search for a message that may have been sent before a crash.

    `after` is the id of the channel's last message before the first try to post, 0 if it had none;
    `last_try` is when the last try began.
    """

    after: int
    last_try: datetime


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """An issue in the ledger, and who may compose and send it until `claimed_until`.

    `scheduled_for` is the local day ("2026-11-24") of a scheduled issue, or `now-…` for one that a
    manager requested; it is unique within a subscription. `issue` and the `channel_id` it goes to
    are recorded once it is composed, so that a crash does not change what is sent. `posting` is
    None until the first try to post it. Who claimed the issue has its `token`.
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
    token: str = field(default="", compare=False, repr=False)

    @property
    def is_on_demand(self) -> bool:
        """Whether a manager requested it."""
        return self.scheduled_for.startswith(ON_DEMAND_PREFIX)


MAX_CLAIM: Final = timedelta(hours=1)
"""No claim lasts, and no issue is deferred, for longer. A claim that seems to was made before the
clock stepped back, and counts as expired."""


@dataclass(frozen=True, slots=True)
class PaperVotes:
    """How a subscription's readers voted on one paper of one of its issues."""

    paper_id: str
    up: int
    down: int
