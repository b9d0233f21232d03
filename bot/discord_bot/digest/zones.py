"""Find time zones by city, and guess one from a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from types import MappingProxyType
from zoneinfo import ZoneInfo, available_timezones

from discord.app_commands import Choice

from bot.discord_bot import limits

UTC = "UTC"

# Only languages most of whose speakers live in one zone; English is spoken in all of them.
_ZONE_BY_LOCALE: Mapping[str, str] = MappingProxyType(
    {
        "bg": "Europe/Sofia",
        "cs": "Europe/Prague",
        "da": "Europe/Copenhagen",
        "de": "Europe/Berlin",
        "el": "Europe/Athens",
        "en-GB": "Europe/London",
        "es-ES": "Europe/Madrid",
        "fi": "Europe/Helsinki",
        "fr": "Europe/Paris",
        "hi": "Asia/Kolkata",
        "hr": "Europe/Zagreb",
        "hu": "Europe/Budapest",
        "it": "Europe/Rome",
        "ja": "Asia/Tokyo",
        "ko": "Asia/Seoul",
        "lt": "Europe/Vilnius",
        "nl": "Europe/Amsterdam",
        "no": "Europe/Oslo",
        "pl": "Europe/Warsaw",
        "ro": "Europe/Bucharest",
        "sv-SE": "Europe/Stockholm",
        "th": "Asia/Bangkok",
        "tr": "Europe/Istanbul",
        "uk": "Europe/Kyiv",
        "vi": "Asia/Ho_Chi_Minh",
        "zh-CN": "Asia/Shanghai",
        "zh-TW": "Asia/Taipei",
    }
)
_NOT_CITIES = ("Etc/", "SystemV/", "US/", "Canada/", "Brazil/", "Chile/", "Mexico/")


def guess_zone(locale: object) -> str:
    """Return the time zone where most users of a Discord locale live, else UTC."""
    return _ZONE_BY_LOCALE.get(str(locale), UTC)


def find_zone(text: str) -> str | None:
    """Return the zone of an IANA name or city ("berlin"), None unless exactly one matches."""
    wanted = _fold(text)
    exact = {_fold(name): name for name in available_zones()}
    if found := exact.get(wanted):
        return found
    cities = [name for name in _city_zones() if _fold(_city(name)) == wanted]
    return cities[0] if len(cities) == 1 else None


def complete_zones(text: str, now: datetime, usual: str) -> list[Choice[str]]:
    """Return the zones that match what somebody typed, cities that start with it first."""
    wanted = _fold(text)
    if not wanted:
        found: Sequence[str] = list(dict.fromkeys([usual, UTC, *_ZONE_BY_LOCALE.values()]))
    else:
        names = (*_city_zones(), UTC)
        first = [n for n in names if _fold(_city(n)).startswith(wanted)]
        found = [*first, *(n for n in names if wanted in _fold(n) and n not in first)]
    return [
        Choice(name=limits.cut(_describe(name, now), limits.CHOICE_NAME), value=name)
        for name in found[: limits.CHOICES]
    ]


def utc_offset(zone: str, now: datetime) -> str:
    """Return a zone's offset at a moment: "UTC+05:30"."""
    there = now.astimezone(ZoneInfo(zone)).strftime("%z")
    return f"UTC{there[:3]}:{there[3:5]}"


@cache
def available_zones() -> frozenset[str]:
    """Return all IANA names."""
    return frozenset(available_timezones())


@cache
def _city_zones() -> tuple[str, ...]:
    """Return the zones named after cities, by city."""
    names = (n for n in available_zones() if "/" in n and not n.startswith(_NOT_CITIES))
    return tuple(sorted(names, key=lambda name: (_city(name), name)))


def _city(name: str) -> str:
    return name.rpartition("/")[2].replace("_", " ")


def _describe(name: str, now: datetime) -> str:
    city, there = _city(name), utc_offset(name, now)
    return f"{city} · {there}" if city == name else f"{city} · {there} · {name}"


def _fold(text: str) -> str:
    return text.strip().casefold().replace("_", " ")
