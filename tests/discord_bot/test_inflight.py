"""Requests in progress: acknowledged first, told apart in the log, finished when the bot stops."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from discord_playground.message_contents import text_of
from discord_playground.people.invocation import LOADING
from discord_playground.person import Person
from tests.discord_bot.actions import press, wait_for_answer
from tests.discord_bot.ask.samples import ONE, TWO, answer_of
from tests.discord_bot.conftest import DiscordEnv
from tests.waiting import eventually

Event = dict[str, Any]


@pytest.fixture
def told() -> Iterator[list[Event]]:
    """Give what is logged while the test runs, with what is bound to each task."""
    merged = structlog.contextvars.merge_contextvars
    with structlog.testing.capture_logs(processors=[merged]) as events:
        yield events


# The log


async def test_one_id_from_the_command_to_the_receipt(
    discord_env: DiscordEnv, told: list[Event]
) -> None:
    """All that is logged of a question has the id of its turn; another question has another."""
    discord_env.application.ask.script = (ONE, answer_of(ONE, TWO))
    mara = await discord_env.playground.person("mara")
    for question in ("How well does LaSO do?", "And on COCO?"):
        done = await mara.run(mara.channel("papers"), "ask", question=question)
        answer = await done.message_when(lambda m: "65.3" in text_of(m))
        await discord_env.kept_turn(answer)
    turns = list(discord_env.memory.turns)

    begun = [(e["request"], e["of"]) for e in told if e["event"] == "request"]
    assert begun == [(turn, "ask") for turn in turns]
    assert len(set(turns)) == 2
    for turn in turns:
        of_it = [e["event"] for e in told if e.get("request") == turn]
        assert "state shown" in of_it  # told by a task of its own
    assert not [e for e in told if e["event"] == "state shown" and e["request"] not in turns]


# The end


@pytest.fixture
async def mara(discord_env: DiscordEnv) -> Person:
    """Give somebody in a Discord whose bot waits a moment only when it stops."""
    discord_env.change_settings(shutdown_grace_seconds=0.3)
    return await discord_env.playground.person("mara")


def _thinking(person: Person) -> list[Event]:
    return [m for m in person.seen.messages.values() if m["flags"] & LOADING]


async def test_what_waits_for_its_turn_says_that_it_was_cut(
    discord_env: DiscordEnv, mara: Person
) -> None:
    """As much as what was being written, and what was still looked at before."""
    discord_env.application.ask.script = (asyncio.Event(),)
    channel = mara.channel("papers")
    at_once = discord_env.application.settings.max_questions
    doings = [await mara.run(channel, "ask", question=f"Question {n}?") for n in range(at_once + 2)]
    await eventually(lambda: discord_env.services.queue.length == 2)
    began = time.monotonic()
    await discord_env.stop()
    for doing in doings:
        await wait_for_answer(doing, lambda m: "cut short" in text_of(m))

    assert _thinking(mara) == []
    assert discord_env.memory.turns == {}
    assert time.monotonic() - began < 60


async def test_while_it_stops_nothing_new_is_begun(discord_env: DiscordEnv, mara: Person) -> None:
    """Commands, buttons and messages are told to come again; what is at hand goes on."""
    discord_env.change_settings(shutdown_grace_seconds=60.0)
    discord_env.application.ask.script = (answer_of(ONE, TWO),)
    channel = mara.channel("papers")
    done = await mara.run(channel, "ask", question="How well does LaSO do?")
    before = await done.message_when(lambda m: "65.3" in text_of(m))
    await discord_env.kept_turn(before)
    step = asyncio.Event()
    discord_env.application.ask.script = (step, answer_of(ONE, TWO))
    at_hand = await mara.run(channel, "ask", question="And on COCO?")
    await eventually(lambda: len(discord_env.application.ask.calls) == 2)
    stopping = asyncio.create_task(discord_env.stop())
    await eventually(lambda: discord_env.services.in_flight.shutting_down)
    command = await mara.run(channel, "ask", question="And then?")
    button = await press(mara, before, "fn:a:evidence")
    for doing in (command, button):
        await wait_for_answer(doing, lambda m: "about to restart" in text_of(m))
    await mara.say(mara.dm(), "And by message?")
    await mara.wait_for(lambda m: "about to restart" in text_of(m) and m["channel_id"] == mara.dm())
    step.set()
    await stopping
    await wait_for_answer(at_hand, lambda m: "65.3" in text_of(m))

    assert discord_env.application.ask.questions == ["How well does LaSO do?", "And on COCO?"]
