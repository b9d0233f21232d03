"""Subscriptions to digests, what subscribers want, and how many there may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from bot.records.schedule import Schedule

EmptyDay = Literal["silent", "say"]
PauseReason = Literal["", "asked", "channel gone", "not permitted", "messages closed"]
Limit = Literal["server", "members", "member"]

MAX_PER_SERVER: Final = 25
"""How many digests the channels of a server may have."""

MAX_PERSONAL_PER_SERVER: Final = 50
"""How many personal digests the members of a server may have together."""

MAX_PER_MEMBER: Final = 3
"""How many of them may be one member's."""

MIN_PAPERS: Final = 3
MAX_PAPERS: Final = 10


class SubscriptionNotFound(Exception):
    """There is no subscription with that id any more."""


class TooManySubscriptions(Exception):
    """A server's channels, its members together, or one member have `most` digests already."""

    def __init__(self, limit: Limit, most: int) -> None:
        super().__init__(limit)
        self.limit: Limit = limit
        self.most = most


@dataclass(frozen=True, slots=True)
class Interests:
    """Which of the new papers a subscriber wants; an empty field restricts nothing.

    `topics` are in plain words, each ranked as a search is. A paper must be in one of `categories`
    (`cs` includes `cs.CL`) and from one of `sources`; its title or abstract must contain one of the
    words or phrases of `include`, and none of `exclude`. Papers by `authors` rank higher.
    """

    topics: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription of a channel, or of a member of a server.

    `subscription_id` has at most 12 letters and digits. `papers` is how many a post shows.
    `recipient_id` is the member whose personal digest it is, None for a channel's; the `channel_id`
    of a personal one is that of the bot's direct messages with the member.
    `language` is an English name of a language, empty for the server's. `next_due` is when the
    next issue is due. `seen` is the arrival number of the last paper that an issue has considered:
    later ones are new. `paused` is why the subscription is paused, empty if it is not.
    """

    subscription_id: str
    guild_id: int
    channel_id: int
    created_by: int
    created_at: datetime
    next_due: datetime
    seen: int = 0
    schedule: Schedule = field(default_factory=Schedule)
    interests: Interests = field(default_factory=Interests)
    papers: int = 5
    empty_day: EmptyDay = "silent"
    language: str = ""
    notify_role: int | None = None
    paused: PauseReason = ""
    recipient_id: int | None = None


def check_limits(recipients: Sequence[int | None], recipient_id: int | None) -> None:
    """Raise `TooManySubscriptions` if a server may have no further digest for that recipient.

    `recipients` are the `recipient_id`s of the server's subscriptions.
    """
    of_channels = recipients.count(None)
    if recipient_id is None:
        if of_channels >= MAX_PER_SERVER:
            raise TooManySubscriptions("server", MAX_PER_SERVER)
    elif recipients.count(recipient_id) >= MAX_PER_MEMBER:
        raise TooManySubscriptions("member", MAX_PER_MEMBER)
    elif len(recipients) - of_channels >= MAX_PERSONAL_PER_SERVER:
        raise TooManySubscriptions("members", MAX_PERSONAL_PER_SERVER)
