"""Store the receipts of answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.records.receipts import Receipt, Scope
from bot.storage.documents import read_receipt, write_receipt
from bot.storage.tables import receipts
from retrieval.db.database import Database


class ReceiptStore:
    """The receipts of answers, deleted with their turns or when they expire."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, receipt: Receipt) -> None:
        """Store a receipt, replacing one with the same id."""
        row = {
            "receipt_id": receipt.receipt_id,
            "guild_id": receipt.scope.guild_id,
            "channel_id": receipt.scope.channel_id,
            "user_id": receipt.scope.user_id,
            "made_at": receipt.made_at,
            "record": write_receipt(receipt),
        }
        with self._database.write_transaction() as connection:
            self._database.upsert(connection, receipts, [row])

    def get(self, receipt_id: str) -> Receipt | None:
        """Return the receipt of an id."""
        wanted = sa.select(receipts).where(receipts.c.receipt_id == receipt_id)
        with self._database.read_transaction() as connection:
            row = connection.execute(wanted).first()
        if row is None:
            return None
        answer, edition, asked, cost = read_receipt(receipt_id, row.record)
        whose = Scope(row.guild_id, row.channel_id, row.user_id)
        return Receipt(receipt_id, row.made_at, answer, edition, asked, whose, cost)

    def list_guilds(self) -> Sequence[int | None]:
        """Return the servers that have receipts; None is for those without a server."""
        wanted = sa.select(receipts.c.guild_id).distinct().order_by(receipts.c.guild_id)
        with self._database.read_transaction() as connection:
            return list(connection.scalars(wanted))

    def forget_older(self, guild_id: int | None, than: datetime) -> int:
        """Forget a server's receipts made at `than` or before; return how many."""
        old = sa.and_(
            receipts.c.guild_id.is_not_distinct_from(guild_id), receipts.c.made_at <= than
        )
        with self._database.write_transaction() as connection:
            gone = connection.execute(sa.delete(receipts).where(old)).rowcount
        if gone:
            self._database.truncate_log()
        return gone
