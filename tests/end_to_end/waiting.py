"""Wait for what another process does."""

from __future__ import annotations

import time
from collections.abc import Callable


def waited_until(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)
