"""Write what a person settled of a subscription as one JSON text, and read it back."""

from __future__ import annotations

from typing import Final, NamedTuple

from bot.digest.subscription import (
    FEWEST_PAPERS,
    MOST_PAPERS,
    Cadence,
    EmptyDay,
    Interests,
    Schedule,
    Subscription,
)
from bot.storage import fields
from bot.storage.fields import JSON

_CADENCES: Final[dict[str, Cadence]] = {
    "daily": "daily",
    "weekdays": "weekdays",
    "weekly": "weekly",
}
_USUAL_PAPERS: Final = 5


class Settled(NamedTuple):
    """The part of a subscription that is kept as JSON."""

    schedule: Schedule
    interests: Interests
    papers: int
    empty_day: EmptyDay
    language: str
    notify_role: int | None


def write_settled(subscription: Subscription) -> str:
    """Return the text of what a person settled."""
    schedule, interests = subscription.schedule, subscription.interests
    document = {
        "schedule": {
            "cadence": schedule.cadence,
            "at": schedule.at.isoformat(),
            "zone": schedule.zone,
            "weekday": schedule.weekday,
        },
        "interests": {
            "topics": interests.topics,
            "categories": interests.categories,
            "include": interests.include,
            "exclude": interests.exclude,
            "authors": interests.authors,
            "sources": interests.sources,
        },
        "papers": subscription.papers,
        "empty_day": subscription.empty_day,
        "language": subscription.language,
        "notify_role": subscription.notify_role,
    }
    return fields.kept(document)


def read_settled(subscription_id: str, record: str) -> Settled:
    """Return what a person settled; raise `StorageError` for no JSON."""
    document = fields.document(record, f"The subscription {subscription_id}")
    papers = fields.whole(document, "papers", _USUAL_PAPERS)
    return Settled(
        _read_schedule(fields.part(document, "schedule")),
        _read_interests(fields.part(document, "interests")),
        min(max(papers, FEWEST_PAPERS), MOST_PAPERS),
        "say" if document.get("empty_day") == "say" else "silent",
        fields.text(document, "language"),
        fields.year(document, "notify_role"),
    )


def _read_schedule(document: JSON) -> Schedule:
    usual = Schedule()
    weekday = fields.whole(document, "weekday")
    return Schedule(
        _CADENCES.get(fields.text(document, "cadence"), usual.cadence),
        fields.time_of_day(document, "at") or usual.at,
        fields.text(document, "zone", usual.zone),
        weekday if weekday in range(7) else usual.weekday,
    )


def _read_interests(document: JSON) -> Interests:
    return Interests(
        fields.texts(document, "topics"),
        fields.texts(document, "categories"),
        fields.texts(document, "include"),
        fields.texts(document, "exclude"),
        fields.texts(document, "authors"),
        fields.texts(document, "sources"),
    )
