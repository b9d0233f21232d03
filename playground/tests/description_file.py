"""Find Discord's own description of its API, for playgrounds that check what they are sent."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from discord_playground.checks.description import Description
from discord_playground.checks.problem import Problem
from discord_playground.transcript import Exchange

DESCRIPTION = Path(__file__).parents[3] / "shared" / "data" / "discord" / "openapi.json"


class CachingDescription(Description):
    """Checks the same commands once, although each bot registers them at its start."""

    def __init__(self, document: dict[str, Any]) -> None:
        super().__init__(document)
        self._found: dict[tuple[str, str], list[Problem]] = {}

    def check(self, method: str, route: str, body: Any) -> list[Problem]:
        if method != "PUT":
            return super().check(method, route, body)
        key = (route, json.dumps(body))
        if key not in self._found:
            self._found[key] = super().check(method, route, body)
        return self._found[key]


@cache
def load_description() -> Description | None:
    """Return the description, None where it is not beside the project."""
    return CachingDescription.load(DESCRIPTION) if DESCRIPTION.is_file() else None


def skip_undescribed() -> None:
    """Report the check against Discord's description as skipped where there is no description.

    Called when a test's playground ends: the test has passed by then, on the playground's own
    rules, and pytest counts the skip beside it.
    """
    if load_description() is None:
        pytest.skip(
            "not checked against Discord's own description: needs "
            "../shared/data/discord/openapi.json, which is not part of the project"
        )


def departures(transcript: Iterable[Exchange]) -> list[str]:
    """Return where the playground's answers differ from the description; skip without one."""
    skip_undescribed()
    description = load_description()
    assert description is not None
    return [
        f"{one.method} {one.route} {one.status}: {problem}"
        for one in transcript
        if description.describes(one.method, one.route)
        for problem in description.check_answer(one.method, one.route, one.status, one.answer)
    ]
