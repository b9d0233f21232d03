"""Answer the same question once: as long as the library and the settings are the same.

The key has the catalogue's revision, so that a withdrawal or a new version counts as a change.
Remembered is only which turn has the answer, by a hash: what is forgotten or deleted there is so
here too.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import astuple, replace
from datetime import timedelta
from typing import Final

from bot.answering.answer import Answer, Timings
from bot.answering.language_model import Usage
from bot.answering.options import AnswerOptions
from bot.discord_bot.ask.question import Question
from bot.discord_bot.budgeting import cost_told
from bot.discord_bot.locales import Translations
from bot.discord_bot.services import Services
from retrieval.paper import Paper

_MOST: Final = 1_000  # questions
_LONGEST: Final = timedelta(days=1)


class Answered:
    """Which questions were answered lately, and by which turns. Of one event loop."""

    def __init__(self) -> None:
        self._turns: OrderedDict[str, str] = OrderedDict()
        self._at_hand: dict[str, asyncio.Event] = {}

    @asynccontextmanager
    async def answering(self, key: str, turn_id: str) -> AsyncIterator[str | None]:
        """Give the turn that has the answer already, None where it is to be made in the block.

        Whoever asks meanwhile waits for the block's end. The block's turn is remembered unless it
        raises.
        """
        while (ready := self._at_hand.get(key)) is not None:
            await ready.wait()
        known = self._turns.get(key)
        if known is not None:
            yield known
            return
        ready = self._at_hand[key] = asyncio.Event()
        try:
            yield None
            self._turns[key] = turn_id
            while len(self._turns) > _MOST:
                self._turns.popitem(last=False)
        finally:
            del self._at_hand[key]
            ready.set()

    @asynccontextmanager
    async def once(
        self, question: Question, manner: AnswerOptions, t: Translations, services: Services
    ) -> AsyncIterator[Answer | None]:
        """Give the answer that there is already, None where it is to be made in the block."""
        key = await asyncio.to_thread(key_of, question, manner, services)
        while True:
            async with self.answering(key, question.turn_id) as known:
                if known is None:
                    yield None
                    return
            if (answer := await before(known, question, manner, t, services)) is not None:
                yield answer
                return
            self._turns.pop(key, None)


def key_of(question: Question, manner: AnswerOptions, services: Services) -> str:
    """Return what is the same for questions that have the same answer; blocks.

    Case, spaces and a last question mark do not matter. The channel does: that somebody has asked
    is told only where the answer stands, never in another channel, server or direct message.
    """
    catalogue = services.application.catalogue
    text = " ".join(question.text.casefold().split()).rstrip("?？ ")
    parts = (
        question.channel_id,
        question.user_id if question.private else None,
        text,
        astuple(question.filters),
        astuple(manner),
        services.application.settings.unsupported,
        catalogue.revision(),
        catalogue.pending_count(),  # what waits to be indexed is not yet found
    )
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()


async def before(
    turn_id: str, question: Question, manner: AnswerOptions, t: Translations, services: Services
) -> Answer | None:
    """Return the answer of a turn as one to `question`; None where it is gone or too old.

    Nor is it given where a paper that it cites has changed or gone while it was made. Quotes that
    stand where a model was to write are no answer to anybody else: it may write again.
    """
    turn = await asyncio.to_thread(services.stores.turns.get, turn_id)
    if turn is None or question.asked_at - turn.asked_at > _LONGEST or turn.answer.fallen:
        return None
    if not await asyncio.to_thread(_still_stands, turn.answer, services):
        return None
    # It cost nothing this time.
    cost = cost_told(turn.answer, services, t, manner.model)
    notice = turn.answer.notice.removesuffix(cost).strip()
    minutes = max(round((question.asked_at - turn.asked_at).total_seconds() / 60), 0)
    return replace(
        turn.answer,
        question=question.text,
        notice=f"{t('asking-answered-before', minutes=minutes)} {notice}".strip(),
        took=Timings(),
        usage=Usage(),
    )


def _still_stands(answer: Answer, services: Services) -> bool:
    """Say whether the papers that an answer cites are as they were when it was made; blocks."""
    cited = [citation.paper for citation in answer.citations]
    known = services.application.catalogue.get_many([paper.paper_id for paper in cited])
    return all(
        (now := known.get(paper.paper_id)) is not None
        and not now.withdrawn
        and _as_cited(now.for_reading()) == _as_cited(paper)
        for paper in cited
    )


def _as_cited(paper: Paper) -> tuple[str, ...]:
    return paper.paper_id, paper.title, paper.abstract, paper.link
