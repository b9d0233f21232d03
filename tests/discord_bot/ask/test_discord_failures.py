"""Survive: tokens that end, things that are gone, requests that fail, a gateway that closes."""

from __future__ import annotations

import asyncio

import pytest

from bot.records.server_settings import ServerSettings
from discord_playground.message_contents import text_of
from tests.discord_bot.actions import is_answer
from tests.discord_bot.ask.samples import ONE, TWO, answer_of
from tests.discord_bot.conftest import DiscordEnv
from tests.waiting import eventually

QUESTION = "How well does LaSO do?"


def _slowly(discord_env: DiscordEnv) -> asyncio.Event:
    """Have the answer wait after its first sentence; return what lets it go on."""
    step = asyncio.Event()
    discord_env.application.ask.script = (ONE, step, answer_of(ONE, TWO))
    return step


def _expire_tokens(discord_env: DiscordEnv) -> None:
    """Have the token of every interaction so far be past its life."""
    discord_env.playground.world.deadlines.token = -1.0


# The token, and what the answer stands in


async def test_an_answer_later_than_the_token_changes_the_message_all_the_same(
    discord_env: DiscordEnv,
) -> None:
    """Past the life of the token, the message is edited with the bot's own right."""
    step = _slowly(discord_env)
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question=QUESTION)
    begun = await done.message_when(lambda m: "synthesises" in text_of(m))
    _expire_tokens(discord_env)
    step.set()
    answer = await mara.wait_for(is_answer)

    assert answer["id"] == begun["id"]
    assert len(mara.messages(mara.channel("papers"))) == 1


async def test_other_results_later_than_the_token_take_the_place_of_thinking(
    discord_env: DiscordEnv,
) -> None:
    """Nothing says for ever that the bot is thinking, or how far it is."""
    _expire_tokens(discord_env)
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    await mara.run(channel, "library list")
    await mara.wait_for(lambda m: "3 papers" in text_of(m))

    assert len(mara.messages(channel)) == 1


async def test_an_answer_whose_message_is_gone_arrives(discord_env: DiscordEnv) -> None:
    """Somebody deleted what stood of it; it comes as a new message, once."""
    step = _slowly(discord_env)
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    done = await mara.run(channel, "ask", question=QUESTION)
    begun = await done.message_when(lambda m: "synthesises" in text_of(m))
    await mara.delete(begun)
    step.set()
    answer = await mara.wait_for(is_answer)

    assert answer["id"] != begun["id"]
    await discord_env.idle()
    assert len(mara.messages(channel)) == 1
    assert len(discord_env.memory.turns) == 1


# Requests that fail


@pytest.mark.parametrize(
    "route", ["POST /interactions/*/callback", "PATCH /webhooks/*/messages/@original"]
)
async def test_a_command_is_answered_though_a_request_fails(
    discord_env: DiscordEnv, route: str
) -> None:
    """Each request that `/ask` makes may fail once."""
    discord_env.playground.faults.fail(route, 503, 1)
    mara = await discord_env.playground.person("mara")
    await mara.run(mara.channel("papers"), "ask", question=QUESTION)
    await mara.wait_for(is_answer)

    assert len(mara.messages(mara.channel("papers"))) == 1


async def test_a_message_sent_again_after_a_cut_connection_stands_once(
    discord_env: DiscordEnv,
) -> None:
    """The nonce tells Discord that it is the same message."""
    discord_env.memory.settings[discord_env.guild_id] = ServerSettings(threads=False)
    step = asyncio.Event()
    discord_env.application.ask.script = (step, answer_of(TWO))
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    await mara.say(channel, f"{discord_env.mention} {QUESTION}")
    await eventually(lambda: discord_env.application.ask.calls)
    discord_env.playground.faults.drop("POST /channels/*/messages", 1, after=True)
    step.set()
    await eventually(
        lambda: len(discord_env.requests_to("POST", "/channels/{channel_id}/messages")) >= 2
    )
    await eventually(lambda: discord_env.memory.turns)

    assert sum(map(is_answer, mara.messages(channel))) == 1


async def test_an_interaction_that_cannot_be_deferred_is_answered(discord_env: DiscordEnv) -> None:
    """Discord no longer knows it; the answer goes to the channel."""
    discord_env.playground.faults.fail("POST /interactions/*/callback", 404, None, code=10062)
    mara = await discord_env.playground.person("mara")
    await mara.run(mara.channel("papers"), "ask", question=QUESTION)
    answer = await mara.wait_for(is_answer)

    assert answer["channel_id"] == mara.channel("papers")


# The gateway


@pytest.mark.parametrize("how", ["closed", "cut", "invalid"])
async def test_a_gateway_that_closes_loses_no_question(discord_env: DiscordEnv, how: str) -> None:
    """Closed in the middle of an answer, the answer arrives, and so does that to the next.

    What is asked while no session can be resumed is not told by Discord, so it is asked after.
    """
    step = _slowly(discord_env)
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    done = await mara.run(channel, "ask", question=QUESTION)
    await done.message_when(lambda m: "synthesises" in text_of(m))
    faults = discord_env.playground.faults
    if how == "cut":
        faults.disconnect()
    else:
        if how == "invalid":
            faults.invalidate_next()
        faults.close_gateways(4000)
    step.set()
    await done.message_when(is_answer)
    if how == "invalid":
        sockets = discord_env.playground.gateway.connections
        await eventually(lambda: any(s.session and s.session.user.bot for s in sockets))
    discord_env.application.ask.script = (answer_of(TWO),)
    await mara.say(mara.dm(), "And on COCO?")
    await mara.wait_for(lambda m: is_answer(m) and m["channel_id"] == mara.dm(), 30)

    assert discord_env.application.ask.questions.count(QUESTION) == 1
    assert discord_env.application.ask.questions.count("And on COCO?") == 1


# The end


async def test_an_answer_at_hand_is_finished_before_the_bot_stops(discord_env: DiscordEnv) -> None:
    """Stopping waits for it."""
    discord_env.application.ask.script = (ONE, 0.8, answer_of(ONE, TWO))
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question=QUESTION)
    await done.message_when(lambda m: "synthesises" in text_of(m))
    await discord_env.stop()
    message = await done.message_when(is_answer)

    assert message["id"]
    assert len(discord_env.memory.turns) == 1


async def test_an_answer_that_takes_too_long_says_that_it_was_cut(discord_env: DiscordEnv) -> None:
    """What stands is replaced by a sentence that says so."""
    discord_env.change_settings(shutdown_grace_seconds=0.3)
    discord_env.application.ask.script = (ONE, 60.0, answer_of(ONE, TWO))
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question=QUESTION)
    await done.message_when(lambda m: "synthesises" in text_of(m))
    await discord_env.stop()
    message = await done.message_when(lambda m: "restarts" in text_of(m))

    assert "synthesises" not in text_of(message)
    assert discord_env.memory.turns == {}
