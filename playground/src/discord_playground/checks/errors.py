"""Render problems as the body that Discord answers with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from discord_playground.checks.problem import Path, Problem

INVALID_FORM_BODY = 50035


def error_body(problems: Iterable[Problem]) -> dict[str, Any]:
    """Return Discord's JSON for `problems`: code 50035 with the errors nested by path.

    A problem of the whole request, such as 50006, is answered alone, as Discord does; one that
    the description and the limits beside it both found is said once.
    """
    found = list(problems)
    for problem in found:
        if problem.code.isdecimal():
            return {"code": int(problem.code), "message": problem.message}
    errors: dict[str, Any] = {}
    said: set[tuple[Path, str]] = set()
    for problem in found:
        if (problem.path, problem.code) in said:
            continue
        said.add((problem.path, problem.code))
        place = errors
        for part in problem.path:
            place = place.setdefault(str(part), {})
        place.setdefault("_errors", []).append({"code": problem.code, "message": problem.message})
    return {"code": INVALID_FORM_BODY, "message": "Invalid Form Body", "errors": errors}
