"""Parse what people type into the forms of a digest; raise `InvalidInput` for anything else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time
from typing import get_args

from bot.discord_bot import limits
from bot.discord_bot.digest.zones import find_zone
from bot.discord_bot.errors import UserError
from bot.discord_bot.rendering.escape import plain_text
from bot.records.schedule import Cadence, Schedule
from bot.records.subscriptions import Interests
from retrieval.search.categories import add_codes
from retrieval.text import patterns as re

_MAX_ENTRIES = 20  # topics, words or names of one field
_MAX_ENTRY_UNITS = 100

_TIME = re.compile(
    r"(?P<hour>\d{1,2})\s*(?:[:.h時点]\s*(?P<minute>\d{2})?\s*分?|uhr)?\s*(?:(?P<half>[ap])\.?m?\.?)?",
    re.IGNORECASE,
)
_FOUR_DIGITS = re.compile(r"(\d{2})(\d{2})")
_CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[a-z]+(?:-[a-z]+)*)?", re.IGNORECASE)
_SEPARATOR = re.compile(r"[\n,;、，；]")


class InvalidInput(UserError):
    """Input that cannot be parsed."""


def parse_schedule(texts: Mapping[str, str]) -> Schedule:
    """Return the schedule in texts by the names of its parts; a time zone may be a city."""
    zone = find_zone(typed := texts.get("zone", ""))
    if zone is None:
        raise InvalidInput("digest-bad-zone", text=plain_text(typed)[:80])
    cadences: tuple[Cadence, ...] = get_args(Cadence)
    cadence = next((each for each in cadences if each == texts.get("cadence")), cadences[0])
    at, weekday = _parse_time(texts.get("time", "")), int(texts.get("weekday") or 0)
    return Schedule(cadence, at, zone, weekday)


def _parse_time(text: str) -> time:
    """Return a time of day: `9`, `9:30`, `21h`, `9pm`, `0930`."""
    written = text.strip()
    if bare := _FOUR_DIGITS.fullmatch(written):
        written = f"{bare[1]}:{bare[2]}"
    found = _TIME.fullmatch(written)
    hour, minute = (int(found["hour"]), int(found["minute"] or 0)) if found else (24, 0)
    if found and (half := found["half"]):
        hour = hour % 12 + (12 if half in "pP" else 0) if 1 <= hour <= 12 else 24
    if hour > 23 or minute > 59:
        raise InvalidInput("digest-bad-time", text=plain_text(text)[:50])
    return time(hour, minute)


def parse_interests(texts: Mapping[str, str]) -> tuple[Interests, list[InvalidInput]]:
    """Return the interests in the fields of the form, and what of them was left out, and why.

    The form has no field for sources.
    """
    problems: list[InvalidInput] = []
    topics, named, include, exclude, authors = (
        _parse_entries(texts.get(name, ""), problems)
        for name in ("topics", "categories", "include", "exclude", "authors")
    )
    categories = [code for text in named for code in _parse_category(text, problems)]
    wanted = {word.casefold() for word in (*include, *topics)}
    both = [word for word in exclude if word.casefold() in wanted]
    problems += [InvalidInput("digest-bad-both", text=word) for word in both]
    exclude = tuple(word for word in exclude if word not in both)
    return Interests(topics, tuple(categories), include, exclude, authors), problems


def _parse_entries(text: str, problems: list[InvalidInput]) -> tuple[str, ...]:
    """Return the entries of a field, separated by lines or commas, without duplicates."""
    found: dict[str, str] = {}
    for part in _SEPARATOR.split(text):
        word = plain_text(part)
        if limits.count_units(word) > _MAX_ENTRY_UNITS:
            cut = limits.cut(word, 50)
            problems.append(InvalidInput("digest-bad-long", text=cut, most=_MAX_ENTRY_UNITS))
        elif word:
            found.setdefault(word.casefold(), word)
    if len(found) > _MAX_ENTRIES:
        problems.append(InvalidInput("digest-bad-many", count=len(found), most=_MAX_ENTRIES))
    return tuple(found.values())[:_MAX_ENTRIES]


def _parse_category(text: str, problems: list[InvalidInput]) -> Sequence[str]:
    """Return a category as arXiv writes it (`cs`, `cond-mat.mes-hall`), or those of its name."""
    _, *named = add_codes(text)
    if named:
        return named
    if not _CATEGORY.fullmatch(text):
        problems.append(InvalidInput("digest-bad-category", text=text))
        return ()
    archive, dot, subject = text.partition(".")
    short = len(subject) == 2
    return (f"{archive.lower()}{dot}{subject.upper() if short else subject.lower()}",)
