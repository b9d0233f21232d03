"""Members subscribe themselves: their digest comes by direct message, once, while they may."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import discord
import pytest

from bot.records.schedule import Schedule
from bot.records.subscriptions import Interests, Subscription
from discord_playground.message_contents import buttons_of, text_of
from discord_playground.person import Person
from tests.discord_bot.actions import (
    Message,
    is_ephemeral,
    press,
    wait_for_answer,
    wait_for_change,
    wait_for_text,
)
from tests.discord_bot.conftest import DiscordEnv, build_send_due
from tests.discord_bot.digest.samples import (
    WORDS_FORM,
    add_subscription,
    channel_of,
    guild_of,
    only_subscription,
    posts,
    user_of,
)
from tests.discord_bot.rendering.issues import pick
from tests.waiting import eventually


async def _run(person: Person, command: str, **options: str) -> Message:
    return await wait_for_answer(
        await person.run(person.channel("papers"), f"digest {command}", **options)
    )


async def _subscribe(person: Person, **options: str) -> Message:
    """Use the command and submit its form; return the panel."""
    doing = await person.run(person.channel("papers"), "digest me", **options)
    await doing.wait_for_response()
    assert doing.modal is not None, "no form came"
    return await wait_for_answer(await person.submit(doing.modal, WORDS_FORM))


@pytest.fixture
async def theo(discord_env: DiscordEnv) -> Person:
    """Return a member of the reading group who manages nothing."""
    world = discord_env.playground.world
    world.add_person("theo", world.guild_named("Reading group"), locale="en-GB")
    return await discord_env.playground.person("theo")


async def _add_due(discord_env: DiscordEnv) -> Subscription:
    """Keep a subscription of Theo's of which an issue is due, the next not for twelve hours."""
    now, user_id = datetime.now(UTC), user_of(discord_env, "theo")
    direct = await discord_env.bot.create_dm(discord.Object(user_id))
    discord_env.application.issue_builder.rest = tuple(pick(number) for number in range(4, 24))
    return add_subscription(
        discord_env,
        channel_id=direct.id,
        created_by=user_id,
        recipient_id=user_id,
        next_due=now - timedelta(minutes=1),
        schedule=Schedule(at=(now + timedelta(hours=12)).time()),
    )


async def _tick(discord_env: DiscordEnv, ahead: timedelta = timedelta()) -> None:
    await build_send_due(discord_env.bot, ahead).tick(datetime.now(UTC) + ahead)


async def test_a_member_subscribes(discord_env: DiscordEnv, theo: Person) -> None:
    """The panel says where it comes; a message there says from which server."""
    panel = await _subscribe(theo, time="7", timezone="Europe/Berlin", cadence="weekly")
    found = only_subscription(discord_env)
    welcome = await theo.history(theo.dm())

    assert is_ephemeral(panel)
    assert "Every Monday at 07:00 (Europe/Berlin) in your direct messages" in text_of(panel)
    assert "Role to notify" not in text_of(panel)
    assert found.recipient_id == found.created_by == int(theo.id)
    assert (found.guild_id, found.channel_id) == (guild_of(discord_env), int(theo.dm()))
    assert found.schedule == Schedule("weekly", time(7), "Europe/Berlin")
    assert found.interests == Interests(("few-shot learning", "animals"), ("cs.CV", "cs.LG"))
    assert ["Your digest from Reading group will come here" in text_of(m) for m in welcome] == [
        True
    ]
    server = f"https://discord.com/channels/{guild_of(discord_env)}"
    assert [button.get("url") for button in buttons_of(welcome[0])] == [server]
    assert "in the server with /digest edit." in text_of(welcome[0]), "not to be clicked here"


async def test_who_takes_no_messages_learns_it_at_once(
    discord_env: DiscordEnv, theo: Person
) -> None:
    """The digest is paused; once messages are allowed, it can be resumed."""
    discord_env.playground.faults.close_direct_messages("theo")
    panel = await _subscribe(theo)
    assert "you do not accept direct messages from me" in text_of(panel)
    assert only_subscription(discord_env).paused == "messages closed"
    discord_env.playground.faults.close_direct_messages("theo", closed=False)
    panel = await _run(theo, "resume")

    assert "Next:" in text_of(panel)
    assert only_subscription(discord_env).paused == ""


