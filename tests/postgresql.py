"""A PostgreSQL database for each process that runs tests, where there is a server."""

from __future__ import annotations

import os
from functools import cache

import sqlalchemy as sa

SERVER = "FOOTNOTE_TEST_DATABASE_URL"
"""Names a database of a server where others may be made; what is in it is left alone."""


@cache
def database_url() -> str:
    """Return the address of an empty database of this process's own; nothing without a server."""
    return new_database() if os.environ.get(SERVER) else ""


def new_database(of: str = "") -> str:
    """Make an empty database of this process's own and a purpose's; return its address."""
    given = os.environ[SERVER]
    name = f"footnote_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}{of and '_' + of}"
    address = sa.make_url(given)
    engine = sa.create_engine(
        address.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return address.set(database=name).render_as_string(hide_password=False)
