"""The pace: one request at a time, a pause between, whoever asks."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest

from retrieval.errors import SourceDown
from retrieval.sources.http.rate_limit import RateLimiter
from tests.fakes.clock import FakeTime
from tests.servers.sources_server import SourcesServer

PROGRAM = """
import sys
from pathlib import Path
from retrieval.sources.http.client import Client
mirror, folder, times, pause = sys.argv[1:]
hosts = ["export.arxiv.org", "arxiv.org", "rss.arxiv.org"]
pauses = {"arxiv": float(pause)}
with Client(mirror=mirror, rate_limit_folder=Path(folder), pauses=pauses) as fetch:
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(int(times)):
        fetch(f"https://{hosts[number % 3]}/abs/1")
"""


def pace(time: FakeTime, folder: Path | None = None, pause: float = 3) -> RateLimiter:
    """Return arXiv's pace by a fake clock."""
    return RateLimiter(
        "arxiv", pause, folder=folder, max_wait=60, clock=time.clock, sleep=time.sleep
    )


@pytest.mark.parametrize("shared", [False, True], ids=["in memory", "in a folder"])
def test_a_pause_lies_between_the_end_of_one_and_the_next(tmp_path: Path, shared: bool):
    """Three seconds after a request that took two; the first need not wait."""
    time = FakeTime()
    kept = pace(time, tmp_path if shared else None)
    starts = []

    for _ in range(3):
        with kept.slot():
            starts.append(time.now)
            time.now += 2

    assert [b - a for a, b in pairwise(starts)] == pytest.approx([5, 5], abs=1e-5)


def test_only_one_holds_the_turn():
    """Of many threads, and all come to it."""
    time = FakeTime()
    kept = pace(time, pause=0.5)
    inside, most, lock = 0, 0, threading.Lock()

    def ask(_: int) -> None:
        nonlocal inside, most
        with kept.slot():
            with lock:
                inside += 1
                most = max(most, inside)
            with lock:
                inside -= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, range(40)))

    assert most == 1
    assert time.now >= FakeTime().now + 39 * 0.5 - 1e-4


def test_a_service_can_ask_for_a_longer_pause(tmp_path: Path):
    """It holds for everybody, and once only."""
    time = FakeTime()
    with pace(time, tmp_path).slot() as turn:
        turn.delay_next(20)

    for _ in range(2):
        with pace(time, tmp_path).slot():
            pass

    assert time.slept == pytest.approx([20, 3], abs=1e-5)


def test_a_pause_that_is_too_long_is_told(tmp_path: Path):
    """Rather than waited for, until it is over."""
    time = FakeTime()
    with pace(time, tmp_path).slot() as turn:
        turn.delay_next(3_600)

    with (
        pytest.raises(SourceDown, match="arxiv asked us to retry in 60 minutes"),
        pace(time, tmp_path).slot(),
    ):
        pass
    time.now += 3_600

    with pace(time, tmp_path).slot():
        pass
    assert time.slept == []


def test_two_processes_keep_one_pace(tmp_path: Path, server: SourcesServer):
    """Both ask all of arXiv's hosts at once, and the server sees one request a pause."""
    pause, times = 0.15, 5
    for host in ("export.arxiv.org", "rss.arxiv.org"):
        server.give(f"https://{host}/abs/1", b"a page")
    command = [sys.executable, "-c", PROGRAM]
    arguments = [server.address, str(tmp_path), str(times), str(pause)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    running = [subprocess.Popen([*command, *arguments], **pipes) for _ in range(2)]

    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        process.communicate("go\n", timeout=60)

    moments = sorted(request.at for request in server.requests)
    assert [process.returncode for process in running] == [0, 0]
    assert len(moments) == 2 * times
    assert min(b - a for a, b in pairwise(moments)) >= pause


@pytest.mark.parametrize(
    "kept", ["[" * 4000, '{"last": 0, "free": Infinity}', '{"last": 0, "free": 1e18}', "[]", "9"]
)
def test_a_file_that_says_nonsense(tmp_path: Path, kept: str):
    """It says nothing: nobody waits for ever."""
    (tmp_path / "arxiv.pace").write_text(kept)
    time = FakeTime()
    for _ in range(2):
        with pace(time, tmp_path).slot():
            pass

    assert sum(time.slept) < 10
