"""Where and when a digest is to come, as a form's id carries it: so that a restart forgets none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import cast, get_args

from bot.digest.schedule import Cadence, Schedule
from bot.discord_bot.digest.zones import available_zones

_WRITTEN = re.compile(
    r"(?P<channel>\d{1,20})\.(?P<time>\d{4})\.(?P<cadence>[a-z]+)(?P<weekday>[0-6])\.(?P<zone>\S+)"
)
CADENCES: tuple[Cadence, ...] = get_args(Cadence)


@dataclass(frozen=True, slots=True)
class Plan:
    """A channel and a schedule."""

    channel_id: int
    schedule: Schedule

    def written(self) -> str:
        """Return it in at most 70 characters: no zone's name has more than 35."""
        when = self.schedule
        return f"{self.channel_id}.{when.at:%H%M}.{when.cadence}{when.weekday}.{when.zone}"


def read_plan(text: str) -> Plan | None:
    """Return what `Plan.written` wrote; None for anything else."""
    found = _WRITTEN.fullmatch(text)
    if found is None or found["cadence"] not in CADENCES or found["zone"] not in available_zones():
        return None
    at = time(int(found["time"][:2]), int(found["time"][2:]))
    cadence = cast(Cadence, found["cadence"])
    return Plan(int(found["channel"]), Schedule(cadence, at, found["zone"], int(found["weekday"])))
