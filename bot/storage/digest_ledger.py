"""Store which digest issues were composed and sent, and who may work on each."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final, Literal

import sqlalchemy as sa

from bot.records.digest_ledger import MAX_CLAIM, LedgerEntry, Posting
from bot.records.issues import Issue
from bot.storage.documents import read_issue, write_issue
from bot.storage.rows import Store, read_columns, to_row
from bot.storage.tables import digest_given, digest_issues, subscriptions
from retrieval.db.database import batches, storable_text

_UNSENT: Final = ("claimed", "composed")
_OPEN: Final = (*_UNSENT, "sent")
_EXPIRED: Final = datetime(1970, 1, 1, tzinfo=UTC)
_UNCLAIMED: Final = ""  # the token of an issue that nobody claims

_ALL = sa.select(digest_issues)
_WITHOUT_ISSUES = sa.select(
    *(column for column in digest_issues.columns if column.name != "record"),
    sa.null().label("record"),
)


def _new_id() -> str:
    return secrets.token_hex(8)


class DigestLedger(Store):
    """The issues of all digests: how far each got, and who may continue it.

    Each change is one transaction and needs the claim. Ids of issues and tokens of claims have 16
    letters and digits.
    """

    def claim(
        self,
        subscription_id: str,
        scheduled_for: str,
        due: datetime,
        now: datetime,
        until: datetime,
    ) -> LedgerEntry | None:
        """Claim a new issue, or one not ended whose claim has expired; else return None.

        Also return None if another issue of the subscription is not sent yet: two composed at once
        would show the same papers.
        """
        of_slot = sa.and_(
            digest_issues.c.subscription_id == subscription_id,
            digest_issues.c.slot == scheduled_for,
        )
        token = _new_id()
        with self._database.write_transaction() as connection:
            kept = connection.execute(_ALL.where(of_slot)).first()
            if kept is not None:
                if kept.outcome not in _OPEN or not _has_run_out(kept.claimed_until, now):
                    return None
                _change(connection, of_slot, token=token, claimed_until=until)
                return replace(_to_entry(kept), token=token, claimed_until=until)
            if not _may_begin(connection, subscription_id):
                return None
            issue_id = _new_id()
            entry = LedgerEntry(
                issue_id, subscription_id, scheduled_for, "claimed", due, until, token=token
            )
            row = to_row(digest_issues, entry, slot=scheduled_for)
            connection.execute(sa.insert(digest_issues).values(row))
            return entry

    def save_issue(self, claim: LedgerEntry, issue: Issue) -> bool:
        """Record what will be sent, and where; return False if the claim is lost."""
        where = sa.select(subscriptions.c.channel_id).where(
            subscriptions.c.subscription_id == claim.subscription_id
        )
        return self._change_held(
            claim,
            outcome="composed",
            tries=0,
            up_to=issue.up_to,
            channel_id=where.scalar_subquery(),
            record=write_issue(issue),
        )

    def begin_posting(
        self, claim: LedgerEntry, last_message_id: int, now: datetime, until: datetime
    ) -> bool:
        """Extend a claim and record where to search for the message if the process dies now.

        The first `last_message_id` stays, as any try may have posted. Return False if the claim is
        lost.
        """
        return self._change_held(
            claim,
            claimed_until=until,
            posted_after=sa.func.coalesce(digest_issues.c.posted_after, last_message_id),
            last_try=now,
        )

    def record_sent(
        self, claim: LedgerEntry, channel_id: int, message_id: int, now: datetime
    ) -> bool:
        """Record the message, and in the same transaction move the subscription's `seen`."""
        with self._database.write_transaction() as connection:
            kept = connection.execute(_ALL.where(_is_held_by(claim))).first()
            if kept is None or kept.record is None:
                return False
            _change(
                connection,
                _is_held_by(claim),
                outcome="sent",
                tries=0,
                channel_id=channel_id,
                message_id=message_id,
                sent_at=now,
            )
            _move_seen(connection, kept)
            self._record_given_papers(connection, kept, channel_id, now)
            return True

    def end(
        self,
        claim: LedgerEntry,
        outcome: Literal["done", "empty", "given up"],
        now: datetime,
        note: str,
    ) -> bool:
        """End an issue; an empty one moves `seen` too. Return False if the claim is lost."""
        with self._database.write_transaction() as connection:
            kept = connection.execute(_ALL.where(_is_held_by(claim))).first()
            if kept is None:
                return False
            if outcome == "empty":
                _move_seen(connection, kept)
            return _change(
                connection,
                _is_held_by(claim),
                outcome=outcome,
                token=_UNCLAIMED,
                claimed_until=now,
                note=storable_text(note),
            )

    def defer(self, claim: LedgerEntry, until: datetime, note: str) -> bool:
        """Release a claim until then, such as when Discord is unreachable; count a try."""
        return self._change_held(
            claim,
            token=_UNCLAIMED,
            claimed_until=until,
            tries=digest_issues.c.tries + 1,
            note=storable_text(note),
        )

    def find_unfinished(self, now: datetime) -> Sequence[LedgerEntry]:
        """Return the issues not ended whose claim has expired, the longest due first.

        They come without what will be sent, which may be much after an outage.
        """
        until = digest_issues.c.claimed_until
        run_out = sa.or_(until <= now, until > now + MAX_CLAIM)
        wanted = _WITHOUT_ISSUES.where(digest_issues.c.outcome.in_(_OPEN), run_out)
        return self._find(wanted.order_by(digest_issues.c.due))

    def release_all(self, among: Callable[[int], bool] = lambda guild_id: True) -> int:
        """Let every claim expire in the servers whose ids pass `among`; return how many.

        Only the process that alone sends in these servers may call this, at its start. Deferred
        issues stay deferred: nobody holds them.
        """
        held = sa.and_(digest_issues.c.outcome.in_(_OPEN), digest_issues.c.token != _UNCLAIMED)
        whose = sa.and_(held, digest_issues.c.subscription_id == subscriptions.c.subscription_id)
        wanted = sa.select(digest_issues.c.issue_id, subscriptions.c.guild_id).where(whose)
        change = sa.update(digest_issues).where(held)
        with self._database.write_transaction() as connection:
            ours = [issue for issue, guild_id in connection.execute(wanted) if among(guild_id)]
            for batch in batches(ours):
                of_ours = change.where(digest_issues.c.issue_id.in_(batch))
                connection.execute(of_ours.values(token=_UNCLAIMED, claimed_until=_EXPIRED))
            return len(ours)

    def entry(self, issue_id: str) -> LedgerEntry | None:
        """Return an issue."""
        return _first(self._find(_ALL.where(digest_issues.c.issue_id == issue_id)))

    def find_scheduled(self, subscription_id: str, scheduled_for: str) -> LedgerEntry | None:
        """Return the issue of a slot."""
        of_it = digest_issues.c.subscription_id == subscription_id
        return _first(self._find(_ALL.where(of_it, digest_issues.c.slot == scheduled_for)))

    def history(self, subscription_id: str, limit: int) -> Sequence[LedgerEntry]:
        """Return a subscription's issues, newest first."""
        wanted = _ALL.where(digest_issues.c.subscription_id == subscription_id)
        return self._find(wanted.order_by(digest_issues.c.due.desc()).limit(max(limit, 0)))

    def sent_papers(self, channel_id: int, limit: int) -> Sequence[str]:
        """Return ids of the papers that a channel's sent issues showed as picks, newest first."""
        wanted = (
            sa.select(digest_given.c.paper_id)
            .where(digest_given.c.channel_id == channel_id)
            .order_by(digest_given.c.given_at.desc(), digest_given.c.place)
            .limit(max(limit, 0))
        )
        return [row.paper_id for row in self._read(wanted)]

    def _record_given_papers(
        self, connection: sa.Connection, kept: Any, channel_id: int, now: datetime
    ) -> None:
        guild = sa.select(subscriptions.c.guild_id).where(
            subscriptions.c.subscription_id == kept.subscription_id
        )
        guild_id = connection.scalar(guild)
        issue = read_issue(kept.issue_id, kept.subscription_id, kept.due, kept.record)
        shown = dict.fromkeys(storable_text(pick.paper.paper_id) for pick in issue.picks)
        rows = [
            {
                "channel_id": channel_id,
                "paper_id": paper_id,
                "guild_id": guild_id,
                "given_at": now,
                "place": place,
            }
            for place, paper_id in enumerate(shown)
        ]
        self._database.upsert(connection, digest_given, rows)

    def _change_held(self, claim: LedgerEntry, **values: Any) -> bool:
        return self._write(sa.update(digest_issues).where(_is_held_by(claim)).values(**values)) > 0

    def _find(self, wanted: sa.Select[Any]) -> list[LedgerEntry]:
        return [_to_entry(row) for row in self._read(wanted)]


