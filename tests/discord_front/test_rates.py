"""Who asks too fast is told so; the others go on."""

from __future__ import annotations

import pytest

from bot.discord_front import rates as module
from bot.discord_front.rates import Rates
from playground.reading import text_of
from tests.discord_front.conftest import House

MARA, JONAS, PAPERS, BOTS, GROUP = 1, 2, 10, 11, 100


async def test_any_rate_without_limits() -> None:
    """By default."""
    assert {await Rates().take(MARA, PAPERS, GROUP) for _ in range(500)} == {None}


async def test_of_a_person() -> None:
    """Wherever; of another person they know nothing."""
    held = Rates(user=2)
    taken = [await held.take(MARA, PAPERS, GROUP), await held.take(MARA, BOTS, None)]

    assert [*taken, await held.take(MARA, PAPERS, GROUP)] == [None, None, "user"]
    assert await held.take(JONAS, PAPERS, GROUP) is None


async def test_of_a_channel_and_of_a_server() -> None:
    """Direct messages are of no server."""
    held = Rates(channel=1, server=2)
    taken = [await held.take(person, PAPERS, GROUP) for person in (MARA, JONAS)]

    assert taken == [None, "channel"]
    assert await held.take(JONAS, BOTS, GROUP) is None
    assert await held.take(JONAS, 12, GROUP) == "server"
    assert await held.take(JONAS, 13, None) is None


async def test_what_is_refused_takes_no_place() -> None:
    """Asking too fast in one channel does not use up what may be asked elsewhere."""
    held = Rates(user=2, channel=1)
    for _ in range(5):
        await held.take(MARA, PAPERS, GROUP)

    assert await held.take(MARA, BOTS, GROUP) is None


async def test_not_all_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those who asked last are."""
    monkeypatch.setattr(module, "_MOST", 2)
    held = Rates(user=1)
    for person in (1, 2, 3):
        await held.take(person, PAPERS, None)

    assert await held.take(3, PAPERS, None) == "user"
    assert await held.take(1, PAPERS, None) is None


async def test_in_discord(house: House) -> None:
    """It is said to the person alone, with what to do."""
    house.bot.services.rates.limit(user=1)
    mara, jonas = await house.playground.person("mara"), await house.playground.person("jonas")
    first = await mara.run(mara.channel("papers"), "ask", question="How well does LaSO do?")
    await first.message_when(lambda m: "65.3" in text_of(m))
    second = await mara.run(mara.channel("papers"), "ask", question="And now?")
    refused = await second.message_when(lambda m: "a minute" in text_of(m))
    other = await jonas.run(jonas.channel("papers"), "ask", question="How well does LaSO do?")
    await other.message_when(lambda m: "65.3" in text_of(m))

    assert "You are asking faster than Footnote can answer" in text_of(refused)
    assert house.application.counts.others == ["user"]
    assert house.application.ask.questions == ["How well does LaSO do?"] * 2
