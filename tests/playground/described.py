"""Find Discord's own description of its API, for playgrounds that check what they are sent."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from playground.checks.description import Description
from playground.transcript import Exchange

DESCRIPTION = Path(__file__).parents[3] / "shared" / "data" / "discord" / "openapi.json"


def described() -> Path | None:
    """Return the description's path, None where it is not beside the project."""
    return DESCRIPTION if DESCRIPTION.is_file() else None


def departures(transcript: Iterable[Exchange]) -> list[str]:
    """Return where the playground's answers are not as described, none without a description."""
    if not DESCRIPTION.is_file():
        return []
    description = Description.load(DESCRIPTION)
    return [
        f"{one.method} {one.route} {one.status}: {problem}"
        for one in transcript
        if description.describes(one.method, one.route)
        for problem in description.check_answer(one.method, one.route, one.status, one.answer)
    ]