async def test_a_member_manages_their_own(discord_env: DiscordEnv, theo: Person) -> None:
    """List, edit, pause, resume and the end of it; the panel's forms work."""
    await _subscribe(theo, timezone="UTC")
    add_subscription(discord_env, "channels")
    own = next(s for s in discord_env.memory.subscriptions.values() if s.recipient_id)
    shown = text_of(await _run(theo, "list"))
    panel = await _run(theo, "edit")
    form = await (await press(theo, panel, "fn:d:when:")).wait_for_response()
    await discord_env.restart()
    await theo.submit(form.modal, {"time": "7pm"})
    await wait_for_change(theo, panel, lambda m: "19:00" in text_of(m))
    await _run(theo, "pause")
    paused = discord_env.memory.subscriptions[own.subscription_id]
    resumed = await _run(theo, "resume")
    asked = await _run(theo, "unsubscribe")
    await press(theo, asked, "fn:d:removed:")
    await wait_for_change(theo, asked, lambda m: "has ended" in text_of(m))

    assert "Your digest from this server" in shown
    assert "few-shot learning" in shown
    assert str(channel_of(discord_env)) not in shown
    assert (paused.paused, paused.schedule.at) == ("asked", time(19))
    assert paused.channel_id == own.channel_id
    assert "Next:" in text_of(resumed)
    assert list(discord_env.memory.subscriptions) == ["channels"]


@pytest.mark.parametrize("command", ["edit", "now"])
async def test_nobody_else_manages_it(discord_env: DiscordEnv, theo: Person, command: str) -> None:
    """To a manager of the server it does not exist."""
    await _add_due(discord_env)
    mara = await discord_env.playground.person("mara")
    listed, told = await _run(mara, "list"), await _run(mara, command, digest="sub1")
    completed = await mara.complete(
        mara.channel("papers"), f"digest {command}", "digest", digest=""
    )

    assert completed == []
    assert "This server has no digest yet" in text_of(listed)
    assert "no longer exists" in text_of(told)
    assert only_subscription(discord_env).paused == ""
    assert await posts(theo, theo.dm()) == []


async def test_a_member_has_at_most_three(discord_env: DiscordEnv, theo: Person) -> None:
    """The fourth is refused before any form."""
    for number in range(3):
        add_subscription(discord_env, f"sub{number}", recipient_id=int(theo.id))

    assert "You already have 3 digests from this server" in text_of(await _run(theo, "me"))


async def test_what_is_due_comes_once(discord_env: DiscordEnv, theo: Person) -> None:
    """Into the direct messages, with buttons that work there; a button shows the rest."""
    await _add_due(discord_env)
    for _ in range(3):
        await _tick(discord_env)
    (post,) = await posts(theo, theo.dm())
    (entry,) = discord_env.memory.issues.values()
    rest = await wait_for_text(await press(theo, post, "fn:i:rest:"), "More papers for")
    await press(theo, post, "fn:i:up:")
    await eventually(lambda: discord_env.memory.rows("digest_votes"))

    assert (entry.outcome, entry.message_id) == ("done", int(post["id"]))
    assert "**4. " in text_of(rest)


async def test_who_leaves_is_unsubscribed(discord_env: DiscordEnv, theo: Person) -> None:
    """At the next issue, without a message."""
    await _add_due(discord_env)
    world = discord_env.playground.world
    world.places.remove_member(world.guild_named("Reading group"), world.person("theo"))
    await _tick(discord_env)

    assert discord_env.memory.subscriptions == {}
    assert discord_env.memory.issues == {}
    assert await theo.history(theo.dm()) == []


async def test_forget_me_ends_it(discord_env: DiscordEnv, theo: Person) -> None:
    """It is named and counted, and buttons of its issues say that it is gone."""
    await _add_due(discord_env)
    await _tick(discord_env)
    (post,) = await posts(theo, theo.dm())
    asked = await wait_for_answer(await theo.run(theo.dm(), "forget-me"))
    await press(theo, asked, "fn:f:yes")
    done = await wait_for_change(theo, asked, lambda m: "1 personal digest" in text_of(m))
    gone = await wait_for_text(await press(theo, post, "fn:i:why:"), "no longer stored")

    assert "your personal digests" in text_of(asked)
    assert discord_env.memory.subscriptions == discord_env.memory.issues == {}
    assert discord_env.memory.rows("digest_given") == []
    assert text_of(done)
    assert text_of(gone)
