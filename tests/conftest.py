"""Block sockets to other machines and writes into the checkout; share what is slow to start."""

from __future__ import annotations

import ipaddress
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests.attacks.report import print_attacks
from tests.fuzzing import EXAMPLES, MANY_EXAMPLES
from tests.servers.chroma import ChromaServer
from tests.shared_builds import build_once
from tests.temporary_stores import TemporaryStores

_PATCH = pytest.StashKey[pytest.MonkeyPatch]()
_LOCAL_NAMES = {"localhost", "ip6-localhost", "localhost.localdomain"}


_ROOT = str(Path(__file__).parents[1]) + os.sep
_CACHES = (
    "__pycache__",
    ".pytest_cache",
    "pytest-cache-files-",
    ".hypothesis",
    ".git",
    "node_modules",
)
_LONGEST_FIRST = (
    "tests/quality/",
    "tests/attacks/",
    "tests/end_to_end/",
    "tests/browser/",
    "playground/tests/browser/",
    "tests/test_packaging.py",
    "tests/test_linear_time.py",
    "tests/digest/test_crashes.py",
)
_TOGETHER = {
    "tests/quality/": "quality",
    "tests/browser/": "browser",
    "playground/tests/browser/": "browser",
}
"""Folders whose files run in one worker, lest each builds their library or starts a browser."""
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class WroteIntoCheckout(RuntimeError):
    """A test wrote outside temporary folders. No OSError, lest it be taken for a full disk."""


class NetworkBlocked(RuntimeError):
    """A test reached for the network. No OSError, lest what is tested take it for an outage."""


def pytest_configure(config: pytest.Config) -> None:
    """Put guards before everything by which Python reaches another machine."""
    patch = config.stash[_PATCH] = pytest.MonkeyPatch()
    for method, place in (("connect", 0), ("connect_ex", 0), ("sendto", -1)):
        patch.setattr(socket.socket, method, _guarded(getattr(socket.socket, method), place))
    for function in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
        patch.setattr(socket, function, _guarded_name(getattr(socket, function)))
    sys.addaudithook(_refuse_writes_into_checkout)
    hypothesis.settings.register_profile(
        "patient", deadline=None, derandomize=not MANY_EXAMPLES, max_examples=EXAMPLES
    )
    hypothesis.settings.load_profile("patient")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # A shell starts a job in the background so, and programs that tests start would inherit it.
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, lest one worker be left with them at the end."""

    def place(item: pytest.Item) -> int:
        starts = (n for n, path in enumerate(_LONGEST_FIRST) if item.nodeid.startswith(path))
        return next(starts, len(_LONGEST_FIRST))

    items.sort(key=place)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give each worker a file at a time, or all files of some folders."""
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            whole = (name for folder, name in _TOGETHER.items() if nodeid.startswith(folder))
            return next(whole, None) or super()._split_scope(nodeid)

    return Scheduling(config, log)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print what became of the attacks, if any were tried."""
    print_attacks(terminalreporter)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take the guards away."""
    config.stash[_PATCH].undo()


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    """Run a real Chroma server for the whole session."""
    with ChromaServer(tmp_path_factory.mktemp("chroma-server")) as server:
        yield server


@pytest.fixture(scope="session")
def starter_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the data directory of a library with the starter papers, to be copied."""
    from tests.end_to_end.footnote import Footnote

    def build(folder: Path) -> None:
        assert Footnote(folder)("ingest", "starter", "--json").json["added"] == 67

    return build_once(tmp_path_factory, "starter", build)


@pytest.fixture
def kept() -> TemporaryStores:
    """Give the stores of servers and people, empty."""
    return TemporaryStores()


def _guarded(method: Callable[..., Any], place: int) -> Callable[..., Any]:
    """Return a socket's method that refuses addresses of other machines."""

    def guard(self: socket.socket, *arguments: Any) -> Any:
        if self.family in {socket.AF_INET, socket.AF_INET6} and arguments:
            _refuse_unless_local(arguments[place][0])
        return method(self, *arguments)

    return guard


def _guarded_name(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a look-up of names that refuses those of other machines."""

    def guard(host: Any, *arguments: Any, **named: Any) -> Any:
        _refuse_unless_local(host)
        return function(host, *arguments, **named)

    return guard


def _refuse_unless_local(host: Any) -> None:
    name = host.decode() if isinstance(host, bytes | bytearray) else host
    if not name or name.lower() in _LOCAL_NAMES:
        return
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        address = None
    if address is None or not (address.is_loopback or address.is_unspecified):
        test = os.environ.get("PYTEST_CURRENT_TEST", "something outside a test")
        raise NetworkBlocked(f"{test} reached for {name!r}: tests may use loopback only")


def _refuse_writes_into_checkout(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse to make a file or folder in the checkout; docs.python.org/3/library/audit_events."""
    if event == "open":
        path, _, flags = arguments
        written = [path] if isinstance(flags, int) and flags & _WRITES else []
    elif event in ("os.mkdir", "sqlite3.connect"):
        written = [arguments[0]]
    elif event in ("os.rename", "os.link", "os.symlink"):
        written = [arguments[1]]
    else:
        return
    for path in written:
        if isinstance(path, str | bytes | os.PathLike):
            _refuse_inside_checkout(os.fsdecode(path))


def _refuse_inside_checkout(path: str) -> None:
    if path.startswith(("file:", ":memory:")):  # SQLite's own names
        return
    path = os.path.abspath(path)  # noqa: PTH100 - this runs at every open: no look at the disk
    if path.startswith(_ROOT) and not any(name in path for name in _CACHES):
        test = os.environ.get("PYTEST_CURRENT_TEST", "something outside a test")
        raise WroteIntoCheckout(f"{test} wrote {path}: tests write into temporary folders only")
