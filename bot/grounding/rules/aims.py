"""Know sentences that say what was asked, rather than what was found."""

from __future__ import annotations

import re
from functools import lru_cache

_HEADED = re.compile(r"^(?:OBJECTIVES?|AIMS?|PURPOSE|CONTEXT|BACKGROUND|DESIGN|METHODS?)\b")
_ASKED = re.compile(
    r"\bwhether\b|\?$|\b(?:aim|objective|purpose|goal)s? (?:of|was|is|were|are)\b|"
    r"^to (?:determine|assess|evaluate|investigate|examine|explore|test)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4_096)
def states_aim(text: str) -> bool:
    """Return whether a sentence of an abstract names an aim, a question or a background."""
    return bool(_HEADED.search(text) or _ASKED.search(text))
