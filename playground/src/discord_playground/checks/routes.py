"""Compare routes whatever their parameters are called."""

from __future__ import annotations

import re

_PARAMETER = re.compile(r"\{[^{}]*\}")


def shape(route: str) -> str:
    """Return a route's template with its parameters unnamed: `/channels/{}/messages`."""
    return _PARAMETER.sub("{}", route)
