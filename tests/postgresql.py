"""A PostgreSQL database for each process that runs tests, where there is a server."""

from __future__ import annotations

import atexit
import os
from contextlib import suppress
from functools import cache

import sqlalchemy as sa

SERVER = "FOOTNOTE_TEST_DATABASE_URL"
"""Names a database of a server where others may be made; what is in it is left alone."""


@cache
def database_url() -> str:
    """Return the address of an empty database of this process's own; nothing without a server."""
    return new_database() if os.environ.get(SERVER) else ""


def new_database(of: str = "") -> str:
    """Make an empty database of this process's own and a purpose's; return its address.

    It is dropped when the process ends. Other runs on the same server have others.
    """
    name = f"footnote_{os.getpid()}{of and '_' + of}"
    _on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}")
    atexit.register(_drop, name)
    return sa.make_url(os.environ[SERVER]).set(database=name).render_as_string(hide_password=False)


def _drop(name: str) -> None:
    with suppress(sa.exc.OperationalError):  # a server of the run's own may have ended before
        _on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _on_server(*statements: str) -> None:
    address = sa.make_url(os.environ[SERVER]).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(sa.text(statement))
    engine.dispose()
