"""A chat over fakes as a process of its own: what the pseudo-terminal test talks to."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from bot.answering.answer import Answer
from bot.cli.app import create_app
from bot.grounding.sentence import Sentence
from tests.fakes.cli import FakeAsk, FakeOutside


class SlowAsk(FakeAsk):
    """Answers the question "slow" with a sentence, and then with nothing for a minute."""

    async def stream(self, question: str, **options: object) -> AsyncIterator[Sentence | Answer]:
        if question == "slow":
            yield Sentence("It begins,", (1,))
            await asyncio.sleep(60)
        async for item in super().stream(question, **options):
            yield item


if __name__ == "__main__":
    outside = FakeOutside(Path(sys.argv[1]))
    outside.application.model.mode = "model"
    outside.application.ask = SlowAsk(outside.application.ask.outcome)
    create_app(outside.context())(["chat"], prog_name="footnote")
