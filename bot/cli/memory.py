"""What a chat remembers: the last turns, and the paper that each number on screen stands for."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.cli.errors import CliError

if TYPE_CHECKING:
    from bot.answering.answer import Answer
    from bot.answering.language_model import Turn

MAX_TURNS = 6


class ChatMemory:
    """The last turns, and the paper that each number on screen refers to."""

    def __init__(self) -> None:
        self._turns: deque[Turn] = deque(maxlen=MAX_TURNS)
        self._numbers: dict[int, str] = {}
        self.receipt: str | None = None
        """The receipt of the last turn, if it has one."""

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The last answered questions, the oldest first."""
        return tuple(self._turns)

    def remember_answer(self, answer: Answer, receipt: str | None = None) -> None:
        """Remember a turn with its receipt, and the papers by the numbers of the footnotes."""
        from bot.answering.language_model import Turn

        if answer.kind == "smalltalk":
            return
        if answer.answered or answer.paper_ids:
            self.receipt = receipt
            self._turns.append(Turn(answer.question, answer.text, answer.paper_ids))
        if answer.answered:
            self._numbers = {c.number: c.paper.paper_id for c in answer.citations}
        else:
            self.remember_papers(hit.paper.paper_id for hit in answer.nearest[:3])

    def remember_papers(self, paper_ids: Iterable[str], first: int = 1) -> None:
        """Remember papers by numbers from `first`; without any, those on screen stay."""
        self._numbers = dict(enumerate(paper_ids, start=first)) or self._numbers

    def resolve_reference(self, text: str) -> str:
        """Return the paper numbered on screen by a reference such as `2` or `[2]`, else the text.

        Raises `CliError` where no paper on screen has that number.
        """
        digits = text.strip().removeprefix("[").removesuffix("]").rstrip(".,")
        if not digits.isdecimal() or len(digits) > 3:
            return text.strip()
        number = int(digits)
        if number not in self._numbers:
            known = ", ".join(map(str, self._numbers)) or "none yet; search or ask first"
            raise CliError(f"No paper here has the number {number}. Numbers: {known}.")
        return self._numbers[number]
