"""Find Discord's own description of its API, for playgrounds that check what they are sent."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from discord_playground.checks.description import Description
from discord_playground.transcript import Exchange

DESCRIPTION = Path(__file__).parents[3] / "shared" / "data" / "discord" / "openapi.json"


def find_description() -> Path | None:
    """Return the description's path, None where it is not beside the project."""
    return DESCRIPTION if DESCRIPTION.is_file() else None


def skip_undescribed() -> None:
    """Report the check against Discord's description as skipped where there is no description.

    Called when a test's playground ends: the test has passed by then, on the playground's own
    rules, and pytest counts the skip beside it.
    """
    if find_description() is None:
        pytest.skip(
            "not checked against Discord's own description: needs "
            "../shared/data/discord/openapi.json, which is not part of the project"
        )


def departures(transcript: Iterable[Exchange]) -> list[str]:
    """Return where the playground's answers differ from the description; skip without one."""
    skip_undescribed()
    description = Description.load(DESCRIPTION)
    return [
        f"{one.method} {one.route} {one.status}: {problem}"
        for one in transcript
        if description.describes(one.method, one.route)
        for problem in description.check_answer(one.method, one.route, one.status, one.answer)
    ]
