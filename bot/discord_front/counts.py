"""What the front end counts of itself; `bot.operations` keeps the counts."""

from __future__ import annotations

from typing import Protocol

from bot.assistant.answer import Answer


class Counts(Protocol):
    """Counts what happens; quick, from any thread, and never fails."""

    def answered(self, answer: Answer, cost: float | None) -> None:
        """Count an answer or a refusal; `cost` in US dollars, None where it is not known."""

    def failed(self, of: str) -> None:
        """Count an incident; `of` is what the program was at."""


class Uncounted:
    """Counts nothing."""

    def answered(self, answer: Answer, cost: float | None) -> None:
        """Let it pass."""

    def failed(self, of: str) -> None:
        """Let it pass."""
