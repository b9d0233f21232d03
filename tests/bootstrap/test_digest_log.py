"""What is logged while an issue of a digest is made bears an id."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

import structlog

from bot.digest.compose import Compose, IssueBuilder
from bot.limits.guard import Guard
from tests.fakes.discord_bot import FakeIssueBuilder
from tests.fakes.memory import Memory, memory_community
from tests.storage.digest_samples import subscription

NOW = datetime(2026, 11, 25, tzinfo=UTC)


class Telling(FakeIssueBuilder):
    """Composes, and notes what is bound meanwhile."""

    bound: dict[str, Any]

    async def __call__(self, *args: Any, **options: Any) -> Any:
        self.bound = structlog.contextvars.get_contextvars()
        return await super().__call__(*args, **options)


async def _bound(issue_id: str) -> dict[str, Any]:
    telling = Telling()
    stores = memory_community(Memory())
    compose = Compose(
        lambda place: cast(IssueBuilder, telling),
        stores.ledger,
        stores.digest_votes,
        stores.settings.get,
        Guard(),
    )
    await compose(subscription(), issue_id=issue_id, now=NOW)
    return telling.bound


async def test_an_issue_that_is_due_has_its_own() -> None:
    """So that its model's requests are found."""
    assert await _bound("i1") == {"request": "i1", "issue": "i1"}


async def test_a_preview_belongs_to_who_asked() -> None:
    """It is part of that request, and named beside it."""
    with structlog.contextvars.bound_contextvars(request="r1"):
        assert await _bound("i2") == {"request": "r1", "issue": "i2"}
