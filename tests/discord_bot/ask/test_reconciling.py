"""What was deleted, or where the bot was removed, while it was not there."""

from __future__ import annotations

from typing import Any

import pytest

from bot.community.server_settings import ServerSettings
from bot.community.shelf import Owner
from bot.discord_bot.ask import reconciling
from playground.reading import buttons_of, text_of
from playground.world.permissions import Permission
from tests.cli.samples import LASO
from tests.discord_bot.conftest import House, eventually
from tests.storage.digest_samples import subscription

GUILD = "Reading group"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bot ask without pauses."""
    monkeypatch.setattr(reconciling, "PAUSE", 0.0)


def _mention(house: House) -> str:
    return f"<@{house.playground.application_id}>"


def _answered(message: dict[str, Any]) -> bool:
    return "65.3" in text_of(message) and bool(buttons_of(message))


def _guild(house: House) -> int:
    return int(house.playground.world.guild_named(GUILD).id)


async def _reconciled(house: House) -> None:
    """Wait until the bot has looked at everything."""
    cog: Any = house.bot.get_cog("reconciling")
    await eventually(lambda: cog._task is not None and cog._task.done())


async def test_a_question_deleted_while_the_bot_was_away(house: House) -> None:
    """It is forgotten, and its answer in the thread goes."""
    mara = await house.playground.person("mara")
    channel = mara.channel("papers")
    gone = await mara.say(channel, f"{_mention(house)} How well does LaSO do?")
    answer = await mara.wait_for(_answered)
    await mara.say(channel, f"{_mention(house)} And UniAP?")
    await eventually(lambda: len(house.memory.turns) == 2)
    await house.stop()
    await mara.delete(gone)
    await house.restart()
    await eventually(lambda: answer["id"] not in mara.seen.messages)
    await _reconciled(house)

    assert [turn.question for turn in house.memory.turns.values()] == ["And UniAP?"]


async def test_an_answer_deleted_while_the_bot_was_away(house: House) -> None:
    """Its turn is forgotten, and that of one that stands is not."""
    mara = await house.playground.person("mara")
    channel = mara.channel("papers")
    for question in ("How well does LaSO do?", "And UniAP?"):
        done = await mara.run(channel, "ask", question=question)
        await house.kept_turn(await done.message_when(_answered))
    await house.stop()
    await mara.delete(mara.messages(channel)[0])
    await house.restart()
    await eventually(lambda: len(house.memory.turns) == 1)
    await _reconciled(house)

    assert [turn.question for turn in house.memory.turns.values()] == ["And UniAP?"]


async def test_a_channel_deleted_while_the_bot_was_away(house: House) -> None:
    """All that was said there is forgotten."""
    mara = await house.playground.person("mara")
    channel = mara.channel("papers")
    done = await mara.run(channel, "ask", question="How well does LaSO do?")
    await house.kept_turn(await done.message_when(_answered))
    await house.stop()
    house.playground.faults.delete_channel(channel)
    await house.restart()

    await eventually(lambda: not house.memory.turns)


async def test_what_may_not_be_read_is_left(house: House) -> None:
    """Nobody knows whether it is there; and Discord is asked once a channel."""
    mara = await house.playground.person("mara")
    channel = mara.channel("papers")
    for question in ("How well does LaSO do?", "And UniAP?"):
        done = await mara.run(channel, "ask", question=question)
        await house.kept_turn(await done.message_when(_answered))
    await house.stop()
    house.playground.faults.revoke(channel, Permission.VIEW_CHANNEL)
    before = len(house.asked("GET", "/channels/{channel_id}/messages/{message_id}"))
    await house.restart()
    await _reconciled(house)

    assert len(house.memory.turns) == 2
    assert len(house.asked("GET", "/channels/{channel_id}/messages/{message_id}")) == before + 1


async def test_older_turns_are_looked_at_in_rounds(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest each time, and of the others those after where the last round ended."""
    monkeypatch.setattr(reconciling, "NEWEST_TURNS", 1)
    monkeypatch.setattr(reconciling, "OLDER_TURNS", 1)
    mara = await house.playground.person("mara")
    channel = mara.channel("papers")
    for n in range(3):
        done = await mara.run(channel, "ask", question=f"Question {n}?")
        await house.kept_turn(await done.message_when(_answered))
    await house.stop()
    oldest = mara.messages(channel)[0]
    await mara.delete(oldest)
    await house.restart()
    await _reconciled(house)
    assert len(house.memory.turns) == 3
    await house.restart()

    await eventually(lambda: len(house.memory.turns) == 2)


def _fill(house: House, mara: int) -> None:
    """Keep something of every kind for the server."""
    guild, now = _guild(house), house.services.now()
    community = house.community
    community.settings.change(guild, lambda _: ServerSettings(language="de"), now)
    community.shelves.add(Owner("guild", guild), [LASO.paper_id], mara, now)
    community.subscriptions.add(subscription(guild_id=guild))


def _kept(house: House) -> list[object]:
    memory = house.memory
    shelves = [shelf for owner, shelf in memory.shelves.items() if owner.kind == "guild"]
    kinds = (memory.turns, memory.receipts, memory.settings, shelves, memory.subscriptions)
    return [kind for kind in kinds if kind]


@pytest.mark.parametrize("away", [True, False])
async def test_a_server_that_removed_the_bot_is_erased(house: House, away: bool) -> None:
    """While the bot runs at once, else when it is back; what is of direct messages stays."""
    mara = await house.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question="How well does LaSO do?")
    await house.kept_turn(await done.message_when(_answered))
    _fill(house, int(mara.id))
    await mara.say(mara.dm(), "How well does LaSO do?")
    await eventually(lambda: len(house.memory.turns) == 2)
    await _reconciled(house)
    assert len(_kept(house)) == 5
    if away:
        await house.stop()
    house.playground.faults.remove_bots(GUILD)
    if away:
        await house.restart()
    await eventually(lambda: len(house.memory.turns) == 1)

    (left,) = house.memory.turns.values()
    assert left.guild_id is None
    assert _kept(house) == [house.memory.turns, house.memory.receipts]
    assert [r.whose.guild_id for r in house.memory.receipts.values()] == [None]


@pytest.mark.parametrize("away", [True, False])
async def test_an_outage_is_no_removal(house: House, away: bool) -> None:
    """A server that is out of order keeps all."""
    mara = await house.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question="How well does LaSO do?")
    await house.kept_turn(await done.message_when(_answered))
    _fill(house, int(mara.id))
    await _reconciled(house)
    if away:
        house.playground.faults.fail("GET /users/@me/guilds", 503, None)
        await house.restart()
        await _reconciled(house)
    else:
        house.playground.faults.fail_guild(GUILD)
        await eventually(lambda: house.bot.get_guild(_guild(house)).unavailable)

    assert len(_kept(house)) == 5


async def test_another_bots_servers_are_left(house: House) -> None:
    """A bot with another token was never in them."""
    house.community.servers.join(1, [_guild(house), 2])
    house.memory.settings[2] = ServerSettings(language="de")
    await house.restart()
    await _reconciled(house)

    assert 2 in house.memory.settings
