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

# Only languages that most of their speakers share a zone with; English is spoken in all of them.
_USUAL: Mapping[str, str] = MappingProxyType(
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
_NO_PLACES = ("Etc/", "SystemV/", "US/", "Canada/", "Brazil/", "Chile/", "Mexico/")


def usual_zone(locale: object) -> str:
    """Return the zone that most people of a Discord locale live in, UTC where there is none."""
    return _USUAL.get(str(locale), UTC)


def zone_named(text: str) -> str | None:
    """Return the zone of an IANA name or of a city ("berlin"), None where no one zone is meant."""
    wanted = _folded(text)
    exact = {_folded(name): name for name in available_zones()}
    if found := exact.get(wanted):
        return found
    cities = [name for name in _places() if _folded(_city(name)) == wanted]
    return cities[0] if len(cities) == 1 else None


def completed(text: str, now: datetime, usual: str) -> list[Choice[str]]:
    """Return the zones that what somebody typed may become, cities that begin so first."""
    wanted = _folded(text)
    if not wanted:
        found: Sequence[str] = list(dict.fromkeys([usual, UTC, *_USUAL.values()]))
    else:
        names = (*_places(), UTC)
        first = [n for n in names if _folded(_city(n)).startswith(wanted)]
        found = [*first, *(n for n in names if wanted in _folded(n) and n not in first)]
    return [
        Choice(name=limits.cut(_described(name, now), limits.CHOICE_NAME), value=name)
        for name in found[: limits.CHOICES]
    ]


def offset(zone: str, now: datetime) -> str:
    """Return how far a zone is from UTC at a moment, as `UTC+05:30`."""
    there = now.astimezone(ZoneInfo(zone)).strftime("%z")
    return f"UTC{there[:3]}:{there[3:5]}"


@cache
def available_zones() -> frozenset[str]:
    """Return all IANA names."""
    return frozenset(available_timezones())


@cache
def _places() -> tuple[str, ...]:
    """Return the names that are of places, in their order."""
    names = (n for n in available_zones() if "/" in n and not n.startswith(_NO_PLACES))
    return tuple(sorted(names, key=lambda name: (_city(name), name)))


def _city(name: str) -> str:
    return name.rpartition("/")[2].replace("_", " ")


def _described(name: str, now: datetime) -> str:
    city, there = _city(name), offset(name, now)
    return f"{city} · {there}" if city == name else f"{city} · {there} · {name}"


def _folded(text: str) -> str:
    return text.strip().casefold().replace("_", " ")
