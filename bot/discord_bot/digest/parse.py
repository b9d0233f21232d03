"""Parse what people type into the forms of a digest; raise `InvalidInput` for anything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import cast, get_args

from bot.digest.schedule import Cadence, Schedule
from bot.digest.subscriptions import Interests
from bot.discord_bot import limits
from bot.discord_bot.digest.zones import available_zones, find_zone
from bot.discord_bot.rendering.escape import plain_text
from retrieval.search.categories import add_codes
from retrieval.text import patterns as re

MAX_ENTRIES = 20
"""How many topics, words or names one field may have."""

MAX_ENTRY_UNITS = 100
"""UTF-16 code units of one of them."""

INTEREST_FIELDS = ("topics", "categories", "include", "exclude", "authors")
"""The fields of the form, as `Interests` has them."""

_TIME = re.compile(
    r"(?P<hour>\d{1,2})\s*(?:[:.h時点]\s*(?P<minute>\d{2})?\s*分?|uhr)?\s*(?:(?P<half>[ap])\.?m?\.?)?",
    re.IGNORECASE,
)
_FOUR_DIGITS = re.compile(r"(\d{2})(\d{2})")
_CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[a-z]+(?:-[a-z]+)*)?", re.IGNORECASE)
_SEPARATOR = re.compile(r"[\n,;、，；]")


class InvalidInput(Exception):
    """Input that cannot be parsed: `kind` says what is wrong, `values` fill its message."""

    def __init__(self, kind: str, **values: str | int) -> None:
        super().__init__(kind)
        self.kind = kind
        self.values: Mapping[str, str | int] = values


def parse_time(text: str) -> time:
    """Return a time of day: `9`, `9:30`, `21h`, `9pm`, `0930`."""
    written = text.strip()
    if bare := _FOUR_DIGITS.fullmatch(written):
        written = f"{bare[1]}:{bare[2]}"
    found = _TIME.fullmatch(written)
    if found is None:
        raise InvalidInput("time", text=plain_text(text)[:50])
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if half := found["half"]:
        if not 1 <= hour <= 12:
            raise InvalidInput("time", text=plain_text(text)[:50])
        hour = hour % 12 + (12 if half in "pP" else 0)
    if hour > 23 or minute > 59:
        raise InvalidInput("time", text=plain_text(text)[:50])
    return time(hour, minute)


def parse_zone(text: str) -> str:
    """Return the IANA name of a time zone, typed as such or as a city."""
    found = find_zone(text)
    if found is None:
        raise InvalidInput("zone", text=plain_text(text)[:80])
    return found


def parse_interests(texts: Mapping[str, str]) -> Interests:
    """Return the interests in the fields of the form; it has no field for sources."""
    entries = {name: _parse_entries(texts.get(name, "")) for name in INTEREST_FIELDS}
    categories = tuple(code for text in entries["categories"] for code in _parse_category(text))
    unwanted = {word.casefold() for word in entries["exclude"]}
    for word in (*entries["include"], *entries["topics"]):
        if word.casefold() in unwanted:
            raise InvalidInput("both", text=word)
    return Interests(
        entries["topics"], categories, entries["include"], entries["exclude"], entries["authors"]
    )  # fmt: skip


def _parse_entries(text: str) -> tuple[str, ...]:
    """Return the entries of a field, separated by lines or commas, without duplicates."""
    found: dict[str, str] = {}
    for part in _SEPARATOR.split(text):
        if word := plain_text(part):
            found.setdefault(word.casefold(), word)
    for word in found.values():
        if limits.count_units(word) > MAX_ENTRY_UNITS:
            raise InvalidInput("long", text=limits.cut(word, 50), most=MAX_ENTRY_UNITS)
    if len(found) > MAX_ENTRIES:
        raise InvalidInput("many", count=len(found), most=MAX_ENTRIES)
    return tuple(found.values())


def _parse_category(text: str) -> tuple[str, ...]:
    """Return a category as arXiv writes it (`cs`, `cond-mat.mes-hall`), or those of its name."""
    _, *named = add_codes(text)
    if named:
        return tuple(named)
    if not _CATEGORY.fullmatch(text):
        raise InvalidInput("category", text=text)
    archive, dot, subject = text.partition(".")
    short = len(subject) == 2
    return (f"{archive.lower()}{dot}{subject.upper() if short else subject.lower()}",)


_DIRECT_MESSAGES = "me"  # in place of a channel's id
_PLAN = re.compile(
    r"(?P<channel>\d{1,20}|me)\.(?P<time>\d{4})\.(?P<cadence>[a-z]+)(?P<weekday>[0-6])\.(?P<zone>\S+)"
)
CADENCES: tuple[Cadence, ...] = get_args(Cadence)


@dataclass(frozen=True, slots=True)
class Plan:
    """A channel, None for the person's direct messages, and a schedule."""

    channel_id: int | None
    schedule: Schedule

    def to_text(self) -> str:
        """Return the plan in at most 70 characters: zone names have up to 35."""
        when = self.schedule
        where = self.channel_id or _DIRECT_MESSAGES
        return f"{where}.{when.at:%H%M}.{when.cadence}{when.weekday}.{when.zone}"


def parse_plan(text: str) -> Plan | None:
    """Return the plan that `Plan.to_text` wrote; None for anything else."""
    found = _PLAN.fullmatch(text)
    if found is None or found["cadence"] not in CADENCES or found["zone"] not in available_zones():
        return None
    at = time(int(found["time"][:2]), int(found["time"][2:]))
    cadence = cast(Cadence, found["cadence"])
    channel_id = int(found["channel"]) if found["channel"] != _DIRECT_MESSAGES else None
    return Plan(channel_id, Schedule(cadence, at, found["zone"], int(found["weekday"])))
