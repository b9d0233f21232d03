"""The bot as a process of its own: settings read again, and a stop in the middle of an answer."""

from __future__ import annotations

import asyncio
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Any

import pytest

from playground.people.doing import LOADING, Invocation
from playground.reading import text_of
from playground.server import Playground
from tests.end_to_end.footnote import Footnote
from tests.end_to_end.test_growth import logged_in
from tests.servers.model_server import ModelServer
from tests.waiting import wait_until

QUESTION = "How fast is training compared with Tacotron2?"
GRACE = 1  # seconds


async def _said(lines: IO[bytes], text: str) -> str:
    """Return what the bot says, up to the line that has a text."""
    said = b""
    while text.encode() not in said:
        line = await asyncio.to_thread(lines.readline)
        assert line, said.decode()
        said += line
    return " ".join(said.decode().split())


async def _answered(doing: Invocation, text: str) -> dict[str, Any]:
    """Return the message that a process of its own made for this, on a busy machine too."""
    return await doing.message_when(
        lambda m: m in doing.messages and not m["flags"] & LOADING and text in text_of(m), 30
    )


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="there is no SIGHUP here")
async def test_settings_are_read_again_and_a_stop_leaves_nothing_thinking(copy: Footnote) -> None:
    """What is safe is taken at once, of a wrong file nothing; the answer at hand says it is cut."""
    env_file = copy.data_dir.parent / ".env"
    with ModelServer() as server:
        async with Playground(port=0) as playground:
            bot = copy.start(
                "run",
                DISCORD_TOKEN=playground.bot_token,
                FOOTNOTE_DISCORD_API=playground.api,
                OPENAI_BASE_URL=server.base_url,
                FOOTNOTE_LOG_TO="stderr",
                FOOTNOTE_STOP_GRACE=str(GRACE),
            )
            try:
                assert bot.stdout is not None
                await logged_in(bot)
                mara = await playground.person("mara")
                channel = mara.channel("papers")

                env_file.write_text("FOOTNOTE_RATE_USER=1\nFOOTNOTE_MODEL=another\n")
                bot.send_signal(signal.SIGHUP)
                taken = await _said(bot.stdout, "At the next start only: FOOTNOTE_MODEL.")
                server.hang()
                at_hand = await mara.run(channel, "ask", question=QUESTION)
                await asyncio.to_thread(wait_until, lambda: server.chats)
                second = await mara.run(channel, "ask", question="And how large is it?")
                await _answered(second, "faster than")

                env_file.write_text("FOOTNOTE_RATE_USER=9999\nFOOTNOTE_LOG_LEVEL=loud\n")
                bot.send_signal(signal.SIGHUP)
                wrong = await _said(bot.stdout, "FOOTNOTE_LOG_LEVEL is 'loud'")
                third = await mara.run(channel, "ask", question="And how large is it?")
                await _answered(third, "faster than")

                began = time.monotonic()
                bot.terminate()
                cut = await _answered(at_hand, "cut short")
                # Not by communicate(), which forgets what readline() has read ahead.
                rest = await asyncio.to_thread(bot.stdout.read)
                await asyncio.to_thread(bot.wait, 60)
            finally:
                bot.kill()
                bot.communicate()
            took = time.monotonic() - began
            thinking = [m for m in mara.seen.messages.values() if m["flags"] & LOADING]

    assert "FOOTNOTE_RATE_USER is 1." in taken
    logged = taken + wrong + rest.decode()
    assert '"event": "settings read again"' in logged
    assert '"event": "settings not read again"' in logged
    assert "nothing is taken of them" in logged
    assert "restarts" in text_of(cut)
    assert thinking == []
    assert b"Traceback" not in rest, rest.decode()
    assert bot.returncode == 0
    assert took < GRACE + 30  # Docker and systemd wait for ten more; a busy machine is slow


HOLD = """
import asyncio, os, signal, sys
from bot.bootstrap.rereading import hangup_waits, rereading

async def reread():
    print("again", flush=True)

async def run(ends):
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asyncio.current_task().cancel)
    async with rereading(reread, ends_with_terminal=ends):
        print("ready", flush=True)
        await asyncio.sleep(60)

with hangup_waits() as ends:
    print("opening", ends, flush=True)
    os.kill(os.getpid(), signal.SIGHUP) if not ends else None
    try:
        asyncio.run(run(ends))
    except asyncio.CancelledError:
        print("stopped", flush=True)
        open(sys.argv[1], "w").close()
"""


def _held(done: Path, **options: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", HOLD, str(done)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, **options)  # type: ignore[call-overload,no-any-return]


async def test_without_a_terminal_a_hangup_never_ends_it(tmp_path: Path) -> None:
    """Nor before it can answer it."""
    held = _held(tmp_path / "done", stdin=subprocess.DEVNULL, start_new_session=True)
    assert held.stdout is not None
    try:
        await _said(held.stdout, "opening False")
        await _said(held.stdout, "ready")
        for _ in range(2):
            held.send_signal(signal.SIGHUP)
            await _said(held.stdout, "again")
    finally:
        held.terminate()
        with held.stdout as rest:
            said = rest.read()
        held.wait(30)

    assert b"stopped" in said


async def test_the_end_of_its_terminal_ends_it(tmp_path: Path) -> None:
    """As SIGTERM does; a SIGHUP while the terminal stands does not."""
    done = tmp_path / "done"
    ours, theirs = pty.openpty()

    def take_terminal() -> None:
        import fcntl
        import termios

        signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whatever runs the tests may ignore it
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    held = _held(done, stdin=theirs, preexec_fn=take_terminal)
    assert held.stdout is not None
    try:
        os.close(theirs)
        await _said(held.stdout, "opening True")
        await _said(held.stdout, "ready")
        held.send_signal(signal.SIGHUP)
        await _said(held.stdout, "again")
        os.close(ours)  # the kernel sends SIGHUP
        await asyncio.to_thread(held.wait, 30)
    finally:
        held.kill()
        held.communicate()

    assert done.exists()
