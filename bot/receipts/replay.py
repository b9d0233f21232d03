"""Ask a question again as its receipt says, and compare the answers."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from bot.answering.language_model import Turn
from bot.receipts.difference import Difference, compare_receipts
from bot.receipts.receipt import BuildInfo, Receipt, build_receipt

if TYPE_CHECKING:
    from bot.answering.ask import Ask
    from bot.storage.conversations import ConversationStore
    from bot.storage.receipts import ReceiptStore

_MAX_HISTORY_TURNS: Final = 6  # as for the original question


@dataclass(frozen=True, slots=True)
class ReplayResult:
    """The difference; `lacks_history` if the earlier conversation is no longer stored."""

    difference: Difference
    lacks_history: bool = False


class Replay:
    """Answers again from the current library; stores nothing."""

    def __init__(
        self, ask: Ask, receipts: ReceiptStore, turns: ConversationStore, build: BuildInfo
    ) -> None:
        self._ask = ask
        self._receipts = receipts
        self._turns = turns
        self._build = build

    async def __call__(self, receipt: Receipt, *, now: datetime, model: str = "") -> ReplayResult:
        """Return how the answer differs now; `model` may name another model."""
        asked = receipt.request
        if model:
            asked = replace(asked, options=replace(asked.options, model=model))
        history = await asyncio.to_thread(self._load_history, asked.parent_id)
        answer = await self._ask(
            receipt.question, filters=asked.filters, history=history, options=asked.options
        )
        again = build_receipt(
            answer,
            receipt_id=receipt.receipt_id,
            made_at=now,
            build=self._build,
            request=asked,
            scope=receipt.scope,
        )
        return ReplayResult(compare_receipts(receipt, again), bool(asked.parent_id) and not history)

    def _load_history(self, follows: str | None) -> list[Turn]:
        """Return what is left of the conversation, oldest first; block."""
        found: dict[str, Turn] = {}
        while follows is not None and follows not in found and len(found) < _MAX_HISTORY_TURNS:
            kept = self._turns.get(follows)
            if kept is not None:
                found[follows], follows = kept.turn, kept.parent_id
            elif (receipt := self._receipts.get(follows)) is not None:
                turn = Turn(receipt.question, receipt.answer.text, receipt.answer.paper_ids)
                found[follows], follows = turn, receipt.request.parent_id
            else:
                break
        return list(found.values())[::-1]
