"""Real processes, killed by SIGKILL and side by side on one database: each issue once."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.storage.stores import open_stores
from tests.digest.world import subscription
from tests.storage.conftest import IN_SQL, URL, drop_tables

ROOT = Path(__file__).parents[2]
DUE = datetime(2026, 3, 24, 9, tzinfo=UTC)
DIGESTS = 8
SPEED = 600  # a claim of twenty minutes runs out in two seconds
PATIENCE = 60.0


@dataclass
class Loopback:
    """A Discord that keeps messages, and can have its caller killed as it does.

    `kill` is called with what is being done and how often it was before.
    """

    messages: list[dict[str, object]] = field(default_factory=list)
    threads: list[int] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    kill: Callable[[str, int], bool] = lambda what, before: False
    lock: threading.Lock = field(default_factory=threading.Lock)
    address: str = ""

    def dies(self, what: str) -> bool:
        """Say whether the caller was killed here."""
        with self.lock:
            before = self.asked[what]
            self.asked[what] += 1
        return self.kill(what, before)

    def keep(self, channel: str, issue: str, papers: list[str]) -> int:
        """Keep a message; a nonce is not known again, so that every repetition shows."""
        with self.lock:
            number = len(self.messages) + 1
            self.messages.append(
                {"id": number, "channel": channel, "issue": issue, "papers": papers}
            )
        return number


@contextmanager
def loopback() -> Iterator[Loopback]:
    """Serve one."""
    kept = Loopback()

    class Handler(BaseHTTPRequestHandler):
        def answer(self, document: object) -> None:
            body = json.dumps(document).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            if not kept.dies("looking"):
                channel = self.path[1:]
                self.answer([m for m in kept.messages if m["channel"] == channel])

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if kept.dies("before it is kept"):
                return
            number = kept.keep(self.path[1:], body["issue"], body["papers"])
            if kept.dies("kept and not answered"):
                return
            self.answer({"id": number})
            kept.dies("answered")

        def do_PUT(self) -> None:
            if kept.dies("before the thread"):
                return
            kept.threads.append(int(self.path[1:]))
            if not kept.dies("after the thread"):
                self.answer({})

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Say nothing: a caller that is killed leaves its connection open."""

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        kept.address = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            yield kept
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(params=IN_SQL)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give a database of digests that are due."""
    place = str(tmp_path / "state.db") if request.param == "sqlite" else URL
    if place == URL:
        drop_tables(URL)
    with open_stores(place) as community:
        for n in range(DIGESTS):
            community.subscriptions.add(subscription(f"s{n}", channel_id=100 + n, next_due=DUE))
    yield place
    if place == URL:
        drop_tables(URL)


def start(database: str, kept: Loopback, *alone: str) -> subprocess.Popen[bytes]:
    """Start a sender whose clock shows when the digests are due."""
    clock = str((DUE + timedelta(seconds=1)).timestamp())
    program = [sys.executable, "-m", "tests.digest.sender_program"]
    return subprocess.Popen([*program, database, kept.address, clock, str(SPEED), *alone], cwd=ROOT)


def ended(database: str) -> bool:
    """Say whether every issue is done."""
    with open_stores(database) as community:
        found = [community.ledger.history(f"s{n}", 9) for n in range(DIGESTS)]
    return all(len(issues) == 1 and issues[0].outcome == "done" for issues in found)


def check(kept: Loopback) -> None:
    """Each channel has one message with every paper, and that message its thread."""
    channels = Counter(str(message["channel"]) for message in kept.messages)
    assert channels == Counter({str(100 + n): 1 for n in range(DIGESTS)})
    assert all(message["papers"] == list("1234567") for message in kept.messages)
    assert set(kept.threads) == {message["id"] for message in kept.messages}


@pytest.mark.parametrize(
    "point",
    [
        "kept and not answered",  # the one that decides between twice and never
        *(
            pytest.param(point, marks=pytest.mark.nightly)
            for point in ("before it is kept", "answered", "before the thread", "after the thread")
        ),
    ],
)
def test_killed(database: str, point: str) -> None:
    """Killed there again and again, a restarted sender neither repeats nor loses an issue."""
    with loopback() as kept:
        running: list[subprocess.Popen[bytes]] = []
        kills = []

        def kill(what: str, before: int) -> bool:
            if what != point or before not in (0, 5):
                return False
            kills.append(before)
            running[-1].kill()
            running[-1].wait()
            return True

        kept.kill = kill
        deadline = time.monotonic() + PATIENCE
        running.append(start(database, kept, "alone"))
        try:
            while not ended(database) and time.monotonic() < deadline:
                if running[-1].poll() is not None:
                    running.append(start(database, kept, "alone"))
                time.sleep(0.05)
        finally:
            running[-1].kill()
            running[-1].wait()

        assert len(kills) == 2
        assert len(running) == 3
        check(kept)


def test_two_on_one_database(database: str) -> None:
    """Of two senders, one of which is killed while it sends, each does what the other does not."""
    with loopback() as kept:
        senders: list[subprocess.Popen[bytes]] = []

        def kill(what: str, before: int) -> bool:
            if (what, before) != ("kept and not answered", 3):
                return False
            senders[0].kill()
            senders[0].wait()
            return False  # it may have been the other's

        kept.kill = kill
        deadline = time.monotonic() + PATIENCE
        senders += [start(database, kept), start(database, kept)]
        try:
            while not ended(database) and time.monotonic() < deadline:
                time.sleep(0.05)
        finally:
            for sender in senders:
                sender.kill()
                sender.wait()

        check(kept)
