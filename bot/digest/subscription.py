"""What a channel subscribed to: when it wants a digest, of what, and how it is to look."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Final, Literal

Cadence = Literal["daily", "weekdays", "weekly"]
EmptyDay = Literal["silent", "say"]
PauseReason = Literal["", "asked", "channel gone", "not permitted"]

MOST_PER_SERVER: Final = 25
FEWEST_PAPERS: Final = 3
MOST_PAPERS: Final = 10


@dataclass(frozen=True, slots=True)
class Schedule:
    """At what time of which days, by the clocks of a time zone (an IANA name).

    `weekday` counts from Monday, 0, and is for a weekly digest alone.
    """

    cadence: Cadence = "daily"
    at: time = time(9)
    zone: str = "UTC"
    weekday: int = 0


@dataclass(frozen=True, slots=True)
class Interests:
    """Which of the new papers a channel wants; what is empty restricts nothing.

    `topics` are in plain words, each ranked by search as everywhere. A paper must be of one of
    `categories` (`cs` includes `cs.CL`) and of one of `sources`, must have one of the words or
    phrases `include`, and none of `exclude`, in its title or abstract. `authors` are favoured.
    """

    topics: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subscription:
    """A channel's subscription.

    `subscription_id` has at most 12 letters and digits. `papers` is how many a post shows.
    `language` is an English name of a language, empty for the server's. `next_due` is when the
    next issue falls due. `seen` is the arrival number of the last paper that an issue has
    considered: what came later is new. `paused` says why it rests, empty where it does not.
    """

    subscription_id: str
    guild_id: int
    channel_id: int
    created_by: int
    created_at: datetime
    next_due: datetime
    seen: int = 0
    schedule: Schedule = Schedule()
    interests: Interests = field(default_factory=Interests)
    papers: int = 5
    empty_day: EmptyDay = "silent"
    language: str = ""
    notify_role: int | None = None
    paused: PauseReason = ""
