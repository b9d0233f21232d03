"""The same question has the same answer, for a day, while the library and the settings stay."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.answering.answer import Answer
from bot.answering.language_model import Fallback, Usage
from playground.people.connection import JSON
from playground.person import Person
from playground.reading import buttons_of, text_of
from retrieval.paper import WITHDRAWN
from tests.cli.samples import ANSWER
from tests.discord_bot.conftest import House, eventually

QUESTION = "How well does LaSO do?"


@pytest.fixture
def once(house: House) -> None:
    """Let the bot answer once."""
    house.be(answer_once=True)


async def ask(house: House, person: Person, question: str = QUESTION, where: str = "") -> JSON:
    """Ask by command; return the message with the whole answer, once its turn is kept."""
    done = await person.run(where or person.channel("papers"), "ask", question=question)
    message = await done.message_when(lambda m: "65.3" in text_of(m) and buttons_of(m))
    await house.kept_turn(message)
    return message


@pytest.mark.usefixtures("once")
async def test_the_second_time_it_is_there(house: House) -> None:
    """Whoever asks, however it is spaced; it says so, and is a turn of its own."""
    mara, jonas = await house.playground.person("mara"), await house.playground.person("jonas")
    first = await ask(house, mara)
    second = await ask(house, jonas, "how  well does laso DO")

    assert house.application.ask.questions == [QUESTION]
    assert "just asked" not in text_of(first)
    assert "Somebody has just asked the same" in text_of(second)
    assert len(house.application.counts.answers) == 1
    assert house.application.counts.others == ["again"]
    turn = await house.kept_turn(second)
    assert turn.user_id == int(jonas.user["id"])
    assert turn.answer.usage.total_tokens == 0


@pytest.mark.usefixtures("once")
async def test_nothing_is_told_in_another_place(house: House) -> None:
    """What was asked in a channel, server or direct message is not told in any other of them."""
    mara, jonas = await house.playground.person("mara"), await house.playground.person("jonas")
    places = [
        (mara, mara.dm()),
        (mara, mara.channel("papers")),
        (mara, mara.channel("bots")),
        (mara, mara.channel("journal-club")),
        (jonas, jonas.dm()),
    ]
    shown = [await ask(house, person, where=where) for person, where in places]
    again = await ask(house, jonas)

    assert house.application.ask.questions == [QUESTION] * len(places)
    assert not [message for message in shown if "just asked" in text_of(message)]
    assert "just asked" in text_of(again)


@pytest.mark.usefixtures("once")
async def test_nothing_is_told_of_a_hidden_answer(house: House) -> None:
    """In a server without the bot, where answers may be hidden, each person is alone with it."""
    mara, jonas = await house.playground.person("mara"), await house.playground.person("jonas")
    world, application = house.playground.world, house.playground.application
    elsewhere = world.places.add_guild("Elsewhere", world.person("ines"))
    channel = world.places.add_channel(elsewhere, "far")
    for name in ("mara", "jonas"):
        world.places.add_member(elsewhere, world.person(name))
        application.user_installs.add(world.person(name).id)
    shown = [await ask(house, person, where=channel.id) for person in (mara, jonas, jonas)]

    assert ["just asked" in text_of(message) for message in shown] == [False, False, True]
    assert house.application.ask.questions == [QUESTION] * 2


@pytest.mark.usefixtures("once")
async def test_anew_by_the_button(house: House) -> None:
    """Whoever wants another answer gets one."""
    mara = await house.playground.person("mara")
    await ask(house, mara)
    second = await ask(house, mara)
    await mara.press(second, "Regenerate")

    await eventually(lambda: len(house.application.ask.questions) == 2)


@pytest.mark.usefixtures("once")
async def test_what_was_forgotten_is_asked_again(house: House) -> None:
    """Nothing of it is kept anywhere."""
    mara = await house.playground.person("mara")
    await ask(house, mara)
    house.memory.turns.clear()
    await ask(house, mara)

    assert house.application.ask.questions == [QUESTION] * 2


@pytest.mark.usefixtures("once")
async def test_another_day_or_library(house: House) -> None:
    """A new paper may answer better."""
    mara = await house.playground.person("mara")
    await ask(house, mara)
    house.application.catalogue.revised += 1
    await ask(house, mara)
    for turn_id, turn in house.memory.turns.items():
        earlier = turn.asked_at - timedelta(days=1, minutes=1)
        house.memory.turns[turn_id] = replace(turn, asked_at=earlier)
    await ask(house, mara)

    assert house.application.ask.questions == [QUESTION] * 3


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize("change", ["withdrawn", "another abstract", "removed"])
async def test_a_paper_that_changed_meanwhile(house: House, change: str) -> None:
    """What an answer cites is looked at again: it may have changed while the answer was made."""
    mara = await house.playground.person("mara")
    await ask(house, mara)
    papers = house.application.catalogue.papers
    cited = {citation.paper.paper_id for citation in ANSWER.citations}
    at = next(i for i, paper in enumerate(papers) if paper.paper_id in cited)
    match change:
        case "withdrawn":
            papers[at] = replace(papers[at], extra={WITHDRAWN: True})
        case "another abstract":
            papers[at] = replace(papers[at], abstract="It was all wrong.")
        case _:
            del papers[at]
    await ask(house, mara)

    assert house.application.ask.questions == [QUESTION] * 2


@pytest.mark.usefixtures("once")
async def test_what_waits_to_be_indexed(house: House) -> None:
    """An answer that could not find the newest papers is not given once they are found."""
    mara = await house.playground.person("mara")
    house.application.catalogue.waiting = 1
    await ask(house, mara)
    house.application.catalogue.waiting = 0
    await ask(house, mara)

    assert house.application.ask.questions == [QUESTION] * 2


@pytest.mark.usefixtures("once")
async def test_at_the_same_moment(house: House) -> None:
    """The second waits for the first; where the first fails, it asks for itself."""
    going = asyncio.Event()
    answer = house.application.ask.script
    house.application.ask.script = (going, RuntimeError("broken"))
    mara, jonas = await house.playground.person("mara"), await house.playground.person("jonas")
    first = await mara.run(mara.channel("papers"), "ask", question=QUESTION)
    await eventually(lambda: house.application.ask.running == 1)
    second = await jonas.run(jonas.channel("papers"), "ask", question=QUESTION)
    await second.settled()
    assert house.application.ask.questions == [QUESTION]
    house.application.ask.script = answer
    going.set()

    await first.message_when(lambda m: "went wrong" in text_of(m))
    await second.message_when(lambda m: "65.3" in text_of(m))
    assert house.application.ask.questions == [QUESTION] * 2
    assert isinstance(answer[0], Answer)


@pytest.mark.usefixtures("once")
async def test_quotes_in_a_models_place_are_given_once(house: House) -> None:
    """A model that failed may write for who asks next; what it wrote then is there for others."""
    (written,) = house.application.ask.script
    assert isinstance(written, Answer)
    house.application.ask.script = (replace(written, fallen=Fallback("failed", "")),)
    mara, jonas = await house.playground.person("mara"), await house.playground.person("jonas")
    await ask(house, mara)
    house.application.ask.script = (written,)
    for person in (jonas, mara):
        last = await ask(house, person)

    assert house.application.ask.questions == [QUESTION] * 2
    assert "Somebody has just asked the same" in text_of(last)


@pytest.mark.usefixtures("once")
async def test_what_is_given_again_costs_nothing(house: House) -> None:
    """Nor does it say that it did."""
    house.be(openai_base_url="http://127.0.0.1:9/v1", show_cost=True)
    (quotes,) = house.application.ask.script
    assert isinstance(quotes, Answer)
    used = Usage(900, 100)
    house.application.ask.script = (replace(quotes, mode="model", model="gpt-4o", usage=used),)
    mara = await house.playground.person("mara")
    first, second = await ask(house, mara), await ask(house, mara)

    assert "1,000 tokens" in text_of(first)
    assert "1,000 tokens" not in text_of(second)
