"""PostgreSQL for tests: a database for each process, and a server to stop and start."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Self

import pytest
import sqlalchemy as sa

from tests.servers.process import ServerProcess

SERVER_VARIABLE = "FOOTNOTE_TEST_DATABASE_URL"
"""Names a database on a server where tests may create others; its own contents are left alone."""

needs_postgresql = pytest.mark.skipif(
    SERVER_VARIABLE not in os.environ, reason=f"{SERVER_VARIABLE} is not set"
)

_USER = "footnote"
_INSTALLED = Path("/usr/lib/postgresql")  # where Debian puts each version


@cache
def database_url(purpose: str = "") -> str:
    """Return the URL of a database of this process for a purpose, or "" if there is no server."""
    return new_database(purpose) if os.environ.get(SERVER_VARIABLE) else ""


def new_database(purpose: str = "") -> str:
    """Create an empty database for this process and a purpose; return its URL.

    It is dropped when the process ends. Other runs on the same server use other databases.
    """
    name = f"footnote_{os.getpid()}{purpose and '_' + purpose}"
    _on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}")
    atexit.register(_drop, name)
    return (
        sa.make_url(os.environ[SERVER_VARIABLE])
        .set(database=name)
        .render_as_string(hide_password=False)
    )


def _drop(name: str) -> None:
    with suppress(sa.exc.OperationalError):  # a server started by the run may be gone already
        _on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _on_server(*statements: str) -> None:
    address = sa.make_url(os.environ[SERVER_VARIABLE]).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(sa.text(statement))
    engine.dispose()


def find_programs() -> Path | None:
    """Return the folder of the server's programs, or None if PostgreSQL is not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    versions = sorted(
        (p.parent for p in _INSTALLED.glob("*/bin/initdb")), key=lambda p: float(p.parent.name)
    )
    return versions[-1] if versions else None


class PostgresqlServer:
    """A server over a temporary folder, for the length of a `with` block.

    `stop` uses immediate mode: open transactions are cut, and the next start recovers what was
    committed from the write-ahead log. Root starts it as the user `postgres`, since the server
    refuses to run as root.
    """

    def __init__(self) -> None:
        self._folder = Path()
        self._server = ServerProcess(self._answers)
        self._as_user: dict[str, Any] = {}

    @property
    def up(self) -> bool:
        """Whether it runs."""
        return self._server.up

    @property
    def address(self) -> str:
        """What FOOTNOTE_DATABASE_URL would be."""
        return f"postgresql://{_USER}@127.0.0.1:{self._server.port}/postgres"

    def __enter__(self) -> Self:
        self._folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
        try:
            if os.geteuid() == 0:
                self._as_user = {"user": "postgres", "group": "postgres", "extra_groups": ()}
                shutil.chown(self._folder, "postgres", "postgres")
            self._run("initdb", f"--username={_USER}", "--auth=trust", "--encoding=UTF8")
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        """Start the server and wait until it answers."""
        settings = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": str(self._folder),
            "fsync": "off",  # only the power could take what the system was given
        }
        given = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [
            self._program("postgres"),
            "-D",
            self._data,
            "-p",
            str(self._server.port),
            *given,
        ]
        self._server.start(command, self._folder, cwd=self._folder, **self._as_user)

    def stop(self) -> None:
        """Stop the server in immediate mode and wait until it is gone."""
        self._server.stop(signal.SIGQUIT, patience=20)

    def end_connections(self, share: float = 1.0) -> int:
        """Have the server end a share of Footnote's connections, by chance; return how many."""
        ending = sa.text(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND application_name LIKE 'footnote %' "
            "AND random() < :share"
        )
        with self._connected() as connection:
            return int(connection.scalar(ending, {"share": share}) or 0)

    def _answers(self) -> bool:
        try:
            with self._connected() as connection:
                return bool(connection.scalar(sa.text("SELECT 1")))
        except sa.exc.OperationalError:
            return False

    def _connected(self) -> sa.Connection:
        address = sa.make_url(self.address).set(drivername="postgresql+psycopg")
        engine = sa.create_engine(
            address, poolclass=sa.NullPool, connect_args={"connect_timeout": 5}
        )
        return engine.connect()

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._program(program), f"--pgdata={self._data}", *arguments, "--no-sync"],
            capture_output=True,
            cwd=self._folder,
            **self._as_user,
        )
        if done.returncode:
            raise RuntimeError(done.stderr.decode(errors="replace"))

    @property
    def _data(self) -> str:
        return str(self._folder / "data")

    @staticmethod
    def _program(name: str) -> str:
        folder = find_programs()
        if folder is None:
            raise RuntimeError("PostgreSQL is not installed.")
        return str(folder / name)
