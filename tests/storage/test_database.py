"""Opening what is kept, its tables, and what can go wrong beneath it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from discord.utils import time_snowflake

from bot.errors import StorageError
from bot.records.spending import Budget, Reservation, Spending
from bot.storage.documents import write_choices, write_issue
from bot.storage.migrations import REVISIONS
from bot.storage.stores import open_stores
from bot.storage.tables import SCHEMA, Moment, digest_issues, metadata, subscriptions
from retrieval.db.database import Database
from retrieval.db.migrate import migrate
from retrieval.library.catalog.catalog import open_catalog
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from tests.storage.digest_samples import issue, subscription
from tests.storage.samples import NOW, turn

HELD = Reservation("r1", NOW.date(), 1, 2, Spending(3), NOW)
ROOT = Path(__file__).parents[2]


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


def test_migrations_make_the_tables(place: str) -> None:
    """The migrations leave the tables that the code names, and nothing else."""
    with open_stores(place):
        pass
    url = place if "://" in place else f"sqlite:///{place}"
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        options = {
            "version_table": SCHEMA.version_table,
            "target_metadata": metadata,
            "compare_type": lambda *a: False if isinstance(a[4], Moment) else None,
            "include_name": lambda name, kind, _: kind != "table" or name in metadata.tables,
        }
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, metadata)
    engine.dispose()

    assert differences == []


def test_migrations_are_listed_in_order() -> None:
    """`REVISIONS` names every module of the folder, in Alembic's order."""
    folder = str(SCHEMA.migrations)
    scripts = ScriptDirectory(folder, version_locations=[folder])

    found = [script.revision for script in scripts.walk_revisions()]

    assert tuple(reversed(found)) == REVISIONS


def test_from_an_older_version(place: str, tmp_path: Path) -> None:
    """What an older Footnote kept is there after the migration to a newer one, once."""
    with open_stores(place) as community:
        community.turns.keep(turn(answer_message_ids=(1,)))
    newer = tmp_path / "newer"
    shutil.copytree(SCHEMA.migrations, newer, ignore=shutil.ignore_patterns("__pycache__"))
    (newer / "v9001_mood.py").write_text(
        "import sqlalchemy as sa\n"
        "from alembic import op\n"
        f"revision, down_revision = '9001', {REVISIONS[-1]!r}\n"
        "def upgrade():\n"
        "    op.add_column('turns', sa.Column('mood', sa.Text, server_default='good'))\n"
    )
    schema = replace(SCHEMA, migrations=newer, revisions=(*REVISIONS, "9001"))
    database = Database(place, schema)
    migrate(database)
    migrate(database)

    with database.read_transaction() as connection:
        kept = connection.execute(sa.text("SELECT turn_id, mood FROM turns")).all()
    database.close()
    assert [tuple(row) for row in kept] == [("t1", "good")]
    with pytest.raises(StorageError, match=r"newer Footnote .*9001"), open_stores(place):
        pass
    drop = Database(place, schema)
    with drop.write_transaction() as connection:
        connection.execute(sa.text("ALTER TABLE turns DROP COLUMN mood"))
    drop.close()


def test_from_before_postings_were_recorded(place: str) -> None:
    """An issue that was composed may have been posted: it is looked for from when it was due on."""
    before = Database(place, SCHEMA)
    with before.write_transaction() as connection:
        _upgrade_to(connection, "0004")
    for whose, outcome, record in (
        ("s1", "composed", write_issue(issue("i1"))),
        ("s2", "claimed", None),
    ):
        subscribed = subscription(whose)
        settled = {
            "subscription_id": whose,
            "number": int(whose[1:]),
            "guild_id": subscribed.guild_id,
            "channel_id": subscribed.channel_id,
            "created_by": subscribed.created_by,
            "created_at": NOW,
            "next_due": NOW,
            "seen": 0,
            "paused": "",
            "record": write_choices(subscribed),
        }
        row = {
            "issue_id": f"i {whose}",
            "subscription_id": whose,
            "slot": "2026-11-24",
            "outcome": outcome,
            "due": NOW,
            "token": "",
            "claimed_until": NOW,
            "tries": 0,
            "note": "",
            "record": record,
        }
        columns = [sa.column(name, digest_issues.c[name].type) for name in row]
        with before.write_transaction() as connection:
            connection.execute(sa.insert(subscriptions).values(settled))
            connection.execute(sa.insert(sa.table("digest_issues", *columns)).values(row))
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
    before = Database(place, replace(SCHEMA, revisions=("0001", "0002", "0003", "0004", "0005")))
    with before.write_transaction() as connection:
        _upgrade_to(connection, "0005")
        for user_id, tokens in ((100, 5), (200, 7), (0, 9)):
            row = {"day": NOW.date(), "user_id": user_id, "tokens": tokens}
            connection.execute(
                sa.text(
                    "INSERT INTO spending (day, guild_id, user_id, tokens, dollars)"
                    " VALUES (:day, 1, :user_id, :tokens, 0.5)"
                ),
                row,
            )
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


def _upgrade_to(connection: sa.Connection, revision: str) -> None:
    """Make the tables as a Footnote of before made them."""
    scripts = ScriptDirectory(str(SCHEMA.migrations), version_locations=[str(SCHEMA.migrations)])
    environment = EnvironmentContext(
        Config(), scripts, fn=lambda rev, context: scripts._upgrade_revs(revision, rev)
    )
    with environment:
        environment.configure(connection=connection, version_table=SCHEMA.version_table)
        environment.run_migrations()


def test_a_failed_migration_changes_nothing(place: str, tmp_path: Path) -> None:
    """A migration that fails midway leaves what was there, for the older Footnote to open."""
    with open_stores(place) as community:
        community.turns.keep(turn())
    newer = tmp_path / "newer"
    shutil.copytree(SCHEMA.migrations, newer, ignore=shutil.ignore_patterns("__pycache__"))
    (newer / "v9001_bad.py").write_text(
        "from alembic import op\n"
        f"revision, down_revision = '9001', {REVISIONS[-1]!r}\n"
        "def upgrade():\n"
        "    op.execute('DELETE FROM turns')\n"
        "    op.execute('DROP TABLE votes')\n"
        "    op.execute('SELECT nonsense FROM nowhere')\n"
    )
    database = Database(place, replace(SCHEMA, migrations=newer, revisions=(*REVISIONS, "9001")))
    with pytest.raises(StorageError):
        migrate(database)
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


def test_opening_is_quick_and_leaves_alembic_alone(file: Path) -> None:
    """What is up to date opens without the time that importing Alembic takes."""
    code = (
        "import sys; from bot.storage.stores import open_stores\n"
        "with open_stores(sys.argv[1]): print('alembic' in sys.modules)"
    )
    command = [sys.executable, "-c", code, str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    taken = []
    for _ in range(5):
        start = time.thread_time()
        with open_stores(file):
            pass
        taken.append(time.thread_time() - start)

    assert done.stdout.strip() == "False"
    assert min(taken) < 0.03


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


def test_databases_are_for_their_owner_alone(tmp_path: Path) -> None:
    """Whatever the folder's mode, and though the file is there already."""
    tmp_path.chmod(0o755)
    old = tmp_path / "old.db"
    old.touch(0o644)
    old.chmod(0o644)
    for file in (old, tmp_path / "new.db"):
        with open_stores(file) as stores:
            stores.notes.write("a", "b")
            beside = [path for path in tmp_path.iterdir() if path.name.startswith(file.name)]
            assert {path.stat().st_mode & 0o777 for path in beside} == {0o600}
