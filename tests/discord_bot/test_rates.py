"""Who asks too fast is told so; the others go on."""

from __future__ import annotations

import asyncio

import pytest

from bot.discord_bot import rates as module
from bot.discord_bot.rates import Rates
from playground.reading import buttons_of, text_of
from tests.discord_bot.conftest import DiscordEnv
from tests.discord_bot.following import is_ephemeral
from tests.waiting import eventually

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


async def test_several_at_once() -> None:
    """All of them fit, or none is taken."""
    held = Rates(user=3)

    assert await held.take(MARA, PAPERS, GROUP, 2) is None
    assert await held.take(MARA, PAPERS, GROUP, 2) == "user"
    assert await held.take(MARA, PAPERS, GROUP) is None


async def test_mentions_at_once_make_one_thread(discord_env: DiscordEnv) -> None:
    """Of eight with a rate of 1, one is answered in a thread; of the others nothing is seen."""
    discord_env.bot.services.rates.limit(user=1)
    mara = await discord_env.playground.person("mara")
    papers = mara.channel("papers")
    bot = f"<@{discord_env.playground.application_id}>"
    await asyncio.gather(*(mara.say(papers, f"{bot} How well does LaSO do? {n}") for n in range(7)))
    await mara.say(papers, bot)  # without a question, which would be told how to ask
    await mara.wait_for(lambda m: "65.3" in text_of(m))
    refused = await mara.wait_for(lambda m: "asking faster" in text_of(m))
    await eventually(lambda: discord_env.application.counts.others == ["user"] * 7)
    await eventually(lambda: not len(discord_env.services.at_hand))

    assert refused["channel_id"] == mara.dm()
    assert len(discord_env.application.ask.questions) == 1
    threads = discord_env.requests_to(
        "POST", "/channels/{channel_id}/messages/{message_id}/threads"
    )
    assert len(threads) == 1
    assert len(mara.messages(papers)) == 8
    assert len(mara.messages(mara.dm())) == 1


async def test_a_follow_up_too_fast_opens_no_thread(discord_env: DiscordEnv) -> None:
    """It is refused before there is anything to be seen by others."""
    mara = await discord_env.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question="How well does LaSO do?")
    answer = await done.message_when(lambda m: buttons_of(m))
    form = await (await mara.press(answer, "Follow up")).wait_for_response()
    discord_env.bot.services.rates.limit(user=1)
    await discord_env.services.rates.take(int(mara.id), int(mara.channel("papers")), None)
    sent = await mara.submit(form.modal, {"question": "And on COCO?"})
    refused = await sent.message_when(lambda m: "asking faster" in text_of(m))

    assert is_ephemeral(refused)
    assert (
        discord_env.requests_to("POST", "/channels/{channel_id}/messages/{message_id}/threads")
        == []
    )
    assert len(discord_env.application.ask.questions) == 1


async def test_in_discord(discord_env: DiscordEnv) -> None:
    """It is said to the person alone, with what to do."""
    discord_env.bot.services.rates.limit(user=1)
    mara, jonas = (
        await discord_env.playground.person("mara"),
        await discord_env.playground.person("jonas"),
    )
    first = await mara.run(mara.channel("papers"), "ask", question="How well does LaSO do?")
    await first.message_when(lambda m: "65.3" in text_of(m))
    second = await mara.run(mara.channel("papers"), "ask", question="And now?")
    refused = await second.message_when(lambda m: "a minute" in text_of(m))
    other = await jonas.run(jonas.channel("papers"), "ask", question="How well does LaSO do?")
    await other.message_when(lambda m: "65.3" in text_of(m))

    assert "You are asking faster than Footnote can answer" in text_of(refused)
    assert discord_env.application.counts.others == ["user"]
    assert discord_env.application.ask.questions == ["How well does LaSO do?"] * 2
