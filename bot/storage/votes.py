"""Store the votes on answers and on papers of digests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from bot.records.conversations import Tally
from bot.records.digest_ledger import PaperVotes
from bot.storage.recent_erasures import was_erased
from bot.storage.rows import Store
from bot.storage.tables import digest_issues, digest_votes, votes
from retrieval.db.database import Database, storable_text

_NEWEST_FIRST = (sa.func.max(digest_votes.c.cast_at).desc(), digest_votes.c.paper_id)


def _count_votes(table: sa.Table) -> tuple[sa.ColumnElement[int], sa.ColumnElement[int]]:
    """Return how many votes are up, and how many down."""
    up, down = ((sa.case((table.c.value == value, 1), else_=0)) for value in (1, -1))
    return sa.func.coalesce(sa.func.sum(up), 0), sa.func.coalesce(sa.func.sum(down), 0)


_BY_PAPER = sa.select(digest_votes.c.paper_id, *_count_votes(digest_votes)).group_by(
    digest_votes.c.paper_id
)


class VoteStore(Store):
    """The votes on answers, one per person and answer."""

    def cast(self, turn_id: str, user_id: int, value: Literal[-1, 1], now: datetime) -> Tally:
        """Cast, turn or (the same again) take back a vote; return the tally."""
        with self._database.write_transaction() as connection:
            _cast(self._database, connection, votes, {"turn_id": turn_id}, user_id, value, now)
            return _tally(connection, turn_id)

    def tally(self, turn_id: str) -> Tally:
        """Return the tally of an answer."""
        with self._database.read_transaction() as connection:
            return _tally(connection, turn_id)


class DigestVoteStore(Store):
    """The votes on papers of digests, one per person, paper and issue."""

    def cast(
        self, issue_id: str, paper_id: str, user_id: int, value: Literal[-1, 1], now: datetime
    ) -> PaperVotes:
        """Cast, turn or (the same again) take back a vote; return that paper's votes."""
        paper = {"issue_id": storable_text(issue_id), "paper_id": storable_text(paper_id)}
        on_it = sa.and_(*(digest_votes.c[name] == key for name, key in paper.items()))
        with self._database.write_transaction() as connection:
            _cast(self._database, connection, digest_votes, paper, user_id, value, now)
            counted = connection.execute(sa.select(*_count_votes(digest_votes)).where(on_it))
            return PaperVotes(paper_id, *counted.one())

    def list_for_issue(self, issue_id: str) -> Sequence[PaperVotes]:
        """Return the votes on an issue's papers."""
        wanted = _BY_PAPER.where(digest_votes.c.issue_id == storable_text(issue_id))
        return self._find(wanted.order_by(digest_votes.c.paper_id))

    def list_for_subscription(self, subscription_id: str, limit: int) -> Sequence[PaperVotes]:
        """Return the votes on papers of a subscription's issues, those voted on last first."""
        wanted = _BY_PAPER.join(digest_issues, digest_issues.c.issue_id == digest_votes.c.issue_id)
        wanted = wanted.where(digest_issues.c.subscription_id == subscription_id)
        return self._find(wanted.order_by(*_NEWEST_FIRST).limit(max(limit, 0)))

    def _find(self, wanted: sa.Select[Any]) -> list[PaperVotes]:
        return [PaperVotes(*row) for row in self._read(wanted)]


def _cast(
    database: Database,
    connection: sa.Connection,
    table: sa.Table,
    subject: Mapping[str, str],
    user_id: int,
    value: Literal[-1, 1],
    now: datetime,
) -> None:
    """Cast, turn or (the same again) take back a vote on `subject`, the columns that name it."""
    if was_erased(connection, now, user_id):
        return  # the vote was pressed before
    row = {**subject, "user_id": user_id}
    own = sa.and_(*(table.c[name] == key for name, key in row.items()))
    if connection.scalar(sa.select(table.c.value).where(own)) == value:
        connection.execute(sa.delete(table).where(own))
    else:
        database.upsert(connection, table, [{**row, "value": value, "cast_at": now}])


def _tally(connection: sa.Connection, turn_id: str) -> Tally:
    counted = sa.select(*_count_votes(votes)).where(votes.c.turn_id == turn_id)
    return Tally(*connection.execute(counted).one())
