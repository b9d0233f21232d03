"""Opening what is kept, its tables, and what can go wrong beneath it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from discord.utils import time_snowflake

from bot.errors import StorageError
from bot.records.spending import Budget, Reservation, Spending
from bot.storage.documents import write_choices, write_issue, write_turn
from bot.storage.stores import open_stores
from bot.storage.tables import SCHEMA, metadata
from retrieval.db.database import Database
from retrieval.db.migrate import migrate
from retrieval.library.catalog.catalog import open_catalog
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from tests.storage.conftest import drop_tables
from tests.storage.digest_samples import issue, subscription
from tests.storage.samples import NOW, turn

HELD = Reservation("r1", NOW.date(), 1, 2, Spending(3), NOW)
OLDER_TABLES = Path(__file__).parent / "golden" / "older_tables.sql"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give the file of a closed community of one turn and one subscription."""
    path = tmp_path / "community.db"
    with open_stores(path) as community:
        community.subscriptions.add(subscription())
        community.turns.keep(turn(answer_message_ids=(1,)))
    return path


@pytest.fixture
def read_only_folder() -> Iterator[Path]:
    """Give a folder that others than its owner may not write; pytest's own they cannot enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        Path(folder).chmod(0o755)


@contextmanager
def nobody() -> Iterator[None]:
    """Be another user for a while, as root may write everywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65_534)
    try:
        yield
    finally:
        os.seteuid(0)


def describe_tables(connection: sa.Connection) -> dict[str, object]:
    """Return the columns, keys and indexes of each table."""
    found = sa.inspect(connection)

    def by_name(items: list[Any]) -> list[str]:
        return sorted(map(str, items))

    return {
        table: (
            sorted((c["name"], c["nullable"]) for c in found.get_columns(table)),
            found.get_pk_constraint(table),
            by_name(found.get_unique_constraints(table)),
            by_name(found.get_foreign_keys(table)),
            by_name(found.get_indexes(table)),
        )
        for table in metadata.tables
    }


def make_older(place: str, revision: str) -> Database:
    """Make the tables as the Footnote of an older revision left them."""
    database = Database(place, SCHEMA)
    number = "VARCHAR(32) NOT NULL PRIMARY KEY"
    with database.write_transaction() as connection:
        for section in OLDER_TABLES.read_text(encoding="ascii").split("-- ")[2:]:
            name, _, statements = section.partition("\n")
            if name > revision:
                break
            for statement in filter(str.strip, statements.split(";")):
                connection.execute(sa.text(statement))
        connection.execute(sa.text(f"CREATE TABLE {SCHEMA.version_table} (version_num {number})"))
        connection.execute(sa.text(f"INSERT INTO {SCHEMA.version_table} VALUES ('{revision}')"))
    return database


@pytest.mark.parametrize("revision", [each for each in SCHEMA.revisions if each < "0012"])
def test_from_each_older_version(place: str, revision: str) -> None:
    """The tables become those that a new database has, and what was kept is there, once."""
    with open_stores(place):
        new = Database(place, SCHEMA)
        with new.read_transaction() as connection:
            expected = describe_tables(connection)
        new.close()
    drop_tables(place)
    before = make_older(place, revision)
    row = {"id": "t1", "at": NOW.replace(tzinfo=None), "record": write_turn(turn())}
    with before.write_transaction() as connection:
        keep = sa.text(
            "INSERT INTO turns (turn_id, number, channel_id, user_id, asked_at, record)"
            " VALUES (:id, 1, 10, 100, :at, :record)"
        )
        connection.execute(keep.bindparams(sa.bindparam("at", type_=sa.DateTime)), row)
        draft = sa.text("INSERT INTO remembered VALUES ('form draft', 'a', :at, '{}')")
        connection.execute(draft.bindparams(sa.bindparam("at", type_=sa.DateTime)), row)
    before.close()

    for _ in range(2):
        with open_stores(place) as community:
            assert [kept.turn_id for _, kept in community.turns.page_before(None, 9)] == ["t1"]
            assert community.component_state.load("form draft", "a") is None
    after = Database(place, SCHEMA)
    with after.read_transaction() as connection:
        assert describe_tables(connection) == expected
    after.close()


def test_a_database_of_a_newer_version_is_refused(place: str) -> None:
    """Its tables may mean something else."""
    newer = Database(place, replace(SCHEMA, revisions={**SCHEMA.revisions, "9001": None}))
    migrate(newer, metadata)
    newer.close()

    with pytest.raises(StorageError, match=r"newer Footnote .*9001"), open_stores(place):
        pass


def test_from_before_postings_were_recorded(place: str) -> None:
    """An issue that was composed may have been posted: it is looked for from when it was due on."""
    before = make_older(place, "0004")
    moment = sa.bindparam("at", type_=sa.DateTime)
    with before.write_transaction() as connection:
        for whose, outcome, record in (
            ("s1", "composed", write_issue(issue("i1"))),
            ("s2", "claimed", None),
        ):
            row = {
                "id": whose,
                "number": int(whose[1:]),
                "at": NOW.replace(tzinfo=None),
                "outcome": outcome,
                "record": record,
                "choices": write_choices(subscription(whose)),
            }
            for statement in (
                "INSERT INTO subscriptions VALUES (:id, :number, 1, 10, 100, :at, :at, 0, '',"
                " :choices)",
                "INSERT INTO digest_issues VALUES (:id, :id, '2026-11-24', :outcome, :at, '', :at,"
                " 0, NULL, NULL, NULL, NULL, '', :record)",
            ):
                connection.execute(sa.text(statement).bindparams(moment), row)
    before.close()

    with open_stores(place) as community:
        composed = community.ledger.find_scheduled("s1", "2026-11-24")
        only_claimed = community.ledger.find_scheduled("s2", "2026-11-24")
    assert composed is not None
    assert composed.posting is not None
    assert composed.posting.after == time_snowflake(NOW - timedelta(hours=1))
    assert composed.posting.last_try > NOW - timedelta(days=1)
    assert only_claimed is not None
    assert only_claimed.posting is None


