"""The bot as a process of its own, stopped in the middle of an answer."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from discord_playground.message_contents import text_of
from discord_playground.people.invocation import LOADING, Invocation
from discord_playground.server import Playground
from tests.end_to_end.footnote import Footnote
from tests.end_to_end.test_auto_ingest import logged_in
from tests.servers.model_server import ModelServer
from tests.waiting import PATIENCE_SECONDS, wait_until

QUESTION = "How fast is training compared with Tacotron2?"
GRACE = 1  # seconds


async def _answered(doing: Invocation, text: str) -> dict[str, Any]:
    """Return the message that a process of its own made for this, on a busy machine too."""
    return await doing.message_when(
        lambda m: m in doing.messages and not m["flags"] & LOADING and text in text_of(m)
    )


async def test_a_stop_leaves_nothing_thinking(copy: Footnote) -> None:
    """The answer that is being written says that it is cut."""
    with ModelServer() as server:
        async with Playground(port=0) as playground:
            bot = copy.start(
                "run",
                DISCORD_TOKEN=playground.bot_token,
                FOOTNOTE_DISCORD_API=playground.api,
                OPENAI_BASE_URL=server.base_url,
                FOOTNOTE_LOG_TO="stderr",
                FOOTNOTE_SHUTDOWN_GRACE_SECONDS=str(GRACE),
            )
            try:
                assert bot.stdout is not None
                await logged_in(bot)
                mara = await playground.person("mara")
                channel = mara.channel("papers")

                server.hang()
                at_hand = await mara.run(channel, "ask", question=QUESTION)
                await asyncio.to_thread(wait_until, lambda: server.chats)

                began = time.monotonic()
                bot.terminate()
                cut = await _answered(at_hand, "cut short")
                rest = await asyncio.to_thread(bot.stdout.read)
                await asyncio.to_thread(bot.wait, PATIENCE_SECONDS)
            finally:
                bot.kill()
                bot.communicate()
            took = time.monotonic() - began
            thinking = [m for m in mara.seen.messages.values() if m["flags"] & LOADING]

    assert "restarts" in text_of(cut)
    assert thinking == []
    assert b"Traceback" not in rest, rest.decode()
    assert bot.returncode == 0
    # Docker and systemd wait for ten seconds more; a busy machine is slow.
    assert took < GRACE + PATIENCE_SECONDS
