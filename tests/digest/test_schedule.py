"""When a digest is due: in every zone, in every year, once a day."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records.schedule import Schedule, UnknownZone, latest_slot, load_zone, next_slot

MINUTE = timedelta(minutes=1)
ZONES = sorted(available_timezones() - {"localtime"})
SCHEDULES = st.builds(
    Schedule,
    st.sampled_from(["daily", "weekdays", "weekly"]),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from(ZONES),
    st.integers(0, 6),
)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2150, 1, 1), timezones=st.just(UTC))


def utc(text: str) -> datetime:
    """Return a moment of ISO text, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def due_in(schedule: Schedule, start: str, end: str) -> list[tuple[str, str]]:
    """Return day and moment of each slot in a time, each found from the one before."""
    found = []
    slot = next_slot(schedule, utc(start))
    while slot.at <= utc(end):
        found.append((slot.key, f"{slot.at:%m-%d %H:%M}"))
        slot = next_slot(schedule, slot.at)
    return found


@pytest.mark.parametrize(
    ("schedule", "now", "before", "after"),
    [
        (Schedule(), "2026-11-24T08:59", "2026-11-23T09:00", "2026-11-24T09:00"),
        (Schedule(), "2026-11-24T09:00", "2026-11-24T09:00", "2026-11-25T09:00"),
        (
            Schedule(at=time(7, 30), zone="Asia/Kathmandu"),
            "2026-11-24T01:45",
            "2026-11-24T01:45",
            "2026-11-25T01:45",
        ),
        (
            Schedule("weekdays", time(9), "America/New_York"),
            "2026-11-28T20:00",
            "2026-11-27T14:00",
            "2026-11-30T14:00",
        ),
        (
            Schedule("weekly", time(0), "Pacific/Kiritimati", 6),
            "2026-11-24T00:00",
            "2026-11-21T10:00",
            "2026-11-28T10:00",
        ),
    ],
)
def test_before_and_after(schedule: Schedule, now: str, before: str, after: str) -> None:
    """The slot due by now and the next one are by the zone's own clocks."""
    assert latest_slot(schedule, utc(now)).at == utc(before)
    assert next_slot(schedule, utc(now)).at == utc(after)


class TestClocksThatAreSet:
    def test_a_time_that_a_day_skips(self):
        """In the night to summer time 02:30 comes after the gap, once."""
        schedule = Schedule(at=time(2, 30), zone="Europe/Berlin")

        assert due_in(schedule, "2026-03-28T00:00", "2026-03-30T12:00") == [
            ("2026-03-28", "03-28 01:30"),
            ("2026-03-29", "03-29 01:30"),  # 03:30 by the clocks
            ("2026-03-30", "03-30 00:30"),
        ]

    def test_a_time_that_a_day_has_twice(self):
        """In the night to winter time 02:30 is the first of the two, once."""
        schedule = Schedule(at=time(2, 30), zone="Europe/Berlin")

        assert due_in(schedule, "2026-10-24T12:00", "2026-10-26T12:00") == [
            ("2026-10-25", "10-25 00:30"),
            ("2026-10-26", "10-26 01:30"),
        ]
        assert latest_slot(schedule, utc("2026-10-25T01:45")).at == utc("2026-10-25T00:30")

    def test_midnight_that_a_day_skips(self):
        """Where clocks are set at midnight, a digest of 00:15 comes at 01:15 of that day."""
        schedule = Schedule(at=time(0, 15), zone="America/Santiago")

        assert due_in(schedule, "2026-09-05T00:00", "2026-09-07T12:00") == [
            ("2026-09-05", "09-05 04:15"),
            ("2026-09-06", "09-06 04:15"),
            ("2026-09-07", "09-07 03:15"),
        ]


@given(schedule=SCHEDULES, now=MOMENTS)
def test_every_zone_and_year(schedule: Schedule, now: datetime) -> None:
    """Slots follow each other without a gap or a repetition, each on a day that was asked for."""
    before, after = latest_slot(schedule, now), next_slot(schedule, now)

    assert before.at <= now < after.at
    assert before.day < after.day
    assert next_slot(schedule, before.at) == after
    assert latest_slot(schedule, after.at) == after
    assert latest_slot(schedule, after.at - timedelta(microseconds=1)) == before
    assert next_slot(schedule, before.at - timedelta(microseconds=1)) == before
    longest = 7 if schedule.cadence == "weekly" else 3
    assert after.day - before.day <= timedelta(days=longest)
    for slot in (before, after):
        assert schedule.cadence != "weekdays" or slot.day.weekday() < 5
        assert schedule.cadence != "weekly" or slot.day.weekday() == schedule.weekday


@given(schedule=SCHEDULES, now=MOMENTS)
def test_the_clocks_show_the_time(schedule: Schedule, now: datetime) -> None:
    """At a slot the zone's clocks show its day and time, the first time, unless they skip it."""
    slot = next_slot(schedule, now)
    clocks = ZoneInfo(schedule.zone)
    shown = slot.at.astimezone(clocks)
    wanted = datetime.combine(slot.day, schedule.at)

    if shown.replace(tzinfo=None, fold=0) == wanted:
        assert shown.fold == 0
    else:  # in a gap: the clocks were just set, and show as much more as they were set by
        before = (slot.at - timedelta(days=1, hours=2)).astimezone(clocks).utcoffset()
        skipped = shown.replace(tzinfo=None) - wanted
        assert timedelta() < skipped <= timedelta(hours=25)
        assert before is not None
        assert shown.utcoffset() != before


@pytest.mark.parametrize(
    "name", ["", "Mars/Base", "America", "../etc/passwd", "/etc/localtime", "Europe/Berlin\0", "é"]
)
def test_no_such_zone(name: str) -> None:
    """A name that is none is said to be none, and what would be one."""
    with pytest.raises(UnknownZone, match=r"There is no time zone .* such as Europe/Berlin"):
        load_zone(name)
    with pytest.raises(UnknownZone):
        latest_slot(Schedule(zone=name), utc("2026-11-24T20:00"))
    with pytest.raises(UnknownZone):
        next_slot(Schedule(zone=name), utc("2026-11-24T20:00"))