def test_from_before_reservations(place: str) -> None:
    """What each has spent is known still, but no longer by anybody's id."""
    before = make_older(place, "0005")
    spent = sa.text("INSERT INTO spending VALUES (:day, 1, :user_id, :tokens, 0.5)")
    with before.write_transaction() as connection:
        for user_id, tokens in ((100, 5), (200, 7), (0, 9)):
            row = {"day": NOW.date(), "user_id": user_id, "tokens": tokens}
            connection.execute(spent.bindparams(sa.bindparam("day", type_=sa.Date)), row)
    before.close()
    with open_stores(place) as community:
        found = {
            user_id: community.spending.totals(NOW.date(), 1, user_id, NOW)
            for user_id in (100, 200)
        }
    after = Database(place, SCHEMA)
    with after.read_transaction() as connection:
        people = set(connection.scalars(sa.text("SELECT person FROM spending")))
    after.close()

    assert [totals.user.tokens for totals in found.values()] == [5, 7]
    assert found[100].server == Spending(21, 1.5)
    assert 0 in people
    assert not people & {100, 200}


def test_a_failed_migration_changes_nothing(place: str) -> None:
    """A migration that fails midway leaves what was there, for the older Footnote to open."""
    with open_stores(place) as community:
        community.turns.keep(turn())

    def fail(connection: sa.Connection) -> None:
        for statement in ("DELETE FROM turns", "DROP TABLE votes", "SELECT nonsense FROM nowhere"):
            connection.execute(sa.text(statement))

    database = Database(place, replace(SCHEMA, revisions={**SCHEMA.revisions, "9001": fail}))
    with pytest.raises(StorageError):
        migrate(database, metadata)
    database.close()

    with open_stores(place) as community:
        assert community.turns.get("t1") == turn()
        community.votes.cast("t1", 1, 1, NOW)


def test_several_processes_do_not_pass_a_budget_of_one_token(place: str) -> None:
    """Each with an engine of its own: nobody reserves between the look and the hold."""
    with ExitStack() as opened:
        stores = [opened.enter_context(open_stores(place)).spending for _ in range(3)]

        def take(number: int) -> Budget | None:
            held = replace(HELD, reservation_id=str(number), until=NOW + timedelta(hours=1))
            return stores[number % 3].reserve(
                held, NOW, lambda totals: "all" if totals.all.tokens else None
            )

        with ThreadPoolExecutor(15) as pool:
            taken = list(pool.map(take, range(15)))

    assert taken.count(None) == 1
    assert taken.count("all") == 14


def test_reading_beside_the_catalog(place: str) -> None:
    """Papers and conversations live in one database, each with a version of its own."""
    with open_catalog(place) as catalog, open_stores(place) as community:
        catalog.upsert([Paper("own", "The title of a paper", "A.")], NOW, Provenance.SERVICE)
        community.turns.keep(turn())
        community.notes.write("papers", "1")

        assert catalog.count() == 1
        assert community.turns.get("t1") == turn()
    _drop_catalog(place)


def _drop_catalog(place: str) -> None:
    from retrieval.library.catalog.tables import SCHEMA as CATALOGUE
    from retrieval.library.catalog.tables import metadata as papers

    database = Database(place, CATALOGUE)
    with database.write_transaction() as connection:
        papers.drop_all(connection)
        connection.execute(sa.text("DROP TABLE catalogue_version"))
    database.close()


class TestWhatGoesWrong:
    @pytest.mark.parametrize("there", [False, True], ids=["empty", "with the file"])
    def test_read_only_folder(self, file: Path, read_only_folder: Path, there: bool):
        """A folder that may not be written is told of, whether or not the file is there."""
        path = read_only_folder / file.name
        if there:
            shutil.copy(file, path)
        read_only_folder.chmod(0o555)
        with (
            nobody(),
            pytest.raises(StorageError, match=rf"{path} cannot be .*FOOTNOTE_DATA_DIR"),
            open_stores(path) as community,
        ):
            community.notes.write("a", "b")

    def test_locked(self, file: Path):
        """A file that another program keeps locked says so after a while."""
        with (
            open_stores(file) as community,
            closing(sqlite3.connect(file, isolation_level=None)) as other,
        ):
            with community.turns._database.read_transaction() as connection:  # type: ignore[attr-defined]
                connection.exec_driver_sql("PRAGMA busy_timeout = 50")
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StorageError, match="locked: another program"):
                community.notes.write("a", "b")
            assert community.notes.read("a") is None
            other.execute("ROLLBACK")

            community.notes.write("a", "b")
            assert community.notes.read("a") == "b"
