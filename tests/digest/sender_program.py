"""Send digests from a process of its own, to a Discord at an address: killed by its tests.

    python -m tests.digest.sender_program DATABASE ADDRESS START SPEED [alone]

Its clock shows START (seconds) plus so many times what has passed since.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any, cast

from bot.answering.options import AnswerOptions
from bot.digest.compose import Compose, IssueBuilder
from bot.digest.deliver import Deliver, NotNow
from bot.digest.scheduler import SendDueDigests
from bot.limits.guard import Guard
from bot.records.issues import Issue, Pick
from bot.records.ledger import LedgerEntry, PaperVotes
from bot.records.subscriptions import PauseReason, Subscription
from bot.storage.stores import open_stores
from retrieval.paper import Paper

ARRIVED = 7


class Composer:
    """Composes of all papers that have come."""

    async def __call__(
        self,
        subscription: Subscription,
        *,
        issue_id: str,
        now: datetime,
        already_sent: Collection[str],
        votes: Sequence[PaperVotes],
        options: AnswerOptions,
    ) -> Issue:
        new = range(subscription.seen + 1, ARRIVED + 1)
        picks = tuple(Pick(n, Paper(str(n), "A title", ""), 1.0) for n in new)
        whose = subscription.subscription_id
        return Issue(issue_id, whose, now.date(), now, ARRIVED, len(new), picks=picks)


class Poster:
    """Publishes over HTTP."""

    def __init__(self, address: str) -> None:
        self._address = address

    async def find_last_message(self, subscription: Subscription) -> int:
        found = await self._ask("GET", f"/{subscription.channel_id}")
        return max((m["id"] for m in found), default=0)

    async def find(self, subscription: Subscription, entry: LedgerEntry) -> int | None:
        found = await self._ask("GET", f"/{subscription.channel_id}")
        return next((m["id"] for m in found if m["issue"] == entry.issue_id), None)

    async def post(self, subscription: Subscription, issue: Issue) -> int:
        papers = [pick.paper.paper_id for pick in issue.picks]
        body = {"issue": issue.issue_id, "papers": papers}
        return int((await self._ask("POST", f"/{subscription.channel_id}", body))["id"])

    async def finish(self, subscription: Subscription, issue: Issue, message_id: int) -> None:
        await self._ask("PUT", f"/{message_id}")

    async def notify_manager(self, subscription: Subscription, reason: PauseReason) -> None:
        raise NotNow

    async def _ask(self, method: str, path: str, body: object = None) -> Any:
        def ask() -> Any:
            data = None if body is None else json.dumps(body).encode()
            request = urllib.request.Request(self._address + path, data, method=method)
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.loads(answer.read())

        try:
            return await asyncio.to_thread(ask)
        except (urllib.error.URLError, OSError) as error:
            raise NotNow from error


def main(database: str, address: str, start: str, speed: str, *alone: str) -> None:
    """Send until killed."""
    began = time.time()

    def now() -> datetime:
        shown = float(start) + (time.time() - began) * float(speed)
        return datetime.fromtimestamp(shown, UTC)

    def report(error: BaseException, of: str) -> str:
        print(f"{of}: {error!r}", file=sys.stderr, flush=True)  # noqa: T201
        return "i"

    with open_stores(database) as community:
        compose = Compose(
            lambda place: cast(IssueBuilder, Composer()),
            community.ledger,
            community.digest_votes,
            community.settings.get,
            Guard(),
        )
        stores = community.subscriptions, community.ledger
        send_due = SendDueDigests(
            *stores,
            Deliver(compose, *stores, Poster(address), now=now, report=report),
            now=now,
            new_id=lambda: secrets.token_hex(8),
            report=report,
            sole_sender=bool(alone),
        )
        asyncio.run(send_due.run(every=0.02))


if __name__ == "__main__":
    main(*sys.argv[1:])
