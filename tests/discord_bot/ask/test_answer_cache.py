"""The same question has the same answer, for a day, while the library and the settings stay."""

from __future__ import annotations

import asyncio

import pytest

from bot.answering.answer import Answer
from discord_playground.message_contents import buttons_of, text_of
from discord_playground.people.connection import JSON
from discord_playground.person import Person
from tests.discord_bot.conftest import DiscordEnv
from tests.waiting import eventually

QUESTION = "How well does LaSO do?"


@pytest.fixture
def once(discord_env: DiscordEnv) -> None:
    """Let the bot answer once."""
    discord_env.change_settings(cache_answers=True)


async def ask(
    discord_env: DiscordEnv, person: Person, question: str = QUESTION, where: str = ""
) -> JSON:
    """Ask by command; return the message with the whole answer, once its turn is kept."""
    done = await person.run(where or person.channel("papers"), "ask", question=question)
    message = await done.message_when(lambda m: "65.3" in text_of(m) and buttons_of(m))
    await discord_env.kept_turn(message)
    return message


@pytest.mark.usefixtures("once")
async def test_the_second_time_it_is_there(discord_env: DiscordEnv) -> None:
    """Whoever asks, however it is spaced; it says so, and is a turn of its own."""
    mara, jonas = await discord_env.people("mara", "jonas")
    first = await ask(discord_env, mara)
    second = await ask(discord_env, jonas, "how  well does laso DO")

    assert discord_env.application.ask.questions == [QUESTION]
    assert "just asked" not in text_of(first)
    assert "Somebody just asked the same question" in text_of(second)
    assert len(discord_env.application.counts.answers) == 1
    assert discord_env.application.counts.others == ["cached"]
    turn = await discord_env.kept_turn(second)
    assert turn.user_id == int(jonas.user["id"])
    assert turn.answer.usage.total_tokens == 0


@pytest.mark.usefixtures("once")
async def test_nothing_is_told_in_another_place(discord_env: DiscordEnv) -> None:
    """What was asked in a channel, server or direct message is not told in any other of them."""
    mara, jonas = await discord_env.people("mara", "jonas")
    places = [
        (mara, mara.dm()),
        (mara, mara.channel("papers")),
        (mara, mara.channel("bots")),
        (mara, mara.channel("journal-club")),
        (jonas, jonas.dm()),
    ]
    shown = [await ask(discord_env, person, where=where) for person, where in places]
    again = await ask(discord_env, jonas)

    assert discord_env.application.ask.questions == [QUESTION] * len(places)
    assert not [message for message in shown if "just asked" in text_of(message)]
    assert "just asked" in text_of(again)


@pytest.mark.usefixtures("once")
async def test_nothing_is_told_of_a_hidden_answer(discord_env: DiscordEnv) -> None:
    """In a server without the bot, where answers may be hidden, each person is alone with it."""
    mara, jonas = await discord_env.people("mara", "jonas")
    world, application = discord_env.playground.world, discord_env.playground.application
    elsewhere = world.places.add_guild("Elsewhere", world.person("ines"))
    channel = world.places.add_channel(elsewhere, "far")
    for name in ("mara", "jonas"):
        world.places.add_member(elsewhere, world.person(name))
        application.user_installs.add(world.person(name).id)
    shown = [await ask(discord_env, person, where=channel.id) for person in (mara, jonas, jonas)]

    assert ["just asked" in text_of(message) for message in shown] == [False, False, True]
    assert discord_env.application.ask.questions == [QUESTION] * 2


@pytest.mark.usefixtures("once")
async def test_at_the_same_moment(discord_env: DiscordEnv) -> None:
    """The second waits for the first; where the first fails, it asks for itself."""
    going = asyncio.Event()
    answer = discord_env.application.ask.script
    discord_env.application.ask.script = (going, RuntimeError("broken"))
    mara, jonas = await discord_env.people("mara", "jonas")
    first = await mara.run(mara.channel("papers"), "ask", question=QUESTION)
    await eventually(lambda: discord_env.application.ask.running == 1)
    second = await jonas.run(jonas.channel("papers"), "ask", question=QUESTION)
    await second.wait_for_response()
    assert discord_env.application.ask.questions == [QUESTION]
    discord_env.application.ask.script = answer
    going.set()

    await first.message_when(lambda m: "went wrong" in text_of(m))
    await second.message_when(lambda m: "65.3" in text_of(m))
    assert discord_env.application.ask.questions == [QUESTION] * 2
    assert isinstance(answer[0], Answer)
