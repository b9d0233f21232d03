"""Open what a server and its people keep: in a SQLite file, or in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.community.ports import Community
from bot.storage.component_state import SqlRemembered
from bot.storage.conversations import SqlTurns
from bot.storage.digest_votes import SqlDigestVotes
from bot.storage.ledger import SqlLedger
from bot.storage.notes import SqlNotes
from bot.storage.people_erasure import SqlPersonalData
from bot.storage.receipts import SqlReceipts
from bot.storage.schema import SCHEMA
from bot.storage.server_settings import SqlServerSettings
from bot.storage.servers import SqlServers
from bot.storage.shelves import SqlShelves
from bot.storage.spending import SqlSpending
from bot.storage.subscriptions import SqlSubscriptions
from bot.storage.votes import SqlVotes
from retrieval.db import Database, migrate


@contextmanager
def open_community(url_or_path: str | Path) -> Iterator[Community]:
    """Open what is kept at a path (SQLite) or a database's URL, made or migrated where needed.

    The database may be the catalogue's. Raises `KeepingFailed`.
    """
    database = Database(url_or_path, SCHEMA)
    database.truncates_next = True  # who wrote last may have been killed amid an erasure
    try:
        migrate(database)
        yield Community(
            turns=SqlTurns(database),
            receipts=SqlReceipts(database),
            settings=SqlServerSettings(database),
            shelves=SqlShelves(database),
            votes=SqlVotes(database),
            remembered=SqlRemembered(database),
            notes=SqlNotes(database),
            people=SqlPersonalData(database),
            servers=SqlServers(database),
            subscriptions=SqlSubscriptions(database),
            ledger=SqlLedger(database),
            digest_votes=SqlDigestVotes(database),
            spending=SqlSpending(database),
        )
    finally:
        database.close()
