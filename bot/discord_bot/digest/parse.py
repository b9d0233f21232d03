"""Read what people type about a digest; raise `Mistyped`, with what to say of it, for the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import cast, get_args

from bot.digest.schedule import Cadence, Schedule
from bot.digest.subscriptions import Interests
from bot.discord_bot import limits
from bot.discord_bot.digest.zones import available_zones, zone_named
from bot.discord_bot.rendering.escape import plain

MOST = 20
"""How many topics, words or names one field may have."""

LONGEST = 100
"""Units of one of them."""

FIELDS = ("topics", "categories", "include", "exclude", "authors")
"""The fields of the form, as `Interests` has them."""

_TIME = re.compile(
    r"(?P<hour>\d{1,2})\s*+(?:[:.h時点]\s*+(?P<minute>\d{2})?\s*+分?|uhr)?\s*+(?:(?P<half>[ap])\.?m?\.?)?",
    re.IGNORECASE,
)
_BARE = re.compile(r"(\d{2})(\d{2})")
_CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[a-z]+(?:-[a-z]+)*)?", re.IGNORECASE)
_BETWEEN = re.compile(r"[\n,;、，；]")


class Mistyped(Exception):
    """Something cannot be meant; `kind` is what is wrong with it, `values` what to say of it."""

    def __init__(self, kind: str, **values: str | int) -> None:
        super().__init__(kind)
        self.kind = kind
        self.values: Mapping[str, str | int] = values


def time_in(text: str) -> time:
    """Return a time of day: `9`, `9:30`, `21h`, `9pm`, `0930`."""
    written = text.strip()
    if bare := _BARE.fullmatch(written):
        written = f"{bare[1]}:{bare[2]}"
    found = _TIME.fullmatch(written)
    if found is None:
        raise Mistyped("time", text=plain(text)[:50])
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if half := found["half"]:
        if not 1 <= hour <= 12:
            raise Mistyped("time", text=plain(text)[:50])
        hour = hour % 12 + (12 if half in "pP" else 0)
    if hour > 23 or minute > 59:
        raise Mistyped("time", text=plain(text)[:50])
    return time(hour, minute)


def zone_in(text: str) -> str:
    """Return the IANA name of a time zone, typed as such or as a city."""
    found = zone_named(text)
    if found is None:
        raise Mistyped("zone", text=plain(text)[:80])
    return found


def interests_in(texts: Mapping[str, str], sources: tuple[str, ...] = ()) -> Interests:
    """Return what the fields of the form say; `sources` are chosen elsewhere."""
    listed = {name: _several(texts.get(name, "")) for name in FIELDS}
    categories = tuple(_category(text) for text in listed["categories"])
    unwanted = {word.casefold() for word in listed["exclude"]}
    for word in (*listed["include"], *listed["topics"]):
        if word.casefold() in unwanted:
            raise Mistyped("both", text=word)
    return Interests(
        listed["topics"], categories, listed["include"], listed["exclude"], listed["authors"],
        sources,
    )  # fmt: skip


def _several(text: str) -> tuple[str, ...]:
    """Return what stands on lines or between commas, each once."""
    found: dict[str, str] = {}
    for part in _BETWEEN.split(text):
        if word := plain(part):
            found.setdefault(word.casefold(), word)
    for word in found.values():
        if limits.units(word) > LONGEST:
            raise Mistyped("long", text=limits.cut(word, 50), most=LONGEST)
    if len(found) > MOST:
        raise Mistyped("many", count=len(found), most=MOST)
    return tuple(found.values())


def _category(text: str) -> str:
    """Return a category as arXiv writes it: `cs`, `cs.CL`, `cond-mat.mes-hall`."""
    if not _CATEGORY.fullmatch(text):
        raise Mistyped("category", text=text)
    archive, dot, subject = text.partition(".")
    short = len(subject) == 2
    return f"{archive.lower()}{dot}{subject.upper() if short else subject.lower()}"


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
