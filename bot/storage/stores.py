"""Open the stores of servers and people, in a SQLite file or in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.storage.additions import AdditionStore
from bot.storage.component_state import ComponentState, NoteStore
from bot.storage.conversations import ConversationStore
from bot.storage.erasure import PersonalDataStore
from bot.storage.ledger import DigestLedger
from bot.storage.receipts import ReceiptStore
from bot.storage.servers import ServerSettingsStore, ServerStore
from bot.storage.shelves import ShelfStore
from bot.storage.spending import SpendingStore
from bot.storage.subscriptions import SubscriptionStore
from bot.storage.tables import SCHEMA, metadata
from bot.storage.votes import DigestVoteStore, VoteStore
from retrieval.db.database import Database
from retrieval.db.migrate import migrate


@dataclass(frozen=True, slots=True)
class Stores:
    """Everything that is stored for servers and people.

    Every method of a store blocks, may be called from any thread, and raises `StorageError` if the
    database fails. Discord's ids are whole numbers below 2**63.
    """

    turns: ConversationStore
    receipts: ReceiptStore
    settings: ServerSettingsStore
    shelves: ShelfStore
    votes: VoteStore
    component_state: ComponentState
    notes: NoteStore
    personal_data: PersonalDataStore
    servers: ServerStore
    subscriptions: SubscriptionStore
    ledger: DigestLedger
    digest_votes: DigestVoteStore
    spending: SpendingStore
    additions: AdditionStore


@contextmanager
def open_stores(url_or_path: str | Path) -> Iterator[Stores]:
    """Open the stores at a path (SQLite) or a database's URL; create or migrate them if needed.

    The database may be the catalog's. Raises `StorageError`.
    """
    database = Database(url_or_path, SCHEMA)
    database.truncates_next = True  # the last process may have been killed during an erasure
    try:
        migrate(database, metadata)
        yield Stores(
            turns=ConversationStore(database),
            receipts=ReceiptStore(database),
            settings=ServerSettingsStore(database),
            shelves=ShelfStore(database),
            votes=VoteStore(database),
            component_state=ComponentState(database),
            notes=NoteStore(database),
            personal_data=PersonalDataStore(database),
            servers=ServerStore(database),
            subscriptions=SubscriptionStore(database),
            ledger=DigestLedger(database),
            digest_votes=DigestVoteStore(database),
            spending=SpendingStore(database),
            additions=AdditionStore(database),
        )
    finally:
        database.close()
