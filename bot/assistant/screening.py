"""Leave out of what a model wrote what no answer may hold, whoever asked for it."""

from __future__ import annotations

from bot.assistant.citations import Written
from bot.assistant.language_model import Task


def screened(written: Written, task: Task) -> Written | None:
    """Return the sentence as it may go on to the check, None where nothing of it may."""
    return written
