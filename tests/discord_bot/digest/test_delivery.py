"""Deliver due issues to a channel, through the real scheduler and bot."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.records.schedule import Schedule
from discord_playground.message_contents import text_of
from discord_playground.world.draft import Draft
from discord_playground.world.permissions import Permission
from tests.discord_bot.conftest import DiscordEnv, build_send_due
from tests.discord_bot.digest.samples import add_subscription, only_subscription, posts
from tests.discord_bot.rendering.issues import pick

MESSAGES = "POST /channels/{channel_id}/messages"


def _due(discord_env: DiscordEnv) -> None:
    """Keep a subscription of which an issue is due, and the next one not before twelve hours."""
    now = datetime.now(UTC)
    schedule = Schedule(at=(now + timedelta(hours=12)).time())
    add_subscription(discord_env, next_due=now - timedelta(minutes=1), schedule=schedule)
    discord_env.application.issue_builder.rest = tuple(pick(number) for number in range(4, 24))


async def test_what_is_due_is_posted_once(discord_env: DiscordEnv) -> None:
    """Further ticks post nothing more."""
    _due(discord_env)
    mara = await discord_env.playground.person("mara")
    for _ in range(3):
        await build_send_due(discord_env.bot).tick(datetime.now(UTC))
    (post,) = await posts(mara, mara.channel("papers"))
    thread = [m for m in await mara.history(post["id"]) if m["components"]]
    (entry,) = discord_env.memory.issues.values()

    assert entry.outcome == "done"
    assert entry.message_id == int(post["id"])
    assert len(thread) == 2


@pytest.mark.parametrize(
    "cut", [MESSAGES, "POST /channels/{channel_id}/messages/{message_id}/threads"]
)
@pytest.mark.parametrize("after", [False, True])
async def test_a_cut_and_a_restart_repeat_and_lose_nothing(
    discord_env: DiscordEnv, cut: str, after: bool
) -> None:
    """The connection breaks before or after the request takes effect; all nonces expire."""
    _due(discord_env)
    mara = await discord_env.playground.person("mara")
    discord_env.playground.faults.drop(cut, after=after)
    await build_send_due(discord_env.bot).tick(datetime.now(UTC))
    discord_env.playground.world.messages._nonces.clear()
    await discord_env.restart()
    later = timedelta(minutes=30)
    await build_send_due(discord_env.bot, later).tick(datetime.now(UTC) + later)
    (post,) = await posts(mara, mara.channel("papers"))
    thread = [m for m in await mara.history(post["id"]) if m["components"]]
    (entry,) = discord_env.memory.issues.values()

    assert entry.outcome == "done"
    assert len(thread) == 2


def _chatter(discord_env: DiscordEnv, channel: str, lines: int = 1_050) -> None:
    """Have people write `lines` messages."""
    world = discord_env.playground.world
    there, jonas = world.state.channel(channel), world.person("jonas")
    for number in range(lines):
        world.messages.create(jonas, there, Draft(content=f"line {number}"))


@pytest.mark.parametrize("newest", ["kept", "deleted"])
async def test_an_issue_is_found_among_thousands_of_messages(
    discord_env: DiscordEnv, newest: str
) -> None:
    """Over a thousand messages precede and follow it, and the response was lost in a crash."""
    _due(discord_env)
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    _chatter(discord_env, channel)
    if newest == "deleted":
        discord_env.playground.faults.delete_message((await mara.history(channel))[-1]["id"])
    discord_env.playground.faults.drop(MESSAGES, after=True)
    await build_send_due(discord_env.bot).tick(datetime.now(UTC))
    (entry,) = discord_env.memory.issues.values()
    assert entry.outcome == "composed"
    _chatter(discord_env, channel)
    discord_env.playground.world.messages._nonces.clear()
    await discord_env.restart()
    later = timedelta(minutes=30)
    await build_send_due(discord_env.bot, later).tick(datetime.now(UTC) + later)
    (entry,) = discord_env.memory.issues.values()
    state = discord_env.playground.world.state
    posted = [
        one
        for one in state.channel(channel).message_ids
        if "fn:i:why:" in str(state.messages[one].components)
    ]

    assert entry.outcome == "done"
    assert [str(entry.message_id)] == posted


async def test_who_lost_the_permission_is_told_once(discord_env: DiscordEnv) -> None:
    """The digest is paused; with the permission back, it can be resumed."""
    _due(discord_env)
    mara = await discord_env.playground.person("mara")
    discord_env.playground.faults.revoke(mara.channel("papers"), Permission.SEND_MESSAGES)
    for _ in range(2):
        await build_send_due(discord_env.bot).tick(datetime.now(UTC))
    told = [m for m in await mara.history(mara.dm()) if "is paused" in text_of(m)]

    assert only_subscription(discord_env).paused == "not permitted"
    assert len(told) == 1
    assert "The digest for #papers in Reading group is paused" in text_of(told[0])
    assert "/digest resume" in text_of(told[0])
    discord_env.playground.faults.restore(mara.channel("papers"))
    await mara.run(mara.channel("general"), "digest resume")
    await mara.wait_until(lambda: not only_subscription(discord_env).paused)


async def test_a_quiet_day_is_silent_unless_it_is_to_be_said(discord_env: DiscordEnv) -> None:
    """By default, an empty day has no post."""
    past = datetime.now(UTC) - timedelta(minutes=1)
    add_subscription(discord_env, seen=1_000, next_due=past)
    add_subscription(discord_env, "sub2", seen=1_000, next_due=past, empty_day="say")
    mara = await discord_env.playground.person("mara")
    await build_send_due(discord_env.bot).tick(datetime.now(UTC))
    (post,) = await posts(mara, mara.channel("papers"))

    assert "No new papers." in text_of(post)
    assert {e.outcome for e in discord_env.memory.issues.values()} == {"empty", "done"}
