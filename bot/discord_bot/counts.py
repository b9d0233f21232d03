"""What the front end counts of itself; `bot.operations` keeps the counts."""

from __future__ import annotations

from typing import Protocol

from bot.answering.answer import Answer
from bot.answering.language_model import Usage


class Counts(Protocol):
    """Counts what happens; quick, from any thread, and never fails."""

    def answered(self, answer: Answer) -> None:
        """Count an answer or a refusal."""

    def used(self, model: str, usage: Usage, cost: float | None) -> None:
        """Count what a model used; `cost` in US dollars, None where it is not known."""

    def again(self) -> None:
        """Count an answer that was there already."""

    def turned_away(self, why: str) -> None:
        """Count who was asked to wait or not answered; `why` is one of a few words."""

    def quoted(self, budget: str) -> None:
        """Count where quotes stand because a budget is used up; `budget` is whose."""

    def failed(self, of: str) -> None:
        """Count an incident; `of` is what the program was at."""


class Uncounted:
    """Counts nothing."""

    def answered(self, answer: Answer) -> None:
        """Let it pass."""

    def used(self, model: str, usage: Usage, cost: float | None) -> None:
        """Let it pass."""

    def again(self) -> None:
        """Let it pass."""

    def turned_away(self, why: str) -> None:
        """Let it pass."""

    def quoted(self, budget: str) -> None:
        """Let it pass."""

    def failed(self, of: str) -> None:
        """Let it pass."""
