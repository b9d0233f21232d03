"""What a digest has written is metered for its server, and is quotes beyond the budget."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any, cast

from bot.answering.budgets import Budgets, Limit
from bot.answering.guard import Guard
from bot.answering.language_model import Usage
from bot.answering.metering import reserve
from bot.digest.compose import Compose, IssueBuilder
from tests.fakes.discord_bot import FakeCounts, FakeIssueBuilder
from tests.fakes.memory import Memory, memory_community
from tests.storage.digest_samples import subscription

NOW = datetime(2026, 11, 25, tzinfo=UTC)


class Writing(FakeIssueBuilder):
    """Composes, and has a model write four sentences at once, unless it is to quote."""

    async def __call__(self, *args: Any, **options: Any) -> Any:
        if options["options"].model is None:
            await asyncio.gather(*(self._sentence() for _ in range(4)))
        return await super().__call__(*args, **options)

    async def _sentence(self) -> None:
        settle = await asyncio.to_thread(reserve, "gpt-4o-mini", Usage(100, 1_000))
        await asyncio.to_thread(settle, Usage(100, 10))


async def test_an_issue() -> None:
    """Each call of it, by nobody's name; the next issue is quotes."""
    community, counts, writing = memory_community(Memory()), FakeCounts(), Writing()
    budgets = Budgets(community.spending, server=Limit(tokens=50_000), now=lambda: NOW)

    def report(error: Exception, doing: str) -> None:
        raise AssertionError(doing) from error

    guard = Guard(budgets=budgets, counts=counts, report=report)
    compose = Compose(
        cast(IssueBuilder, writing),
        community.ledger,
        community.digest_votes,
        community.settings.get,
        guard,
    )
    subscribed = subscription()
    options: dict[str, Any] = {"issue_id": "i1", "now": NOW}
    await compose(subscribed, **options)
    spent = budgets.spent_today(subscribed.guild_id)
    budgets.server = Limit(tokens=spent.tokens)
    await compose(subscribed, **options)

    assert spent.tokens == budgets.spent_today(None).tokens == 440
    assert [tokens for _, tokens, _ in counts.usages] == [110] * 4
    assert [call["options"].model for _, call in writing.calls] == [None, "extractive"]
