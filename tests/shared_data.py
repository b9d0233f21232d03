"""Reach the data that lies beside the project, where it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

_SHARED = Path(__file__).parents[2] / "shared" / "data"


def shared_path(path: str) -> Path:
    """Return `path` inside the shared data, or skip the test that asks for it."""
    found = _SHARED / path
    if not found.exists():
        pytest.skip(f"needs ../shared/data/{path}, which is not part of the project")
    return found
