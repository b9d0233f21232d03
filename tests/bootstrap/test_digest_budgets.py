"""What a digest has written is metered for its server, and is quotes beyond the budget."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any, cast

from bot.answering.language_model import Usage
from bot.digest.compose import Compose, IssueBuilder
from bot.limits.budgets import Budgets, Limit
from bot.limits.guard import Guard
from bot.limits.metering import reserve
from tests.fakes.discord_bot import FakeCounts, FakeIssueBuilder
from tests.storage.digest_samples import subscription
from tests.temporary_stores import TemporaryStores

NOW = datetime(2026, 11, 25, tzinfo=UTC)
OPTIONS: dict[str, Any] = {"issue_id": "i1", "now": NOW}


class Writing(FakeIssueBuilder):
    """Composes, and has a model write four sentences at once, unless it is to quote."""

    async def __call__(self, *args: Any, **options: Any) -> Any:
        if options["options"].model is None:
            await asyncio.gather(*(self._sentence() for _ in range(4)))
        return await super().__call__(*args, **options)

    async def _sentence(self) -> None:
        settle = await asyncio.to_thread(reserve, "gpt-4o-mini", Usage(100, 1_000))
        await asyncio.to_thread(settle, Usage(100, 10))


async def test_an_issue(kept: TemporaryStores) -> None:
    """Each call of it, by nobody's name; the next issue is quotes."""
    subscribed = subscription()
    compose, budgets, counts, writing = _composing(kept, server=Limit(tokens=50_000))
    await compose(subscribed, **OPTIONS)
    spent = budgets.spent_today(subscribed.guild_id)
    budgets.server = Limit(tokens=spent.tokens)
    await compose(subscribed, **OPTIONS)

    assert spent.tokens == budgets.spent_today(None).tokens == 440
    assert [tokens for _, tokens, _ in counts.usages] == [110] * 4
    assert [call["options"].model for _, call in writing.calls] == [None, "extractive"]


async def test_a_personal_issue(kept: TemporaryStores) -> None:
    """It counts for the member, whose own budget ends the next one's model."""
    mine = subscription(recipient_id=100)
    compose, budgets, _, writing = _composing(kept, user=Limit(tokens=50_000))
    await compose(mine, **OPTIONS)
    budgets.user = Limit(tokens=440)
    await compose(mine, **OPTIONS)

    assert [call["options"].model for _, call in writing.calls] == [None, "extractive"]
    assert budgets.find_exhausted(mine.guild_id, 200) is None


def _composing(
    kept: TemporaryStores, **limits: Limit
) -> tuple[Compose, Budgets, FakeCounts, Writing]:
    community, counts, writing = kept.stores, FakeCounts(), Writing()
    budgets = Budgets(community.spending, now=lambda: NOW, **limits)

    def report(error: Exception, doing: str) -> None:
        raise AssertionError(doing) from error

    guard = Guard(budgets=budgets, counts=counts, report=report)
    compose = Compose(
        lambda place: cast(IssueBuilder, writing),
        community.ledger,
        community.digest_votes,
        community.settings.get,
        guard,
    )
    return compose, budgets, counts, writing
