"""Run `footnote` in forks of one process that has imported it: imports take most of its time.

Each command still has a process, an environment, a folder and streams of its own.
"""

from __future__ import annotations

import array
import atexit
import importlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO

from bot.__main__ import main

ROOT = Path(__file__).parents[2]


class PreloadedFootnote:
    """A process with all that commands import, which forks for each of them."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.end_to_end.preloaded", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                cwd=ROOT,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
                # As `main` sets them before it imports; without them these start threads.
                env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "ORT_DISABLE_TELEMETRY": "1"},
            )

    def run(
        self,
        arguments: Sequence[str],
        *,
        stdin: bytes,
        cwd: Path,
        env: Mapping[str, str],
        timeout_seconds: float,
    ) -> tuple[int, bytes, bytes]:
        """Run a command; return its exit code, output and errors. Raise TimeoutError."""
        request = json.dumps({"arguments": arguments, "cwd": str(cwd), "env": dict(env)}).encode()
        with (
            _temporary_file(request) as asked,
            _temporary_file(stdin) as given,
            tempfile.TemporaryFile() as out,
            tempfile.TemporaryFile() as err,
        ):
            files = [file.fileno() for file in (asked, given, out, err)]
            self._socket.settimeout(timeout_seconds)
            socket.send_fds(self._socket, [b"?"], files)
            try:
                ended = self._socket.recv(array.array("i").itemsize)
            except TimeoutError:
                # The next command must not read the exit code of this one.
                os.killpg(self._process.pid, signal.SIGKILL)
                preloaded_footnote.cache_clear()
                raise
            out.seek(0)
            err.seek(0)
            return array.array("i", ended)[0], out.read(), err.read()

    def close(self) -> None:
        """End the process."""
        self._socket.close()
        self._process.wait()


@cache
def preloaded_footnote() -> PreloadedFootnote:
    """Return the one of this process, started at the first call."""
    started = PreloadedFootnote()
    atexit.register(started.close)
    return started


def _temporary_file(content: bytes) -> IO[bytes]:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    file.write(content)
    file.seek(0)
    return file


def _serve(connection: socket.socket) -> None:
    """Fork for each request until the connection ends; return in the child, with all set up."""
    while True:
        message, files, _, _ = socket.recv_fds(connection, 1, 4)
        if not message:
            sys.exit()
        child = os.fork()
        if not child:
            connection.close()
            _become(files)
            return
        for file in files:
            os.close(file)
        _, status = os.waitpid(child, 0)
        connection.sendall(array.array("i", [os.waitstatus_to_exitcode(status)]).tobytes())


def _become(files: list[int]) -> None:
    """Take on the arguments, folder, environment and streams of a request."""
    with os.fdopen(files[0], "rb") as asked:
        request = json.load(asked)
    for stream, file in enumerate(files[1:]):
        os.dup2(file, stream)
        os.close(file)
    os.umask(0o022)  # others may read what sets no mode of its own
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    sys.argv = ["footnote", *request["arguments"]]


def _import_all() -> None:
    """Import what commands need, and what they and their libraries import only when they run."""
    for name in (
        "bot.bootstrap.application",
        "bot.cli.answer_output",
        "bot.operations.log_setup",
        "chromadb.api.rust",
        "onnxruntime",
        "retrieval.search.embedding.bge_small",
        "retrieval.search.vector.chroma",
        "tantivy",
        "tokenizers",
    ):
        importlib.import_module(name)
    threads = list(Path("/proc/self/task").iterdir())
    assert len(threads) == 1, "a process with more than one thread cannot be forked safely"


if __name__ == "__main__":
    _import_all()
    _serve(socket.socket(fileno=int(sys.argv[1])))
    main()
