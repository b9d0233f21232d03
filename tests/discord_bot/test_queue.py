"""Who has to wait sees how many are before, and how that changes."""

from __future__ import annotations

import asyncio

import pytest

from bot.discord_bot.delivery.streaming import MIN_SECONDS_BETWEEN_EDITS
from bot.discord_bot.locales.translations import Translations
from bot.limits.fair_queue import FairQueue
from bot.records.server_settings import ServerSettings
from discord_playground.message_contents import text_of
from tests.discord_bot.actions import wait_for_answer
from tests.discord_bot.ask.samples import ONE, TWO, answer_of
from tests.discord_bot.conftest import DiscordEnv
from tests.waiting import eventually

FIRST, SECOND, THIRD = "How well does LaSO do?", "And on COCO?", "And on Animals?"


@pytest.fixture
def queue(discord_env: DiscordEnv) -> FairQueue:
    """Let one through at a time, and tell those who wait often."""
    queue = FairQueue(1, first_notice=0.05, notice_interval=0.05)
    object.__setattr__(discord_env.services, "queue", queue)
    return queue


def _busy(discord_env: DiscordEnv) -> dict[str, asyncio.Event]:
    """Have each question wait for its event."""
    steps = {question: asyncio.Event() for question in (FIRST, SECOND, THIRD)}
    discord_env.application.ask.scripts = {
        q: (step, answer_of(ONE, TWO)) for q, step in steps.items()
    }
    return steps


async def test_the_place_is_shown_and_moves_up(discord_env: DiscordEnv, queue: FairQueue) -> None:
    """In the reply that will be the answer, in the server's language, no faster than edits may."""
    guild = int(discord_env.playground.world.guild_named("Reading group").id)
    discord_env.memory.settings[guild] = ServerSettings(language="Japanese")
    words, steps = Translations("ja"), _busy(discord_env)
    mara, jonas = [await discord_env.playground.person(name) for name in ("mara", "jonas")]
    channel = mara.channel("papers")
    first = await mara.run(channel, "ask", question=FIRST)
    await eventually(lambda: discord_env.application.ask.running)
    second = await mara.run(channel, "ask", question=SECOND)
    await second.message_when(lambda m: words("rendering-waiting", before=0) in text_of(m))
    third = await mara.run(channel, "ask", question=THIRD)
    shown = await third.message_when(lambda m: words("rendering-waiting", before=1) in text_of(m))
    steps[FIRST].set()
    await third.message_when(lambda m: words("rendering-waiting", before=0) in text_of(m))
    steps[SECOND].set()
    steps[THIRD].set()
    for doing in (first, second, third):
        last = await wait_for_answer(doing, lambda m: "65.3" in text_of(m))
    edits = [e.at for e in discord_env.edits() if shown["id"] == e.answer["id"]]

    assert last["id"] == shown["id"]
    assert THIRD in text_of(shown)
    assert len(edits) == 3
    assert edits[1] - edits[0] >= MIN_SECONDS_BETWEEN_EDITS - 0.05
    assert jonas.messages(channel)[-1]["id"] == last["id"]
