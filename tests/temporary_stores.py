"""The stores of servers and people, empty, in a SQLite file that goes with them."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import sqlalchemy as sa

from bot.errors import StorageError
from bot.records.conversations import ConversationTurn
from bot.records.digest_ledger import LedgerEntry
from bot.records.receipts import Receipt
from bot.records.server_settings import ServerSettings
from bot.records.shelves import ShelfOwner, ShelvedPaper
from bot.records.subscriptions import Subscription
from bot.storage.documents import write_issue
from bot.storage.stores import open_stores
from bot.storage.tables import SCHEMA, digest_issues, metadata, notes, turns
from retrieval.db.database import Database
from tests.storage.samples import NOW

_FAILING: set[str] = set()

Key = TypeVar("Key")
Value = TypeVar("Value")


class TemporaryStores:
    """Open stores, and all that is in them. With `failing` every call raises `StorageError`.

    The file is `path`, or one that is deleted with this object. What the properties give is as of
    now: setting an item of it, or clearing it, changes the store as well.
    """

    def __init__(self, path: Path | None = None) -> None:
        opened = ExitStack()
        self.path = path or Path(opened.enter_context(TemporaryDirectory())) / "state.db"
        copy_empty_stores(self.path)
        self.stores = opened.enter_context(open_stores(self.path))
        self._database = Database(self.path, SCHEMA)
        opened.callback(self._database.close)
        weakref.finalize(self, opened.close)

    @property
    def failing(self) -> bool:
        """Whether every call fails."""
        return str(self.path) in _FAILING

    @failing.setter
    def failing(self, fails: bool) -> None:
        (_FAILING.add if fails else _FAILING.discard)(str(self.path))

    def rows(self, table: str) -> list[Mapping[str, Any]]:
        """Return the rows of a table."""
        with self._database.read_transaction() as connection:
            found = connection.execute(sa.select(metadata.tables[table]))
            return [row._asdict() for row in found]

    def clear(self) -> None:
        """Empty all tables."""
        with self._database.write_transaction() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(sa.delete(table))

    @property
    def everything(self) -> dict[str, list[Mapping[str, Any]]]:
        """The rows of each table."""
        return {name: self.rows(name) for name in metadata.tables}

    @property
    def turns(self) -> Kept[str, ConversationTurn]:
        """The turns, in the order in which they were first kept."""
        newest_first = self.stores.turns.page_before(None, 1_000)
        found = {turn.turn_id: turn for _, turn in reversed(newest_first)}
        return Kept(found, empty=self._empty(turns))

    @property
    def receipts(self) -> Kept[str, Receipt]:
        """The receipts by their ids."""
        store = self.stores.receipts
        found = [store.get(row["receipt_id"]) for row in self.rows("receipts")]
        by_id = {kept.receipt_id: kept for kept in found if kept}
        return Kept(by_id, lambda _, kept: store.keep(kept))

    @property
    def settings(self) -> Kept[int, ServerSettings]:
        """The settings of servers that have any."""
        store = self.stores.settings
        found = [row["guild_id"] for row in self.rows("server_settings")]
        return Kept(
            {guild_id: store.get(guild_id) for guild_id in found},
            lambda guild_id, settings: store.change(guild_id, lambda _: settings, NOW),
        )

    @property
    def shelves(self) -> dict[ShelfOwner, list[ShelvedPaper]]:
        """The shelves that have papers."""
        found = self.rows("shelved")
        owners = [ShelfOwner(row["owner_kind"], row["owner_id"]) for row in found]
        return {owner: list(self.stores.shelves.papers(owner)) for owner in owners}

    @property
    def subscriptions(self) -> Kept[str, Subscription]:
        """The subscriptions, oldest first."""
        store = self.stores.subscriptions
        found = {kept.subscription_id: kept for kept in store.list_all()}
        return Kept(found, lambda _, kept: store.add(kept))

    @property
    def issues(self) -> Kept[str, LedgerEntry]:
        """The issues of digests, none of which anybody claims when it is set here."""
        found = (self.stores.ledger.entry(r["issue_id"]) for r in self.rows("digest_issues"))
        return Kept(
            {entry.issue_id: entry for entry in found if entry},
            lambda _, entry: self._insert(digest_issues, _to_columns(entry)),
            self._empty(digest_issues),
        )

    @property
    def notes(self) -> Kept[str, str]:
        """The notes by their names."""
        found = {row["name"]: row["text"] for row in self.rows("notes")}
        return Kept(found, empty=self._empty(notes))

    def _insert(self, table: sa.Table, row: Mapping[str, Any]) -> None:
        with self._database.write_transaction() as connection:
            connection.execute(sa.insert(table).values(**row))

    def _empty(self, table: sa.Table) -> Callable[[], None]:
        def empty() -> None:
            with self._database.write_transaction() as connection:
                connection.execute(sa.delete(table))

        return empty


class Kept(dict[Key, Value]):
    """What a store has; an item that is set is stored, and clearing it empties the store."""

    def __init__(
        self,
        found: Mapping[Key, Value],
        keep: Callable[[Key, Value], object] | None = None,
        empty: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(found)
        self._keep = keep
        self._empty = empty

    def __setitem__(self, key: Key, value: Value) -> None:
        assert self._keep is not None, "these are not set by tests"
        self._keep(key, value)
        super().__setitem__(key, value)

    def clear(self) -> None:
        """Empty the store."""
        assert self._empty is not None, "these are not cleared by tests"
        self._empty()
        super().clear()


def copy_empty_stores(path: Path) -> None:
    """Make a file of stores as `open_stores` would, without running the migrations again."""
    path.write_bytes(_migrated())


def _to_columns(entry: LedgerEntry) -> dict[str, Any]:
    """Return an issue as the row that nobody has claimed."""
    posting, issue = entry.posting, entry.issue
    return {
        "issue_id": entry.issue_id,
        "subscription_id": entry.subscription_id,
        "slot": entry.scheduled_for,
        "outcome": entry.outcome,
        "due": entry.due,
        "token": "",
        "claimed_until": entry.claimed_until,
        "tries": entry.tries,
        "up_to": issue and issue.up_to,
        "channel_id": entry.channel_id,
        "posted_after": posting and posting.after,
        "last_try": posting and posting.last_try,
        "message_id": entry.message_id,
        "sent_at": entry.sent_at,
        "note": entry.note,
        "record": issue and write_issue(issue),
    }


@cache
def _migrated() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "state.db"
        with open_stores(path):
            pass
        return path.read_bytes()


@sa.event.listens_for(sa.Engine, "begin")
def _fail_if_told(connection: sa.Connection) -> None:
    if connection.engine.url.database in _FAILING:
        raise StorageError("The store was told to fail. Tell it to work again.")
