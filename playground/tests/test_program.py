"""`discord-playground`: the server, the bot as its child, a question, and a clean end."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

FIXTURE_BOT = (sys.executable, str(Path(__file__).parent / "browser" / "fixture_bot.py"))

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Return a function that starts the program; nothing of it outlives the test."""
    started: list[subprocess.Popen[str]] = []

    def run(*arguments: str, command: tuple[str, ...] = (), **more: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "discord_playground",
                *arguments,
                *(["--", *command] if command else []),
            ],
            env={**os.environ, **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def read_until(process: subprocess.Popen[str], text: str, seconds: float = 180) -> str:
    """Return the output up to a line that has a text."""
    assert process.stdout is not None
    said, deadline = "", time.monotonic() + seconds
    while text not in said:
        line = process.stdout.readline()
        assert line, f"it ended without {text!r}: {said}"
        assert time.monotonic() < deadline, said
        said += line
    return said


def test_first_command(start: Start) -> None:
    """With --run the answer is in the terminal, and both end at Ctrl-C with code 0.

    With --press, so is what a button below it shows.
    """
    pressed = ("--run", "ask Why?", "--press", "Evidence")
    process = start("--port", "0", *pressed, command=FIXTURE_BOT)
    said = read_until(process, "1 source")
    read_until(process, "Mara presses Evidence")
    read_until(process, "rare species")

    assert re.search(r"open http://127\.0\.0\.1:\d+ in a browser", said)
    assert "Mara uses /ask Why?" in said
    assert "Sentence 5 of the answer" in " ".join(said.split())
    process.send_signal(signal.SIGINT)
    assert process.wait(180) == 0


def test_port_taken(start: Start) -> None:
    """A port that is taken gives way to the next free one, which is printed."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = start("--port", str(port))
        said = read_until(process, "The playground is at")

    found = re.search(r"The playground is at http://127\.0\.0\.1:(\d+)", said)
    assert found is not None
    assert int(found[1]) > port
    assert f"Port {port} is taken; using {found[1]}." in said


def test_child_dies(start: Start) -> None:
    """A dead bot is reported with its exit code and its last lines; the program ends with 1."""
    dies = "import sys; print('no', flush=True); sys.exit('token')"
    process = start("--port", "0", command=(sys.executable, "-c", dies))
    said, _ = process.communicate(timeout=120)

    assert process.returncode == 1
    assert "The bot ended with exit code 1. It said last:\n  no\n  token\n" in said


def test_terminated(start: Start, tmp_path: Path) -> None:
    """SIGTERM reaches the bot too, which may end in its own way, before the program does."""
    mark = tmp_path / "ended"
    child = (
        "import pathlib, signal, sys, time\n"
        f"def end(*_): pathlib.Path({str(mark)!r}).touch(); sys.exit()\n"
        "signal.signal(signal.SIGTERM, end)\n"
        "print('up', flush=True)\n"
        "time.sleep(60)"
    )
    process = start("--port", "0", "--output", command=(sys.executable, "-c", child))
    read_until(process, "| up")
    process.terminate()

    assert process.wait(180) == 0
    assert mark.exists()


@pytest.mark.parametrize("arguments", [("--port", "many"), ("--port", "70000"), ("--nonsense",)])
def test_wrong_arguments(start: Start, arguments: tuple[str, ...]) -> None:
    """Wrong arguments print the usage."""
    process = start(*arguments)
    said, _ = process.communicate(timeout=120)

    assert process.returncode == 2
    assert "usage: discord-playground" in said
