"""Does any abstract state the detail that a question asks for? No model is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.assistant.answer import Missing
from bot.assistant.language_model import Excerpt
from retrieval.search import Found

FindMissing = Callable[[str, Found, Sequence[Excerpt]], Missing | None]
"""Tells what a question, as it was searched, asks for that no excerpt states; blocks."""


def find_missing(asked: str, found: Found, excerpts: Sequence[Excerpt]) -> Missing | None:
    """Return the detail that no excerpt states, None where the abstracts may answer."""
    return None
