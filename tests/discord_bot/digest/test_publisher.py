"""Post issues, find them after a crash, and fill their threads, despite Discord's errors."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.digest.deliver import CannotPost, NotNow
from bot.discord_bot.digest.publisher import DiscordPublisher
from bot.records.server_settings import ServerSettings
from bot.records.subscriptions import Subscription
from discord_playground.message_contents import selects_of, text_of
from discord_playground.person import Person
from discord_playground.world.permissions import Permission
from tests.discord_bot.actions import Message, press, wait_for_text
from tests.discord_bot.conftest import DiscordEnv
from tests.discord_bot.digest.samples import add_subscription, channel_of, entry_of, posts
from tests.discord_bot.rendering.issues import issue
from tests.waiting import eventually

MESSAGES = "POST /channels/{channel_id}/messages"


def _publisher(discord_env: DiscordEnv) -> DiscordPublisher:
    return DiscordPublisher(discord_env.services, discord_env.bot)


async def _here(discord_env: DiscordEnv, name: str = "papers") -> tuple[Person, str, Subscription]:
    mara = await discord_env.playground.person("mara")
    return (
        mara,
        mara.channel(name),
        add_subscription(discord_env, channel_id=channel_of(discord_env, name)),
    )


async def _thread(person: Person, message_id: int) -> list[Message]:
    """Return the bot's messages in a thread."""
    return [m for m in await person.history(str(message_id)) if m["components"]]


async def test_an_issue_is_posted(discord_env: DiscordEnv) -> None:
    """The issue is one message, found again by the issue's id."""
    mara, channel, subscription = await _here(discord_env)
    made = issue(5, made_at=discord_env.services.now())
    posted = await _publisher(discord_env).post(subscription, made)
    (post,) = await posts(mara, channel)
    found = await _publisher(discord_env).find(subscription, entry_of(discord_env, made))
    other = entry_of(discord_env, replace(made, issue_id="another"))

    assert int(post["id"]) == posted == found
    assert "Papers for Tuesday, November 24, 2026" in text_of(post)
    assert await _publisher(discord_env).find(subscription, other) is None


async def test_a_history_that_may_not_be_read_is_no_empty_one(discord_env: DiscordEnv) -> None:
    """Better no issue than the same one twice."""
    _, channel, subscription = await _here(discord_env)
    discord_env.playground.faults.revoke(channel, Permission.READ_MESSAGE_HISTORY)
    found = discord_env.bot.get_channel(int(channel))
    await eventually(lambda: len(found.overwrites) == 1)  # type: ignore[union-attr]

    for looked in (
        _publisher(discord_env).find(subscription, entry_of(discord_env, issue())),
        _publisher(discord_env).find_last_message(subscription),
    ):
        with pytest.raises(CannotPost) as raised:
            await looked
        assert raised.value.reason == "not permitted"


async def test_the_rest_goes_to_a_thread(discord_env: DiscordEnv) -> None:
    """Each part has a menu of its papers and a button for the reasons."""
    mara, _, subscription = await _here(discord_env)
    made = issue(3, 20)
    posted = await _publisher(discord_env).post(subscription, made)
    await _publisher(discord_env).finish(subscription, made, posted)
    first, second = await _thread(mara, posted)

    assert "**4. " in text_of(first)
    assert "**23. " in text_of(second)
    assert [s["custom_id"] for s in selects_of(second)] == ["fn:s:pick:issue42:2"]
    assert mara.seen.channels[str(posted)]["name"] == "More papers for November 24, 2026"


async def test_finishing_again_repeats_nothing(discord_env: DiscordEnv) -> None:
    """Finishing is repeatable after every step, even with all nonces expired."""
    mara, _, subscription = await _here(discord_env)
    made = issue(3, 40)
    posted = await _publisher(discord_env).post(subscription, made)
    discord_env.playground.faults.fail(MESSAGES, 503, times=None)
    with pytest.raises(NotNow):
        await _publisher(discord_env).finish(subscription, made, posted)
    discord_env.playground.faults.clear()
    await _publisher(discord_env).finish(subscription, made, posted)
    discord_env.playground.world.messages._nonces.clear()
    await discord_env.restart()
    await _publisher(discord_env).finish(subscription, made, posted)

    assert len(await _thread(mara, posted)) == 3


@pytest.mark.parametrize("gone", ["message", "thread", "locked"])
async def test_a_rest_that_cannot_stand_is_left_out(discord_env: DiscordEnv, gone: str) -> None:
    """If the message or thread is deleted or locked, there is no error and no second thread."""
    mara, _, subscription = await _here(discord_env)
    made = issue(3, 20)
    posted = await _publisher(discord_env).post(subscription, made)
    if gone == "message":
        discord_env.playground.faults.delete_message(str(posted))
    else:
        await mara.open_thread({"id": str(posted), "channel_id": mara.channel("papers")}, "Mine")
        if gone == "thread":
            discord_env.playground.faults.delete_channel(str(posted))
        else:
            lock = {"archived": True, "locked": True}
            await mara.request("PATCH", f"/channels/{posted}", lock)
    await _publisher(discord_env).finish(subscription, made, posted)

    if gone == "locked":
        assert await _thread(mara, posted) == []


