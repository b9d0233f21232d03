"""Every store that can be had: in SQLite, and in PostgreSQL where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.storage.stores import Stores, open_stores
from bot.storage.tables import SCHEMA, metadata
from retrieval.db.database import Database
from tests.servers.postgresql import database_url
from tests.temporary_stores import copy_empty_stores

URL = database_url()

IN_SQL = ["sqlite", "postgresql"] if URL else ["sqlite"]


def drop_tables(url: str) -> None:
    """Leave none of the tables in a database that others use too."""
    database = Database(url, SCHEMA)
    with database.write_transaction() as connection:
        metadata.drop_all(connection)
        connection.execute(sa.text(f"DROP TABLE IF EXISTS {SCHEMA.version_table}"))
    database.close()


@pytest.fixture(params=IN_SQL)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give an empty database's path or URL."""
    if request.param == "sqlite":
        yield str(tmp_path / "community.db")
    else:
        drop_tables(URL)
        yield URL
        drop_tables(URL)


@pytest.fixture(params=IN_SQL)
def community(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stores]:
    """Give an empty community of each kind."""
    if request.param == "sqlite":
        copy_empty_stores(tmp_path / "community.db")
        with open_stores(tmp_path / "community.db") as opened:
            yield opened
    else:
        drop_tables(URL)
        with open_stores(URL) as opened:
            yield opened
        drop_tables(URL)
