"""`footnote chat` at a real terminal: completion, Ctrl-C and Ctrl-D."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.waiting import PATIENCE_SECONDS

ROOT = Path(__file__).parent.parent.parent


class Person:
    """Types at the terminal of a chat, and reads what it shows."""

    def __init__(self, data_dir: Path) -> None:
        self._terminal, other = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.chat_program", str(data_dir)],
            cwd=ROOT,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "80", "PROMPT_TOOLKIT_NO_CPR": "1"},
            stdin=other,
            stdout=other,
            stderr=other,
            start_new_session=True,
        )
        os.close(other)
        self._raw = self.shown = ""

    def types(self, text: str) -> None:
        os.write(self._terminal, text.encode())

    def sees(self, text: str, seconds: float = PATIENCE_SECONDS) -> None:
        """Wait until the text is shown, after what was seen before."""
        end = time.monotonic() + seconds
        while text not in self.shown:
            left = end - time.monotonic()
            ready, _, _ = select.select([self._terminal], [], [], max(left, 0))
            assert ready, f"{text!r} is not in what was shown:\n{self.shown}"
            self._raw += os.read(self._terminal, 65536).decode(errors="replace")
            # What the terminal is told about itself is not shown: ECMA-48, and xterm's own.
            self.shown = re.sub(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[=>]", "", self._raw)
        self._raw = self.shown = self.shown.partition(text)[2]

    def leaves(self) -> int:
        """Press Ctrl-D at the prompt and return the exit code."""
        self.sees("›")
        self.types("\x04")
        return self.process.wait(timeout=PATIENCE_SECONDS)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._terminal)


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    """Sit someone down at the terminal."""
    someone = Person(tmp_path)
    yield someone
    someone.close()


def test_conversation(person: Person) -> None:
    """A command completes, its numbers are known, and Ctrl-D leaves."""
    person.sees("What is LaSO?")
    person.sees("›")
    person.types("/sea")
    person.sees("Search papers")  # the menu
    person.types("\t few\r")
    person.sees("t-00deadbeef00cafe")
    person.sees("›")
    person.types("/paper 2\r")
    person.sees("works across species")

    assert person.leaves() == 0


def test_stops_an_answer(person: Person) -> None:
    """Ctrl-C stops the answer and not the chat; at the prompt it clears the line."""
    person.sees("What is LaSO?")
    person.sees("›")
    person.types("slow\r")
    person.sees("It begins,")
    person.process.send_signal(signal.SIGINT)
    person.sees("Stopped.")
    person.sees("›")
    person.types("half a line\x03")
    person.sees("half a line")
    person.sees("›")
    person.types("quick\r")
    person.sees("65.3")

    assert person.leaves() == 0
