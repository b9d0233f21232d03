"""The bot as a process of its own: papers come in by themselves, and once."""

from __future__ import annotations

import asyncio
import json
import subprocess
import time
import urllib.request
from pathlib import Path

from bot.auto_ingest.state import load_feed_states
from bot.storage.stores import open_stores
from discord_playground.message_contents import text_of
from discord_playground.server import Playground
from retrieval.library.catalog.catalog import open_catalog
from tests.end_to_end.footnote import Footnote
from tests.servers.process import free_port
from tests.servers.sources_server import ArxivWorld, SourcesServer
from tests.waiting import PATIENCE_SECONDS, wait_until


async def test_papers_come_in_by_themselves(tmp_path: Path) -> None:
    """The feed's papers are found by who asks; a restart is ready and asks the services nothing."""
    data_dir = tmp_path / "library"
    port = free_port()
    with SourcesServer(ArxivWorld(papers=40, days=4)) as mirror:
        async with Playground(port=0) as playground:
            footnote = Footnote(
                data_dir,
                DISCORD_TOKEN=playground.bot_token,
                FOOTNOTE_DISCORD_API=playground.api,
                FOOTNOTE_MIRROR=mirror.address,
                FOOTNOTE_MIRROR_PAUSE="0",
                FOOTNOTE_HEALTH_ADDRESS=f"127.0.0.1:{port}",
                FOOTNOTE_AUTO_INGEST="rss:cs.CL+cs.LG+cs.CV, hf-daily",
            )
            bot = footnote.start("run")
            try:
                await asyncio.to_thread(wait_until, lambda: "hf-daily" in standings(data_dir))
                mara = await playground.person("mara")
                done = await mara.run(mara.channel("papers"), "library stats")
                stats = await done.message_when(lambda m: "Last automatic import" in text_of(m))
            finally:
                took = await stopped(bot)
            asked = len(mirror.requests)
            second = footnote.start("run")
            try:
                await logged_in(second)
                readiness = await asyncio.to_thread(told, f"http://127.0.0.1:{port}/readyz")
                again = await mara.run(mara.channel("papers"), "library stats")
                await again.message_when(lambda m: "Last automatic import" in text_of(m))
            finally:
                await stopped(second)

    with open_catalog(data_dir / "catalogue.db") as catalog:
        ids = catalog.ids()
    assert ids
    assert ids <= mirror.world.ids("cs.CL", "cs.LG", "cs.CV")
    assert "hf-daily has not worked yet" in text_of(stats).replace("\\", "")
    assert took < PATIENCE_SECONDS
    assert readiness == {"ready": True, "parts": {"discord": "ok", "library": "ok", "state": "ok"}}
    assert len(mirror.requests) == asked


def told(address: str) -> object:
    """Return the JSON at an address of this machine."""
    with urllib.request.urlopen(address, timeout=30) as answer:
        return json.load(answer)


def standings(data_dir: Path) -> list[str]:
    """Return the names of what has been looked at."""
    if not (data_dir / "state.db").exists():
        return []
    with open_stores(data_dir / "state.db") as community:
        return [name for name, state in load_feed_states(community.notes).items() if state.tried]


async def logged_in(bot: subprocess.Popen[bytes]) -> None:
    """Wait until the bot says that it is in."""
    assert bot.stdout is not None
    while b"Logged in" not in (line := await asyncio.to_thread(bot.stdout.readline)):
        assert line, "the bot ended"


async def stopped(bot: subprocess.Popen[bytes]) -> float:
    """Stop the bot as a service manager does; return the seconds that took."""
    began = time.monotonic()
    bot.terminate()
    said, _ = await asyncio.to_thread(bot.communicate, timeout=PATIENCE_SECONDS)
    assert b"Traceback" not in said, said.decode()
    return time.monotonic() - began
