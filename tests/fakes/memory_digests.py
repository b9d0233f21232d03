"""Keep in memory what digests need: subscriptions, the ledger of issues, the votes."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from bot.records.issues import Issue
from bot.records.ledger import MAX_CLAIM, IssueClaim, LedgerEntry, PaperVotes, Posting
from bot.records.subscriptions import PauseReason, Subscription, check_limits

if TYPE_CHECKING:
    from tests.fakes.memory import Memory

_UNSENT = ("claimed", "composed")
_OPEN = (*_UNSENT, "sent")


class MemorySubscriptions:
    """The subscriptions, in the order in which they came."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def add(self, subscription: Subscription) -> None:
        from tests.fakes.memory import was_erased

        made_at = subscription.created_at
        with self._memory as memory:
            if was_erased(memory, made_at, subscription.guild_id, subscription.recipient_id):
                return
            if was_erased(memory, made_at, subscription.created_by):
                subscription = replace(subscription, created_by=0)
            there = [kept.recipient_id for kept in self.list_for_guild(subscription.guild_id)]
            check_limits(there, subscription.recipient_id)
            memory.subscriptions[subscription.subscription_id] = subscription

    def change(
        self, subscription_id: str, change: Callable[[Subscription], Subscription]
    ) -> Subscription | None:
        with self._memory as memory:
            kept = memory.subscriptions.get(subscription_id)
            if kept is None:
                return None
            memory.subscriptions[kept.subscription_id] = replace(
                change(kept),
                guild_id=kept.guild_id,
                created_by=kept.created_by,
                created_at=kept.created_at,
                seen=kept.seen,
                paused=kept.paused,
                recipient_id=kept.recipient_id,
            )
            return memory.subscriptions[kept.subscription_id]

    def get(self, subscription_id: str) -> Subscription | None:
        with self._memory as memory:
            return memory.subscriptions.get(subscription_id)

    def list_for_guild(self, guild_id: int) -> Sequence[Subscription]:
        return [kept for kept in self.list_all() if kept.guild_id == guild_id]

    def list_all(self) -> Sequence[Subscription]:
        with self._memory as memory:
            return list(memory.subscriptions.values())

    def due(self, now: datetime, limit: int) -> Sequence[Subscription]:
        found = [s for s in self.list_all() if not s.paused and s.next_due <= now]
        return sorted(found, key=lambda kept: kept.next_due)[:limit]

    def reschedule(self, due: Sequence[tuple[str, datetime, datetime]]) -> None:
        for subscription_id, was, moment in due:
            self.advance(subscription_id, was, moment)

    def advance(self, subscription_id: str, was: datetime, next_due: datetime) -> bool:
        return self._change(subscription_id, lambda kept: kept.next_due == was, next_due=next_due)

    def pause(self, subscription_id: str, reason: PauseReason) -> bool:
        return self._change(subscription_id, lambda kept: not kept.paused, paused=reason)

    def resume(self, subscription_id: str, due: Callable[[Subscription], datetime]) -> bool:
        with self._memory as memory:
            kept = memory.subscriptions.get(subscription_id)
            if kept is None or not kept.paused:
                return False
            memory.subscriptions[subscription_id] = replace(kept, paused="", next_due=due(kept))
            return True

    def remove(self, subscription_id: str) -> bool:
        with self._memory as memory:
            gone = memory.subscriptions.pop(subscription_id, None)
            if gone is None:
                return False
            if gone.recipient_id and not any(
                kept.channel_id == gone.channel_id for kept in self.list_all()
            ):
                for key in [key for key in memory.given if key[0] == gone.channel_id]:
                    del memory.given[key]
            for entry in list(memory.issues.values()):
                if entry.subscription_id == subscription_id:
                    del memory.issues[entry.issue_id]
                    for vote in [v for v in memory.digest_votes if v[0] == entry.issue_id]:
                        del memory.digest_votes[vote]
            return True

    def forget_recipient(self, user_id: int) -> int:
        own = [kept for kept in self.list_all() if kept.recipient_id == user_id]
        return sum(self.remove(kept.subscription_id) for kept in own)

    def forget_guild(self, guild_id: int) -> int:
        with self._memory as memory:
            for key in [key for key, given in memory.given.items() if given[2] == guild_id]:
                del memory.given[key]
            return sum(self.remove(kept.subscription_id) for kept in self.list_for_guild(guild_id))

    def _change(
        self, subscription_id: str, wanted: Callable[[Subscription], bool], **changes: Any
    ) -> bool:
        with self._memory as memory:
            kept = memory.subscriptions.get(subscription_id)
            if kept is None or not wanted(kept):
                return False
            memory.subscriptions[subscription_id] = replace(kept, **changes)
            return True


