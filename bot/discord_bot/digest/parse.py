"""Parse what people type into the forms of a digest; raise `InvalidInput` for anything else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import get_args

from bot.discord_bot import limits
from bot.discord_bot.digest.zones import find_zone
from bot.discord_bot.rendering.escape import plain_text
from bot.records.schedule import Cadence
from bot.records.subscriptions import Interests
from retrieval.search.categories import add_codes
from retrieval.text import patterns as re

MAX_ENTRIES = 20
"""How many topics, words or names one field may have."""

MAX_ENTRY_UNITS = 100
"""UTF-16 code units of one of them."""

CADENCES: tuple[Cadence, ...] = get_args(Cadence)

_TIME = re.compile(
    r"(?P<hour>\d{1,2})\s*(?:[:.h時点]\s*(?P<minute>\d{2})?\s*分?|uhr)?\s*(?:(?P<half>[ap])\.?m?\.?)?",
    re.IGNORECASE,
)
_FOUR_DIGITS = re.compile(r"(\d{2})(\d{2})")
_CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[a-z]+(?:-[a-z]+)*)?", re.IGNORECASE)
_SEPARATOR = re.compile(r"[\n,;、，；]")


class InvalidInput(Exception):
    """Input that cannot be parsed: the message of `key` says why, with `values`."""

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.values: Mapping[str, str | int] = values


def parse_time(text: str) -> time:
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


def parse_zone(text: str) -> str:
    """Return the IANA name of a time zone, typed as such or as a city."""
    found = find_zone(text)
    if found is None:
        raise InvalidInput("digest-bad-zone", text=plain_text(text)[:80])
    return found


def parse_interests(texts: Mapping[str, str]) -> Interests:
    """Return the interests in the fields of the form; it has no field for sources."""
    topics, named, include, exclude, authors = (
        _parse_entries(texts.get(name, ""))
        for name in ("topics", "categories", "include", "exclude", "authors")
    )
    categories = tuple(code for text in named for code in _parse_category(text))
    unwanted = {word.casefold() for word in exclude}
    for word in (*include, *topics):
        if word.casefold() in unwanted:
            raise InvalidInput("digest-bad-both", text=word)
    return Interests(topics, categories, include, exclude, authors)


def _parse_entries(text: str) -> tuple[str, ...]:
    """Return the entries of a field, separated by lines or commas, without duplicates."""
    found: dict[str, str] = {}
    for part in _SEPARATOR.split(text):
        if word := plain_text(part):
            found.setdefault(word.casefold(), word)
    for word in found.values():
        if limits.count_units(word) > MAX_ENTRY_UNITS:
            raise InvalidInput("digest-bad-long", text=limits.cut(word, 50), most=MAX_ENTRY_UNITS)
    if len(found) > MAX_ENTRIES:
        raise InvalidInput("digest-bad-many", count=len(found), most=MAX_ENTRIES)
    return tuple(found.values())


def _parse_category(text: str) -> tuple[str, ...]:
    """Return a category as arXiv writes it (`cs`, `cond-mat.mes-hall`), or those of its name."""
    _, *named = add_codes(text)
    if named:
        return tuple(named)
    if not _CATEGORY.fullmatch(text):
        raise InvalidInput("digest-bad-category", text=text)
    archive, dot, subject = text.partition(".")
    short = len(subject) == 2
    return (f"{archive.lower()}{dot}{subject.upper() if short else subject.lower()}",)
