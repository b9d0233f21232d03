"""Open the stores of servers and people, in a SQLite file or in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.storage.additions import AdditionStore
from bot.storage.component_state import ComponentState, NoteStore
from bot.storage.conversations import ConversationStore
from bot.storage.digest_ledger import DigestLedger
from bot.storage.erasure import PersonalDataStore
from bot.storage.receipts import ReceiptStore
from bot.storage.servers import ServerSettingsStore, ServerStore
from bot.storage.shelves import ShelfStore
from bot.storage.spending import SpendingStore
from bot.storage.subscriptions import SubscriptionStore
from bot.storage.tables import SCHEMA, metadata
from bot.storage.votes import DigestVoteStore, VoteStore
from retrieval.db.database import Database
from retrieval.db.migrate import migrate


class Stores:
    """Everything that is stored for servers and people.

    Every method of a store blocks, may be called from any thread, and raises `StorageError` if the
    database fails. Discord's ids are whole numbers below 2**63.
    """

    def __init__(self, database: Database) -> None:
        self.turns = ConversationStore(database)
        self.receipts = ReceiptStore(database)
        self.settings = ServerSettingsStore(database)
        self.shelves = ShelfStore(database)
        self.votes = VoteStore(database)
        self.component_state = ComponentState(database)
        self.notes = NoteStore(database)
        self.personal_data = PersonalDataStore(database)
        self.servers = ServerStore(database)
        self.subscriptions = SubscriptionStore(database)
        self.ledger = DigestLedger(database)
        self.digest_votes = DigestVoteStore(database)
        self.spending = SpendingStore(database)
        self.additions = AdditionStore(database)


@contextmanager
def open_stores(url_or_path: str | Path) -> Iterator[Stores]:
    """Open the stores at a path (SQLite) or a database's URL; create or migrate them if needed.

    The database may be the catalog's. Raises `StorageError`.
    """
    database = Database(url_or_path, SCHEMA)
    database.truncates_next = True  # the last process may have been killed during an erasure
    try:
        migrate(database, metadata)
        yield Stores(database)
    finally:
        database.close()
