"""What is flagged is not answered; where nobody can say, it is."""

from __future__ import annotations

from bot.assistant.language_model import ModelUnavailable
from playground.reading import text_of
from tests.discord_front.conftest import House


async def test_a_flagged_question(house: House) -> None:
    """The person hears so, and nothing is asked or kept."""
    house.application.flagged = "idiot"
    mara = await house.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question="Which idiot wrote LaSO?")

    await done.message_when(lambda m: "does not answer that" in text_of(m))
    assert house.application.ask.questions == []
    assert house.memory.turns == {}


async def test_nobody_can_say(house: House) -> None:
    """The log has it."""
    house.application.flagged = ModelUnavailable("away")
    mara = await house.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question="How well does LaSO do?")

    await done.message_when(lambda m: "65.3" in text_of(m))
    assert "moderating" in house.application.counts.failures
