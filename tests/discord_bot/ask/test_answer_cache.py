"""The same question has the same answer, for a day, while the library and the settings stay."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.answering.answer import Answer
from bot.answering.language_model import Fallback, Usage
from discord_playground.message_contents import buttons_of, text_of
from discord_playground.people.connection import JSON
from discord_playground.person import Person
from retrieval.paper import WITHDRAWN
from tests.cli.samples import ANSWER
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
    mara, jonas = (
        await discord_env.playground.person("mara"),
        await discord_env.playground.person("jonas"),
    )
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
    mara, jonas = (
        await discord_env.playground.person("mara"),
        await discord_env.playground.person("jonas"),
    )
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
    mara, jonas = (
        await discord_env.playground.person("mara"),
        await discord_env.playground.person("jonas"),
    )
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
async def test_anew_by_the_button(discord_env: DiscordEnv) -> None:
    """Whoever wants another answer gets one."""
    mara = await discord_env.playground.person("mara")
    await ask(discord_env, mara)
    second = await ask(discord_env, mara)
    await mara.choose(second, "More…", "Regenerate")

    await eventually(lambda: len(discord_env.application.ask.questions) == 2)


@pytest.mark.usefixtures("once")
async def test_what_was_forgotten_is_asked_again(discord_env: DiscordEnv) -> None:
    """Nothing of it is kept anywhere."""
    mara = await discord_env.playground.person("mara")
    await ask(discord_env, mara)
    discord_env.memory.turns.clear()
    await ask(discord_env, mara)

    assert discord_env.application.ask.questions == [QUESTION] * 2


@pytest.mark.usefixtures("once")
async def test_another_day_or_library(discord_env: DiscordEnv) -> None:
    """A new paper may answer better."""
    mara = await discord_env.playground.person("mara")
    await ask(discord_env, mara)
    discord_env.application.catalog.revised += 1
    await ask(discord_env, mara)
    for turn_id, turn in discord_env.memory.turns.items():
        earlier = turn.asked_at - timedelta(days=1, minutes=1)
        discord_env.memory.turns[turn_id] = replace(turn, asked_at=earlier)
    await ask(discord_env, mara)

    assert discord_env.application.ask.questions == [QUESTION] * 3


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize("change", ["withdrawn", "another abstract", "removed"])
async def test_a_paper_that_changed_meanwhile(discord_env: DiscordEnv, change: str) -> None:
    """What an answer cites is looked at again: it may have changed while the answer was made."""
    mara = await discord_env.playground.person("mara")
    await ask(discord_env, mara)
    papers = discord_env.application.catalog.papers
    cited = {citation.paper.paper_id for citation in ANSWER.citations}
    at = next(i for i, paper in enumerate(papers) if paper.paper_id in cited)
    match change:
        case "withdrawn":
            papers[at] = replace(papers[at], extra={WITHDRAWN: True})
        case "another abstract":
            papers[at] = replace(papers[at], abstract="It was all wrong.")
        case _:
            del papers[at]
    await ask(discord_env, mara)

    assert discord_env.application.ask.questions == [QUESTION] * 2


@pytest.mark.usefixtures("once")
async def test_what_waits_to_be_indexed(discord_env: DiscordEnv) -> None:
    """An answer that could not find the newest papers is not given once they are found."""
    mara = await discord_env.playground.person("mara")
    discord_env.application.catalog.waiting = 1
    await ask(discord_env, mara)
    discord_env.application.catalog.waiting = 0
    await ask(discord_env, mara)

    assert discord_env.application.ask.questions == [QUESTION] * 2


@pytest.mark.usefixtures("once")
async def test_at_the_same_moment(discord_env: DiscordEnv) -> None:
    """The second waits for the first; where the first fails, it asks for itself."""
    going = asyncio.Event()
    answer = discord_env.application.ask.script
    discord_env.application.ask.script = (going, RuntimeError("broken"))
    mara, jonas = (
        await discord_env.playground.person("mara"),
        await discord_env.playground.person("jonas"),
    )
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


@pytest.mark.usefixtures("once")
async def test_quotes_in_a_models_place_are_given_once(discord_env: DiscordEnv) -> None:
    """A model that failed may write for who asks next; what it wrote then is there for others."""
    (written,) = discord_env.application.ask.script
    assert isinstance(written, Answer)
    discord_env.application.ask.script = (replace(written, fallback=Fallback("failed", "")),)
    mara, jonas = (
        await discord_env.playground.person("mara"),
        await discord_env.playground.person("jonas"),
    )
    await ask(discord_env, mara)
    discord_env.application.ask.script = (written,)
    for person in (jonas, mara):
        last = await ask(discord_env, person)

    assert discord_env.application.ask.questions == [QUESTION] * 2
    assert "Somebody just asked the same question" in text_of(last)


@pytest.mark.usefixtures("once")
async def test_what_is_given_again_costs_nothing(discord_env: DiscordEnv) -> None:
    """Nor does it say that it did."""
    discord_env.change_settings(openai_base_url="http://127.0.0.1:9/v1", show_cost=True)
    (quotes,) = discord_env.application.ask.script
    assert isinstance(quotes, Answer)
    used = Usage(900, 100, 0.00325)
    discord_env.application.ask.script = (
        replace(quotes, mode="model", model="gpt-4o", usage=used),
    )
    mara = await discord_env.playground.person("mara")
    first, second = await ask(discord_env, mara), await ask(discord_env, mara)

    assert "1,000 tokens" in text_of(first)
    assert "1,000 tokens" not in text_of(second)