class MemoryLedger:
    """The issues, each with the token of whoever may go on with it."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def claim(
        self,
        subscription_id: str,
        scheduled_for: str,
        due: datetime,
        now: datetime,
        until: datetime,
    ) -> tuple[IssueClaim, LedgerEntry] | None:
        with self._memory as memory:
            kept = self.find_scheduled(subscription_id, scheduled_for)
            unsent = [
                entry
                for entry in self._of(subscription_id)
                if entry.scheduled_for != scheduled_for and entry.outcome in _UNSENT
            ]
            if kept is None:
                if unsent or subscription_id not in memory.subscriptions:
                    return None
                kept = LedgerEntry(
                    secrets.token_hex(8), subscription_id, scheduled_for, "claimed", due, until
                )
            elif kept.outcome not in _OPEN or not _has_run_out(kept, now):
                return None
            entry = memory.issues[kept.issue_id] = replace(kept, claimed_until=until)
            token = memory.tokens[kept.issue_id] = secrets.token_hex(8)
            return IssueClaim(kept.issue_id, subscription_id, scheduled_for, token, until), entry

    def save_issue(self, claim: IssueClaim, issue: Issue) -> bool:
        with self._memory as memory:
            subscription = memory.subscriptions.get(claim.subscription_id)
            channel_id = subscription.channel_id if subscription else None
            return self._change(
                claim, outcome="composed", tries=0, issue=issue, channel_id=channel_id
            )

    def begin_posting(
        self, claim: IssueClaim, last_message_id: int, now: datetime, until: datetime
    ) -> bool:
        with self._memory:
            entry = self._held(claim)
            before = entry.posting if entry else None
            posting = Posting(before.after if before else last_message_id, now)
            return self._change(claim, claimed_until=until, posting=posting)

    def record_sent(
        self, claim: IssueClaim, channel_id: int, message_id: int, now: datetime
    ) -> bool:
        with self._memory as memory:
            entry = self._held(claim)
            if entry is None or entry.issue is None:
                return False
            guild_id = memory.subscriptions[entry.subscription_id].guild_id
            for place, pick in enumerate(entry.issue.picks):
                memory.given[channel_id, pick.paper.paper_id] = (now, -place, guild_id)
            self._move_seen(entry)
            return self._change(
                claim,
                outcome="sent",
                tries=0,
                channel_id=channel_id,
                message_id=message_id,
                sent_at=now,
            )

    def end(
        self,
        claim: IssueClaim,
        outcome: Literal["done", "empty", "given up"],
        now: datetime,
        note: str,
    ) -> bool:
        with self._memory:
            entry = self._held(claim)
            if entry is not None and outcome == "empty":
                self._move_seen(entry)
            return self._let_go(claim, outcome=outcome, claimed_until=now, note=note)

    def defer(self, claim: IssueClaim, until: datetime, note: str) -> bool:
        with self._memory:
            entry = self._held(claim)
            tries = entry.tries + 1 if entry else 0
            return self._let_go(claim, claimed_until=until, tries=tries, note=note)

    def find_unfinished(self, now: datetime, limit: int) -> Sequence[LedgerEntry]:
        with self._memory as memory:
            found = [
                entry
                for entry in memory.issues.values()
                if entry.outcome in _OPEN and _has_run_out(entry, now)
            ]
        return sorted(found, key=lambda entry: entry.due)[:limit]

    def release_all(self, among: Callable[[int], bool] = lambda guild_id: True) -> int:
        with self._memory as memory:
            released = 0
            for entry in list(memory.issues.values()):
                if not among(memory.subscriptions[entry.subscription_id].guild_id):
                    continue
                if entry.outcome in _OPEN and memory.tokens.pop(entry.issue_id, None):
                    long_ago = datetime(1970, 1, 1, tzinfo=UTC)
                    memory.issues[entry.issue_id] = replace(entry, claimed_until=long_ago)
                    released += 1
            return released

    def entry(self, issue_id: str) -> LedgerEntry | None:
        with self._memory as memory:
            return memory.issues.get(issue_id)

    def find_scheduled(self, subscription_id: str, scheduled_for: str) -> LedgerEntry | None:
        return next(
            (e for e in self._of(subscription_id) if e.scheduled_for == scheduled_for), None
        )

    def history(self, subscription_id: str, limit: int) -> Sequence[LedgerEntry]:
        found = sorted(self._of(subscription_id), key=lambda entry: entry.due, reverse=True)
        return found[: max(limit, 0)]

    def sent_papers(self, channel_id: int, limit: int) -> Sequence[str]:
        with self._memory as memory:
            there = [(given, key[1]) for key, given in memory.given.items() if key[0] == channel_id]
        there.sort(key=lambda found: found[0][:2], reverse=True)
        return [paper_id for _, paper_id in there][: max(limit, 0)]

    def _of(self, subscription_id: str) -> list[LedgerEntry]:
        with self._memory as memory:
            issues = memory.issues.values()
            return [entry for entry in issues if entry.subscription_id == subscription_id]

    def _held(self, claim: IssueClaim) -> LedgerEntry | None:
        memory = self._memory
        held = memory.tokens.get(claim.issue_id) == claim.token
        return memory.issues.get(claim.issue_id) if held else None

    def _change(self, claim: IssueClaim, **changes: Any) -> bool:
        with self._memory as memory:
            entry = self._held(claim)
            if entry is None:
                return False
            memory.issues[claim.issue_id] = replace(entry, **changes)
            return True

    def _let_go(self, claim: IssueClaim, **changes: Any) -> bool:
        changed = self._change(claim, **changes)
        if changed:
            del self._memory.tokens[claim.issue_id]
        return changed

    def _move_seen(self, entry: LedgerEntry) -> None:
        known = self._memory.subscriptions
        subscription = known.get(entry.subscription_id)
        if subscription is not None and entry.issue is not None:
            seen = max(subscription.seen, entry.issue.up_to)
            known[entry.subscription_id] = replace(subscription, seen=seen)


class MemoryDigestVotes:
    """The votes on papers of digests."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def cast(
        self, issue_id: str, paper_id: str, user_id: int, value: Literal[-1, 1], now: datetime
    ) -> PaperVotes:
        from tests.fakes.memory import was_erased

        own = (issue_id, paper_id, user_id)
        with self._memory as memory:
            if was_erased(memory, now, user_id):
                pass
            elif memory.digest_votes.get(own, (0, now))[0] == value:
                del memory.digest_votes[own]
            else:
                memory.digest_votes[own] = (value, now)
            counted = [
                found for found in self.list_for_issue(issue_id) if found.paper_id == paper_id
            ]
            return counted[0] if counted else PaperVotes(paper_id, 0, 0)

    def list_for_issue(self, issue_id: str) -> Sequence[PaperVotes]:
        return sorted(self._count({issue_id}), key=lambda votes: votes.paper_id)

    def list_for_subscription(self, subscription_id: str, limit: int) -> Sequence[PaperVotes]:
        with self._memory as memory:
            issues = {
                entry.issue_id
                for entry in memory.issues.values()
                if entry.subscription_id == subscription_id
            }
            return list(self._count(issues))[: max(limit, 0)]

    def _count(self, issues: set[str]) -> Iterable[PaperVotes]:
        with self._memory as memory:
            cast = [(k[1], *v) for k, v in memory.digest_votes.items() if k[0] in issues]
        cast.sort(key=lambda vote: vote[0])
        cast.sort(key=lambda vote: vote[2], reverse=True)
        for paper_id in dict.fromkeys(vote[0] for vote in cast):
            values = [vote[1] for vote in cast if vote[0] == paper_id]
            yield PaperVotes(paper_id, values.count(1), values.count(-1))


def _has_run_out(entry: LedgerEntry, now: datetime) -> bool:
    return entry.claimed_until <= now or entry.claimed_until > now + MAX_CLAIM