async def test_without_the_right_to_open_threads_a_button_shows_the_rest(
    discord_env: DiscordEnv,
) -> None:
    """Each person who presses it sees the rest."""
    mara, channel, subscription = await _here(discord_env)
    discord_env.playground.faults.revoke(channel, Permission.CREATE_PUBLIC_THREADS)
    found = discord_env.bot.get_channel(int(channel))
    await eventually(lambda: len(found.overwrites) == 1)  # type: ignore[union-attr]
    made = issue(3, 20)
    discord_env.memory.issues["issue42"] = entry_of(discord_env, made)
    posted = await _publisher(discord_env).post(subscription, made)
    await _publisher(discord_env).finish(subscription, made, posted)
    (post,) = await posts(mara, channel)
    rest = await wait_for_text(await press(mara, post, "fn:i:rest:"), "More papers for")

    assert "in the thread" not in text_of(post)
    assert "**4. " in text_of(rest)


@pytest.mark.parametrize(
    ("status", "code", "reason"),
    [(404, 10003, "channel gone"), (403, 50013, "not permitted"), (400, 50083, "not permitted")],
)
async def test_what_must_be_mended_first_is_told_apart(
    discord_env: DiscordEnv, status: int, code: int, reason: str
) -> None:
    """A final error has its reason."""
    _, _, subscription = await _here(discord_env)
    discord_env.playground.faults.fail(MESSAGES, status, code=code)

    with pytest.raises(CannotPost) as raised:
        await _publisher(discord_env).post(subscription, issue())
    assert raised.value.reason == reason


async def test_only_the_role_that_was_set_is_pinged(discord_env: DiscordEnv) -> None:
    """Text of papers pings nobody."""
    mara, channel, subscription = await _here(discord_env)
    guild = discord_env.playground.world.guild_named("Reading group")
    readers = next(r for r in guild.roles.values() if r.name == "Readers")
    made = issue(3, notice="@everyone <@&1>")
    await _publisher(discord_env).post(subscription, made)
    notified = replace(subscription, notify_role=int(readers.id))
    await _publisher(discord_env).post(notified, replace(made, issue_id="second"))
    quiet, loud = await posts(mara, channel)

    assert (quiet["mention_roles"], quiet["mention_everyone"]) == ([], False)
    assert (loud["mention_roles"], loud["mention_everyone"]) == ([readers.id], False)


async def test_what_is_under_a_digest_works_where_questions_are_not_answered(
    discord_env: DiscordEnv,
) -> None:
    """In a channel excluded by the settings, buttons work and commands do not."""
    mara, channel, subscription = await _here(discord_env)
    settings = ServerSettings(channels=(channel_of(discord_env, "bots"),))
    discord_env.memory.settings[subscription.guild_id] = settings
    made = issue(1)
    discord_env.application.catalog.papers.append(made.picks[0].paper)
    discord_env.memory.issues["issue42"] = entry_of(discord_env, made)
    await _publisher(discord_env).post(subscription, made)
    (post,) = await posts(mara, channel)
    summarised = await mara.choose(post, "More on paper 1…", "Summarize")
    await eventually(lambda: discord_env.application.summarize.calls)
    await summarised.wait_for_response()
    await mara.run(channel, "ask", question="Why?")
    refused = await mara.wait_for(lambda m: "#bots" in text_of(m))

    assert discord_env.application.ask.calls == []
    assert refused["flags"] & 64


class TestTelling:
    """A manager is notified that a digest is paused."""

    async def test_else_the_owner(self, discord_env: DiscordEnv) -> None:
        """The creator is unknown, or accepts no messages."""
        _, _, subscription = await _here(discord_env)
        ines = await discord_env.playground.person("ines")
        discord_env.playground.faults.close_direct_messages("mara")
        await _publisher(discord_env).notify_manager(subscription, "channel gone")
        await _publisher(discord_env).notify_manager(
            replace(subscription, created_by=0), "channel gone"
        )
        told = [m for m in await ines.history(ines.dm()) if "is paused" in text_of(m)]

        assert told
        assert "Its channel no longer exists" in text_of(told[0])

    async def test_where_nobody_takes_it_it_is_logged(
        self, discord_env: DiscordEnv, logged: list[dict[str, Any]]
    ) -> None:
        """For each who could not be reached; nothing is raised."""
        _, _, subscription = await _here(discord_env)
        discord_env.playground.faults.close_direct_messages("mara")
        discord_env.playground.faults.close_direct_messages("ines")

        await _publisher(discord_env).notify_manager(subscription, "channel gone")

        assert [entry["event"] for entry in logged].count("manager not notified") == 2

    async def test_where_discord_is_down_it_is_tried_again(self, discord_env: DiscordEnv) -> None:
        """The caller retries."""
        _, _, subscription = await _here(discord_env)
        discord_env.playground.faults.fail(MESSAGES, 503, times=None)

        with pytest.raises(NotNow):
            await _publisher(discord_env).notify_manager(subscription, "channel gone")
