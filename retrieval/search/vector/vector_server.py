"""Let other processes read an embedded vector index, over a Unix socket in the data directory.

Embedded Chroma allows one process, so the one that has it open answers for the others. A request
is a connection: one JSON document each way, and only methods that read.
"""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from retrieval.errors import RetrievalError, VectorStoreDown
from retrieval.search.vector.vectors import VectorIndex

_NAME = "vectors.sock"
_METHODS = ("count", "get", "query")
_THREADS = 2
_ANSWER_SECONDS = 30.0
_REQUEST_SECONDS = 2.0
_LAST_READERS_SECONDS = 3.0
"""How long after its last request a reader may still send another before the server closes."""
CLOSING_SECONDS = 15.0

Format = Sequence[str]
"""What both processes must agree on to read the same files."""


class VectorServer:
    """Answers for vector indexes, by collection, until it is closed; only this user can connect.

    Closing waits until readers have had no request for some seconds: a command that reads beside
    another short one then ends well.
    """

    def __init__(self, folder: Path, vectors: Mapping[str, VectorIndex], form: Format) -> None:
        self._folder = folder
        self._vectors = vectors
        self._form = list(form)
        self._asked_at = -_LAST_READERS_SECONDS
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="vectors-beside")
        self._socket = socket.socket(socket.AF_UNIX)
        try:
            (folder / _NAME).unlink(missing_ok=True)  # of a process that was killed
            with _address(folder) as address:
                self._socket.bind(address)
            (folder / _NAME).chmod(0o600)
            self._socket.listen()  # nobody can connect before
        except OSError:
            self._socket.close()
            raise
        threading.Thread(target=self._accept, name="vectors-beside", daemon=True).start()

    def close(self) -> None:
        """Stop answering, once readers are done."""
        latest = time.monotonic() + CLOSING_SECONDS
        while time.monotonic() < min(self._asked_at + _LAST_READERS_SECONDS, latest):
            time.sleep(0.1)
        with suppress(OSError):
            (self._folder / _NAME).unlink(missing_ok=True)
            self._socket.shutdown(socket.SHUT_RDWR)  # ends `accept`
        self._socket.close()
        self._pool.shutdown()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
                self._pool.submit(self._answer, connection)
            except (OSError, RuntimeError):  # closed
                return

    def _answer(self, connection: socket.socket) -> None:
        with connection, suppress(OSError, ValueError):
            connection.settimeout(_REQUEST_SECONDS)
            request = json.loads(_read(connection))
            self._asked_at = time.monotonic()
            try:
                reply = {"result": self._call(**request)}
            except RetrievalError as error:
                reply = {"error": str(error)}
            connection.sendall(json.dumps(reply, default=_to_list).encode())
            self._asked_at = time.monotonic()

    def _call(self, method: str, collection: str, arguments: Mapping[str, Any]) -> Any:
        if method == "format":
            return self._form
        known = method in _METHODS and collection in self._vectors
        return self._vectors[collection].call(method, **arguments) if known else None


class VectorsBeside(VectorIndex):
    """The vector index that another process has open, to read; raises `VectorStoreDown`."""

    def __init__(self, folder: Path, *, collection: str, embedder_id: str, dimension: int) -> None:
        super().__init__(
            folder,
            collection=collection,
            embedder_id=embedder_id,
            dimension=dimension,
            connect=False,
        )
        self._opened = _Collection(folder, collection)

    def _unusable_error(self, error: BaseException) -> VectorStoreDown:
        return VectorStoreDown(
            f"The process that had {self._where} open has stopped ({error}). Try again.",
            quoted=str(error),
        )

    _down_error = _unusable_error


class _Collection:
    """The methods of Chroma's collection that read, answered by the other process."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name

    def count(self) -> Any:
        return _ask(self._folder, "count", self._name)

    def get(self, **arguments: Any) -> Any:
        return _ask(self._folder, "get", self._name, arguments)

    def query(self, **arguments: Any) -> Any:
        return _ask(self._folder, "query", self._name, arguments)


def is_served(folder: Path, form: Format) -> bool:
    """Return whether a process answers for the vectors in a folder, in the same format."""
    try:
        return bool(_ask(folder, "format") == list(form))
    except OSError:
        return False


def _ask(
    folder: Path, method: str, collection: str = "", arguments: Mapping[str, Any] | None = None
) -> Any:
    """Return the result of a method; raise OSError if no process answers, or VectorStoreDown."""
    asked = {"method": method, "collection": collection, "arguments": arguments or {}}
    request = json.dumps(asked, default=_to_list)
    with socket.socket(socket.AF_UNIX) as connection, _address(folder) as address:
        connection.settimeout(_ANSWER_SECONDS)
        connection.connect(address)
        connection.sendall(request.encode())
        connection.shutdown(socket.SHUT_WR)
        answer = _read(connection)
    if not answer:
        raise ConnectionResetError("it gave no answer")
    reply = json.loads(answer)
    if "error" in reply:
        raise VectorStoreDown(str(reply["error"]))
    return reply["result"]


def _read(connection: socket.socket) -> bytes:
    """Read until the other end has sent all."""
    parts = []
    while part := connection.recv(1 << 16):
        parts.append(part)
    return b"".join(parts)


@contextmanager
def _address(folder: Path) -> Iterator[str]:
    """Give the socket's address; one of over some 100 bytes is refused, whatever the folder's."""
    if not Path("/proc/self/fd").is_dir():
        yield str(folder / _NAME)
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{descriptor}/{_NAME}"
    finally:
        os.close(descriptor)


def _to_list(value: Any) -> Any:
    """Turn NumPy's arrays and numbers into JSON's."""
    return value.tolist()