def _may_begin(connection: sa.Connection, subscription_id: str) -> bool:
    """Say whether there is such a subscription, and none of its issues is still to be sent."""
    known = sa.exists().where(subscriptions.c.subscription_id == subscription_id)
    unsent = sa.exists().where(
        digest_issues.c.subscription_id == subscription_id, digest_issues.c.outcome.in_(_UNSENT)
    )
    return bool(connection.scalar(sa.select(sa.and_(known, sa.not_(unsent)))))


def _is_held_by(claim: LedgerEntry) -> sa.ColumnElement[bool]:
    return sa.and_(digest_issues.c.issue_id == claim.issue_id, digest_issues.c.token == claim.token)


def _has_run_out(until: datetime, now: datetime) -> bool:
    return until <= now or until > now + MAX_CLAIM


def _change(connection: sa.Connection, which: sa.ColumnElement[bool], **values: Any) -> bool:
    return connection.execute(sa.update(digest_issues).where(which).values(**values)).rowcount > 0


def _move_seen(connection: sa.Connection, kept: Any) -> None:
    """Move what a subscription has seen up to an issue's last paper, and never back."""
    behind = sa.and_(
        subscriptions.c.subscription_id == kept.subscription_id, subscriptions.c.seen < kept.up_to
    )
    connection.execute(sa.update(subscriptions).where(behind).values(seen=kept.up_to))


def _first(found: Sequence[LedgerEntry]) -> LedgerEntry | None:
    return found[0] if found else None


def _to_entry(row: Any) -> LedgerEntry:
    issue = posting = None
    if row.record is not None:
        issue = read_issue(row.issue_id, row.subscription_id, row.due, row.record)
    if row.posted_after is not None:
        posting = Posting(row.posted_after, row.last_try)
    known = read_columns(LedgerEntry, row)
    return LedgerEntry(**known, scheduled_for=row.slot, issue=issue, posting=posting)
