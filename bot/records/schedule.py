"""Compute when a schedule is due, in its own time zone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final, Literal
from zoneinfo import ZoneInfo

Cadence = Literal["daily", "weekdays", "weekly"]

_DAY: Final = timedelta(days=1)
# A zone that crosses the date line moves its clocks by a day: the local date may then be a day off
# the days that were due, and a weekly schedule may miss its week.
_DATE_LINE_DAYS: Final = 2
_MAX_DAYS_TO_SLOT: Final = 7 + 7 + _DATE_LINE_DAYS
_FRIDAY: Final = 4
_END_OF_DAY: Final = time.max


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
    occurs twice is due the first time (PEP 495, `fold` 0). A day that the zone skips has no slot.
    """
    return next(slot for slot in _slots_backward(schedule, now) if slot.at <= now)


def next_slot(schedule: Schedule, now: datetime) -> Slot:
    """Return the first slot that is due after `now`; raise `UnknownZone`."""
    local = now.astimezone(load_zone(schedule.zone)).date()
    days = (local + n * _DAY for n in range(-_DATE_LINE_DAYS, _MAX_DAYS_TO_SLOT + 1))
    return next(slot for slot in _slots(schedule, days) if slot.at > now)


def _slots_backward(schedule: Schedule, now: datetime) -> Iterator[Slot]:
    local = now.astimezone(load_zone(schedule.zone)).date()
    return _slots(
        schedule, (local + n * _DAY for n in range(_DATE_LINE_DAYS, -_MAX_DAYS_TO_SLOT - 1, -1))
    )


def _slots(schedule: Schedule, days: Iterator[date]) -> Iterator[Slot]:
    clocks = load_zone(schedule.zone)
    for day in days:
        if not _is_scheduled(schedule, day):
            continue
        at = _to_utc(day, schedule.at, clocks)
        if at.astimezone(clocks).date() == day or _day_exists(day, clocks):
            yield Slot(day, at)


def _is_scheduled(schedule: Schedule, day: date) -> bool:
    if schedule.cadence == "weekdays":
        return day.weekday() <= _FRIDAY
    return schedule.cadence == "daily" or day.weekday() == schedule.weekday


def _to_utc(day: date, at: time, clocks: tzinfo) -> datetime:
    return datetime.combine(day, at.replace(fold=0), clocks).astimezone(UTC)


def _day_exists(day: date, clocks: tzinfo) -> bool:
    """Return whether the zone has that day: Pacific/Apia had no 30 December 2011."""
    return any(
        _to_utc(day, at, clocks).astimezone(clocks).date() == day for at in (time.min, _END_OF_DAY)
    )
