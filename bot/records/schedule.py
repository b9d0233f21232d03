"""Compute when a schedule is due, in its own time zone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final, Literal
from zoneinfo import ZoneInfo

Cadence = Literal["daily", "weekdays", "weekly"]

_DAY: Final = timedelta(days=1)
_MAX_DAYS_TO_SLOT: Final = 8  # a week, and a day for clocks that are set back past midnight
_FRIDAY: Final = 4


@dataclass(frozen=True, slots=True)
class Schedule:
    """The time and days of a digest, in a time zone given by its IANA name.

    `weekday` is that of a weekly digest; Monday is 0.
    """

    cadence: Cadence = "daily"
    at: time = time(9)
    zone: str = "UTC"
    weekday: int = 0


class UnknownZone(Exception):
    """A time zone does not exist, or has no rules on this machine; the message says what to do."""

    @property
    def quoted(self) -> str:
        """The part of the message that others may have written: all of it."""
        return str(self)


@dataclass(frozen=True, slots=True)
class Slot:
    """A local day of the zone, and the moment (UTC) when its issue is due."""

    day: date
    at: datetime

    @property
    def key(self) -> str:
        """The day as the ledger has it: "2026-11-24"."""
        return self.day.isoformat()


def load_zone(name: str) -> tzinfo:
    """Return the time zone of an IANA name; raise `UnknownZone`."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # a folder of zones is an OSError
        raise UnknownZone(
            f"There is no time zone {name!r}. Choose one by its IANA name, such as Europe/Berlin."
        ) from error


def latest_slot(schedule: Schedule, now: datetime) -> Slot:
    """Return the last slot that is due by `now`; raise `UnknownZone`.

    A local time in a gap is due as long after the gap's start as it would have been; one that
    occurs twice is due the first time (PEP 495, `fold` 0).
    """
    return next(slot for slot in _slots(schedule, now, -_DAY) if slot.at <= now)


def next_slot(schedule: Schedule, now: datetime) -> Slot:
    """Return the first slot that is due after `now`; raise `UnknownZone`."""
    return next(slot for slot in _slots(schedule, now, _DAY) if slot.at > now)


def _slots(schedule: Schedule, now: datetime, step: timedelta) -> Iterator[Slot]:
    """Yield the slots of the days around `now`, from one day beyond it on."""
    zone = load_zone(schedule.zone)
    today = now.astimezone(zone).date()
    for n in range(-1, _MAX_DAYS_TO_SLOT + 1):
        day = today + n * step
        if _is_scheduled(schedule, day):
            at = datetime.combine(day, schedule.at.replace(fold=0), zone)
            yield Slot(day, at.astimezone(UTC))


def _is_scheduled(schedule: Schedule, day: date) -> bool:
    if schedule.cadence == "weekdays":
        return day.weekday() <= _FRIDAY
    return schedule.cadence == "daily" or day.weekday() == schedule.weekday % 7
