"""Find Discord's own description of its API, for playgrounds that check what they are sent."""

from __future__ import annotations

from pathlib import Path

DESCRIPTION = Path(__file__).parents[3] / "shared" / "data" / "discord" / "openapi.json"


def described() -> Path | None:
    """Return the description's path, None where it is not beside the project."""
    return DESCRIPTION if DESCRIPTION.is_file() else None
