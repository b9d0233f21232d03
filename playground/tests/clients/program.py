"""Run a client of another make beside the playground, and hear what it says.

Each is the same small bot, so that one set of tests judges the playground by all of them:

- `/greet name`, with suggestions for the name, answers with a button that adds to its message;
- `/report` defers for the asker alone, then brings a file, and says one thing more;
- `/form` opens a form and repeats what was written into it;
- "Count letters", in a message's menu, counts them;
- it replies to a mention in components of version 2, and edits that.
"""

from __future__ import annotations

import asyncio
import importlib.util
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
_NODE = HERE / "discord_js"
_WAIT = 180.0  # seconds; node and hikari take one or two to begin on a busy machine


def hikari_client() -> list[str]:
    """Return the command of the bot of hikari, or skip the test that asks for it."""
    if importlib.util.find_spec("hikari") is None:
        pytest.skip("needs hikari: make install")
    return [sys.executable, str(HERE / "hikari_client.py")]


def discord_js_client() -> list[str]:
    """Return the command of the bot of discord.js, or skip the test that asks for it."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node and npm")
    if not (_NODE / "node_modules" / "discord.js").is_dir():
        pytest.skip("needs discord.js: make clients")
    return [node, str(_NODE / "client.mjs")]


CLIENTS: dict[str, Callable[[], list[str]]] = {
    "hikari": hikari_client,
    "discord.js": discord_js_client,
}


class Program:
    """A running client."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._heard: list[dict[str, Any]] = []
        self._written: list[str] = []
        self._news = asyncio.Condition()
        assert process.stdout is not None
        assert process.stderr is not None
        self._readers = [
            asyncio.create_task(self._hear(process.stdout)),
            asyncio.create_task(self._note(process.stderr)),
        ]

    @classmethod
    async def start(cls, command: list[str], api: str, token: str) -> Program:
        """Start a client and let it log in."""
        process = await asyncio.create_subprocess_exec(
            *command,
            api,
            token,
            cwd=HERE,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        return cls(process)

    async def hears(self, event: str) -> dict[str, Any]:
        """Wait until the client tells of an event; AssertionError with its last words if not."""
        try:
            async with asyncio.timeout(_WAIT), self._news:
                await self._news.wait_for(lambda: self._of(event) or self._ended())
        except TimeoutError:
            pass
        found = self._of(event)
        assert found, f"the client did not say {event!r}, but {self._heard}\n{self.log}"
        return found[-1]

    @property
    def errors(self) -> list[dict[str, Any]]:
        """Return the errors that the client met."""
        return self._of("error")

    @property
    def log(self) -> str:
        """Return the end of what the client wrote beside its events."""
        return "".join(self._written[-40:])

    async def stop(self) -> None:
        """End the client."""
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()
        await asyncio.gather(*self._readers)

    def _of(self, event: str) -> list[dict[str, Any]]:
        return [said for said in self._heard if said["event"] == event]

    def _ended(self) -> bool:
        return self._process.returncode is not None

    async def _hear(self, stream: asyncio.StreamReader) -> None:
        async for line in stream:
            try:
                said = json.loads(line)
            except ValueError:
                self._written.append(line.decode())
                continue
            async with self._news:
                self._heard.append(said)
                self._news.notify_all()
        await self._process.wait()
        async with self._news:
            self._news.notify_all()

    async def _note(self, stream: asyncio.StreamReader) -> None:
        async for line in stream:
            self._written.append(line.decode())
