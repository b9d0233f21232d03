"""Say when digests were due by walking through time and looking at clocks, and by nothing else.

It shares no code with `bot.records.schedule`, and knows no rules of time zones: it reads the clocks
of a zone at each quarter of an hour, and sees when they first show a time, or pass it by.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.records.schedule import Schedule

QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)


def clocks(zone: str, start: datetime, end: datetime) -> dict[datetime, datetime]:
    """Return when (UTC) the clocks of a zone first show each quarter, or have passed it by.

    A time that they pass by comes as long after the gap's beginning as it would have without it;
    of a day that is missing no time comes.
    """
    shown: dict[datetime, datetime] = {}
    there = ZoneInfo(zone)
    moment = start.astimezone(UTC)
    before = None
    while moment <= end:
        local = moment.astimezone(there).replace(tzinfo=None, fold=0)
        if before is not None:
            gap = skipped = before + QUARTER
            while skipped < local:
                if skipped.date() in (before.date(), local.date()):
                    shown.setdefault(skipped, moment + (skipped - gap))
                skipped += QUARTER
        shown.setdefault(local, moment)
        before = local
        moment += QUARTER
    return shown


def due(schedule: Schedule, shown: dict[datetime, datetime]) -> list[tuple[date, datetime]]:
    """Return each local day and the moment at which a schedule was due, in order."""
    found = []
    day, last = min(shown).date(), max(shown).date()
    while day <= last:
        wanted = {
            "daily": True,
            "weekdays": day.isoweekday() <= 5,
            "weekly": day.weekday() == schedule.weekday,
        }[schedule.cadence]
        moment = shown.get(datetime.combine(day, schedule.at))
        if wanted and moment is not None:
            found.append((day, moment))
        day += DAY
    return found
