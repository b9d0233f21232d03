"""What is counted while requests are answered."""

from __future__ import annotations

from bot.answering.answer import Answer
from bot.answering.language_model import Usage


class Counts:
    """Counts nothing; `bot.operations.metrics` overrides the methods.

    Each is quick, may be called from any thread, and never fails.
    """

    def answered(self, answer: Answer) -> None:
        """Count an answer or a refusal."""

    def used(self, model: str, usage: Usage, cost: float | None) -> None:
        """Count what a model used; `cost` in US dollars, None where it is not known."""

    def cached_answer(self) -> None:
        """Count an answer that the cache had."""

    def turned_away(self, why: str) -> None:
        """Count a request that was not taken; `why` is one of a few words."""

    def quoted(self, budget: str) -> None:
        """Count what was written as quotes because `budget` is used up."""

    def failed(self, of: str) -> None:
        """Count an incident; `of` is what the program was doing, never a person's words."""
