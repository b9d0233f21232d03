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
    found = [name for name in _all_zones() if _fold(name) == wanted] or [
        name for name, city in _city_zones().items() if _fold(city) == wanted
    ]
    return found[0] if len(found) == 1 else None


def complete_zones(text: str, now: datetime, usual: str) -> list[Choice[str]]:
    """Return the zones that match what somebody typed, cities that start with it first."""
    wanted, cities = _fold(text), {**_city_zones(), UTC: UTC}
    if not wanted:
        found: Sequence[str] = list(dict.fromkeys([usual, UTC, *_ZONE_BY_LOCALE.values()]))
    else:
        first = [name for name, city in cities.items() if _fold(city).startswith(wanted)]
        found = [*first, *(n for n in cities if wanted in _fold(n) and n not in first)]
    return [
        Choice(name=limits.cut(_describe(name, now), limits.CHOICE_NAME), value=name)
        for name in found[: limits.CHOICES]
    ]


@cache
def _all_zones() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def _city_zones() -> Mapping[str, str]:
    """Return the zones that are named after cities, sorted by these, with their cities."""
    cities = {
        name: name.rpartition("/")[2].replace("_", " ")
        for name in _all_zones()
        if "/" in name and not name.startswith(_NOT_CITIES)
    }
    return dict(sorted(cities.items(), key=lambda zone: (zone[1], zone[0])))


def _describe(name: str, now: datetime) -> str:
    """Return a zone with its offset at a moment: "Kolkata · UTC+05:30 · Asia/Kolkata"."""
    offset = now.astimezone(ZoneInfo(name)).strftime("%z")
    there = f"UTC{offset[:3]}:{offset[3:5]}"
    return f"{_city_zones()[name]} · {there} · {name}" if "/" in name else f"{name} · {there}"


def _fold(text: str) -> str:
    return text.strip().casefold().replace("_", " ")
