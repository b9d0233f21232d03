"""Run a PostgreSQL server of one's own on a free loopback port, to be stopped and started again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sa

from tests.server_process import ServerProcess

_USER = "footnote"
_INSTALLED = Path("/usr/lib/postgresql")  # where Debian puts each version


def programs() -> Path | None:
    """Return the folder of the server's programs; None where there are none."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    versions = sorted(
        (p.parent for p in _INSTALLED.glob("*/bin/initdb")), key=lambda p: float(p.parent.name)
    )
    return versions[-1] if versions else None


class PostgresqlServer:
    """A server over a folder of its own that ends with the context, and is stopped rudely.

    `stop` is the immediate mode: what was under way is cut, and what was committed is found in the
    log of transactions at the next start. Who is root has it run as the user `postgres`, since it
    would not run as root.
    """

    def __init__(self) -> None:
        self._folder = Path()
        self._server = ServerProcess(self._answers)
        self._as_user: dict[str, Any] = {}

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._server.port

    @property
    def up(self) -> bool:
        """Whether it runs."""
        return self._server.up

    def address(self, port: int | None = None) -> str:
        """Return what FOOTNOTE_DATABASE_URL would be, for those who come by another port."""
        return f"postgresql://{_USER}@127.0.0.1:{port or self.port}/postgres"

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
        command = [self._program("postgres"), "-D", self._data, "-p", str(self.port), *given]
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
        address = sa.make_url(self.address()).set(drivername="postgresql+psycopg")
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
        folder = programs()
        if folder is None:
            raise RuntimeError("PostgreSQL is not installed.")
        return str(folder / name)
