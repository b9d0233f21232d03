"""What a chat remembers: the last questions with their answers, and the numbers on screen."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping

from bot.answering.answer import Answer, SearchPage
from bot.answering.language_model import Turn
from bot.cli.errors import ConsoleError

REMEMBERED_TURNS = 6


class Memory:
    """The last turns, and which paper each number of the last list or answer stands for."""

    def __init__(self) -> None:
        self._turns: deque[Turn] = deque(maxlen=REMEMBERED_TURNS)
        self._numbers: Mapping[int, str] = {}
        self.receipt: str | None = None
        """The receipt of the last of the turns, where one is kept."""

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The last questions that were answered, the oldest first."""
        return tuple(self._turns)

    def answered(self, found: Answer, receipt: str | None = None) -> None:
        """Remember a turn with its receipt, and the papers by the numbers of the footnotes."""
        if found.answered:
            self.receipt = receipt
            self._turns.append(Turn(found.question, found.text))
            self._numbers = {c.number: c.paper.paper_id for c in found.citations}
        else:
            self.listed(hit.paper.paper_id for hit in found.nearest[:3])

    def found(self, page: SearchPage) -> None:
        """Remember the papers by their place among the results."""
        if page.hits:
            self.listed(hit.paper.paper_id for hit in page.hits)

    def listed(self, paper_ids: Iterable[str]) -> None:
        """Remember papers by the numbers from 1 on."""
        self._numbers = dict(enumerate(paper_ids, start=1))

    def reference(self, text: str) -> str:
        """Return the paper that a number such as `2` or `[2]` stands for, else the text itself.

        Raises `ConsoleError` where no paper on screen has that number.
        """
        digits = text.strip().removeprefix("[").removesuffix("]").rstrip(".,")
        if not digits.isdecimal() or len(digits) > 3:
            return text.strip()
        number = int(digits)
        if number not in self._numbers:
            known = ", ".join(map(str, self._numbers)) or "none yet; search or ask first"
            raise ConsoleError(f"No paper here has the number {number}. Numbers: {known}.")
        return self._numbers[number]
