"""Store the receipts of answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.records.receipts import Receipt, Scope
from bot.storage.documents import read_receipt, write_receipt
from bot.storage.rows import Store, read_columns, to_row
from bot.storage.tables import receipts


class ReceiptStore(Store):
    """The receipts of answers, deleted with their turns or when they expire."""

    def keep(self, receipt: Receipt) -> None:
        """Store a receipt, replacing one with the same id."""
        row = to_row(receipts, receipt, record=write_receipt(receipt))
        row |= to_row(receipts, receipt.scope)
        self._replace(receipts, [row])

    def get(self, receipt_id: str) -> Receipt | None:
        """Return the receipt of an id."""
        wanted = sa.select(receipts).where(receipts.c.receipt_id == receipt_id)
        found = self._read(wanted)
        if not found:
            return None
        scope = Scope(**read_columns(Scope, found[0]))
        document = read_receipt(receipt_id, found[0].record)
        return Receipt(**read_columns(Receipt, found[0]), **document, scope=scope)

    def list_guilds(self) -> Sequence[int | None]:
        """Return the servers that have receipts; None is for those without a server."""
        wanted = sa.select(receipts.c.guild_id).distinct().order_by(receipts.c.guild_id)
        return [row.guild_id for row in self._read(wanted)]

    def forget_older(self, guild_id: int | None, than: datetime) -> int:
        """Forget a server's receipts made at `than` or before; return how many."""
        old = sa.and_(
            receipts.c.guild_id.is_not_distinct_from(guild_id), receipts.c.made_at <= than
        )
        gone = self._write(sa.delete(receipts).where(old))
        if gone:
            self._database.truncate_log()
        return gone
