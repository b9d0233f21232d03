"""From what is due to what stands in the channel, through the real sending and the real bot."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from playground.reading import text_of
from playground.world.draft import Draft
from playground.world.permissions import Permission
from tests.discord_bot.conftest import House, sending
from tests.discord_bot.digest.pieces import kept, only, posts
from tests.discord_bot.rendering.issues import pick

MESSAGES = "POST /channels/{channel_id}/messages"


def _due(house: House) -> None:
    kept(house, next_due=datetime.now(UTC) - timedelta(minutes=1))
    house.application.compose.rest = tuple(pick(number) for number in range(4, 24))


async def test_what_is_due_is_posted_once(house: House) -> None:
    """However often one looks."""
    _due(house)
    mara = await house.playground.person("mara")
    for _ in range(3):
        await sending(house.bot).tick(datetime.now(UTC))
    (post,) = await posts(mara, mara.channel("papers"))
    thread = [m for m in await mara.history(post["id"]) if m["components"]]
    (entry,) = house.memory.issues.values()

    assert entry.outcome == "done"
    assert entry.message_id == int(post["id"])
    assert len(thread) == 2


@pytest.mark.parametrize(
    "cut",
    [
        MESSAGES,
        "POST /channels/{channel_id}/messages/{message_id}/threads",
    ],
)
@pytest.mark.parametrize("after", [False, True])
async def test_a_cut_and_a_restart_repeat_and_lose_nothing(
    house: House, cut: str, after: bool
) -> None:
    """Before the request took effect, and after, with every nonce forgotten."""
    _due(house)
    mara = await house.playground.person("mara")
    house.playground.faults.drop(cut, after=after)
    await sending(house.bot).tick(datetime.now(UTC))
    house.playground.world.messages._nonces.clear()
    await house.restart()
    later = timedelta(minutes=30)
    await sending(house.bot, later).tick(datetime.now(UTC) + later)
    (post,) = await posts(mara, mara.channel("papers"))
    thread = [m for m in await mara.history(post["id"]) if m["components"]]
    (entry,) = house.memory.issues.values()

    assert entry.outcome == "done"
    assert len(thread) == 2


def _chatter(house: House, channel: str, lines: int = 1_050) -> None:
    """Have people write so many messages."""
    world = house.playground.world
    there, jonas = world.state.channel(channel), world.person("jonas")
    for number in range(lines):
        world.messages.create(jonas, there, Draft(content=f"line {number}"))


@pytest.mark.parametrize("newest", ["kept", "deleted"])
async def test_an_issue_is_found_among_thousands_of_messages(house: House, newest: str) -> None:
    """More than a thousand stand before it and after it, and its answer was lost in a crash."""
    _due(house)
    mara = await house.playground.person("mara")
    channel = mara.channel("papers")
    _chatter(house, channel)
    if newest == "deleted":
        house.playground.faults.delete_message((await mara.history(channel))[-1]["id"])
    house.playground.faults.drop(MESSAGES, after=True)
    await sending(house.bot).tick(datetime.now(UTC))
    (entry,) = house.memory.issues.values()
    assert entry.outcome == "composed"
    _chatter(house, channel)
    house.playground.world.messages._nonces.clear()
    await house.restart()
    later = timedelta(minutes=30)
    await sending(house.bot, later).tick(datetime.now(UTC) + later)
    (entry,) = house.memory.issues.values()
    state = house.playground.world.state
    posted = [
        one
        for one in state.channel(channel).message_ids
        if "fn:i:why:" in str(state.messages[one].components)
    ]

    assert entry.outcome == "done"
    assert [str(entry.message_id)] == posted


async def test_who_lost_the_permission_is_told_once(house: House) -> None:
    """The digest rests then; given back and resumed, it comes."""
    _due(house)
    mara = await house.playground.person("mara")
    house.playground.faults.revoke(mara.channel("papers"), Permission.SEND_MESSAGES)
    for _ in range(2):
        await sending(house.bot).tick(datetime.now(UTC))
    told = [m for m in await mara.history(mara.dm()) if "rests" in text_of(m)]

    assert only(house).paused == "not permitted"
    assert len(told) == 1
    house.playground.faults.restore(mara.channel("papers"))
    await mara.run(mara.channel("general"), "digest resume")
    await mara.wait_until(lambda: not only(house).paused)


async def test_a_channel_that_is_gone_rests(house: House) -> None:
    """With word to who made it."""
    _due(house)
    mara = await house.playground.person("mara")
    house.playground.faults.delete_channel(mara.channel("papers"))
    await sending(house.bot).tick(datetime.now(UTC))
    told = [m for m in await mara.history(mara.dm()) if "rests" in text_of(m)]

    assert only(house).paused == "channel gone"
    assert "Its channel is gone" in text_of(told[0])


async def test_a_quiet_day_is_silent_unless_it_is_to_be_said(house: House) -> None:
    """By default no post."""
    past = datetime.now(UTC) - timedelta(minutes=1)
    kept(house, seen=1_000, next_due=past)
    kept(house, "sub2", seen=1_000, next_due=past, empty_day="say")
    mara = await house.playground.person("mara")
    await sending(house.bot).tick(datetime.now(UTC))
    (post,) = await posts(mara, mara.channel("papers"))

    assert "Nothing new came in." in text_of(post)
    assert {e.outcome for e in house.memory.issues.values()} == {"empty", "done"}
